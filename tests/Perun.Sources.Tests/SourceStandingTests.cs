using Perun.Adapters.Sources;

namespace Perun.Sources.Tests;

public sealed class SourceStandingTests
{
    [Fact]
    public void Without_keys_there_are_no_sources_and_each_service_says_what_it_lacks()
    {
        var settings = new NetworkSourceSettings();
        using var made = NetworkSources.From(settings, TimeProvider.System);
        made.Sources.ShouldBeEmpty();
        SourceStanding.Of(settings).Select(standing => $"{standing.Service}: {string.Join(" ", standing.Missing)}").ShouldBe(
            ["perigon: PERIGON_API_KEY", "alpaca: ALPACA_API_KEY ALPACA_SECRET_KEY", "coinmarketcap: COINMARKETCAP_API_KEY", "perplexity: PERPLEXITY_API_KEY"]);
        SourceStanding.Of(settings).ShouldAllBe(standing => !standing.IsUsable && standing.Wrong == null);
    }

    [Fact]
    public void Each_key_brings_its_sources_and_the_switch_turns_single_ones_off()
    {
        var settings = new NetworkSourceSettings { PerigonKey = "p", CoinMarketCapKey = "c", PerplexityKey = "x", AlpacaKey = "a", AlpacaSecret = "s", Off = [SourceNames.CoinTrending, SourceNames.Research] };
        using var made = NetworkSources.From(settings, TimeProvider.System);
        made.Sources.Select(source => source.Source.Name).ShouldBe(SourceNames.All);
        made.Sources.Where(source => !source.Pace.IsOn).Select(source => source.Source.Name).ShouldBe([SourceNames.CoinTrending, SourceNames.Research]);
        SourceStanding.Of(settings)[3].Sources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("two words", "it holds a blank or a letter that no key has")]
    [InlineData("schlüssel", "it holds a blank or a letter that no key has")]
    [InlineData("key\r\nX-Evil: 1", "it holds a blank or a letter that no key has")]
    public void A_key_that_cannot_travel_is_told_without_being_shown(string key, string why)
    {
        var settings = new NetworkSourceSettings { CoinMarketCapKey = key };
        var standing = SourceStanding.Of(settings)[2];
        standing.IsUsable.ShouldBeFalse();
        standing.Wrong.ShouldBe($"COINMARKETCAP_API_KEY can't be a key: {why}");
        using var made = NetworkSources.From(settings, TimeProvider.System);
        made.Sources.ShouldBeEmpty();
    }

    [Fact]
    public void Half_a_pair_of_keys_is_a_mistake()
    {
        SourceStanding.Of(new NetworkSourceSettings { AlpacaKey = "a" })[1].Wrong.ShouldBe("ALPACA_API_KEY is set but ALPACA_SECRET_KEY is missing");
        SourceStanding.Of(new NetworkSourceSettings { AlpacaSecret = "s" })[1].Wrong.ShouldBe("ALPACA_SECRET_KEY is set but ALPACA_API_KEY is missing");
    }
}
