using Perun.Adapters.Venues;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Engine.Venues;
using Perun.Venues;

namespace Perun.Tests.Venues;

public class UniverseChoiceTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    private static readonly ListedInstrument[] Listed =
    [
        Coin("BTC/USD", 900), Coin("ETH/USD", 500), Coin("USDT/USD", 5_000), Coin("BTC/EUR", 2_000), Coin("WIDE/USD", 800) with { SpreadShare = 0.02 },
        Coin("NEW/USD", 700) with { ListedSince = Today.AddDays(-3) }, Coin("DUST/USD", 600) with { Price = 0.0000001m }, Coin("OLD/USD", 400) with { ListedSince = Today.AddYears(-3) },
    ];

    [Fact]
    public void The_machine_takes_what_is_liquid_tight_grown_up_and_in_the_accounts_money() =>
        Choose(new UniverseWish([], 10)).ShouldBe(["BTC/USD", "ETH/USD", "OLD/USD"]);

    [Fact]
    public void It_takes_no_more_than_it_was_told() => Choose(new UniverseWish([], 1)).ShouldBe(["BTC/USD"]);

    [Fact]
    public void What_was_named_is_taken_as_it_was_named() => Choose(new UniverseWish(["wide/usd", "BTC/EUR"], null)).ShouldBe(["WIDE/USD", "BTC/EUR"]);

    [Fact]
    public void What_is_not_listed_is_named_with_what_is_like_it()
    {
        var failure = Should.Throw<CommandFailedException>(() => Choose(new UniverseWish(["BTC/USD", "BTX/USD"], null)));
        failure.Message.ShouldStartWith("BTX/USD can't be traded");
        failure.Message.ShouldContain("BTC/EUR");
    }

    [Fact]
    public void Nothing_liquid_at_all_is_said() => Should.Throw<CommandFailedException>(() => UniverseChoice.Choose(new UniverseWish([], 5), Listed, "CHF", Today));

    private static IEnumerable<string> Choose(UniverseWish wish) => UniverseChoice.Choose(wish, Listed, "USD", Today).Select(instrument => instrument.Symbol);

    private static ListedInstrument Coin(string symbol, decimal turnover) => new(
        new Instrument { Symbol = symbol, AssetClass = AssetClass.Crypto, BaseAsset = symbol.Split('/')[0], QuoteCurrency = symbol.Split('/')[1], Hours = TradingHours.AroundTheClock, Tick = 0.01m, Lot = 0.0001m },
        turnover, 0.0001, 100, null);
}
