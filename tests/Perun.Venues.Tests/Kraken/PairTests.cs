using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class PairTests
{
    [Fact]
    public void Names_come_from_Krakens_lists_and_from_no_rule()
    {
        var pairs = KrakenDouble.Pairs();
        pairs.Pairs.Select(static pair => pair.Symbol).Order(StringComparer.Ordinal).ShouldBe(["BTC/USD", "DOGE/USD", "ETH/USD", "XTZ/USD"]);
        foreach (var name in (string[])["BTC/USD", "XXBTZUSD", "XBTUSD"])
        {
            pairs.TryFind(name, out var pair).ShouldBeTrue();
            pair!.Symbol.ShouldBe("BTC/USD");
        }
        pairs.NameOf("XXBT").ShouldBe("BTC");
        pairs.NameOf("XTZ").ShouldBe("XTZ");
        pairs.NameOf("NEWCOIN").ShouldBe("NEWCOIN");
        pairs.IsCurrency("ZUSD").ShouldBeTrue();
        pairs.IsCurrency("ZEUR").ShouldBeFalse();
    }

    [Fact]
    public void What_is_held_otherwise_than_for_trading_keeps_its_own_name()
    {
        var pairs = KrakenDouble.Pairs();
        pairs.HoldingName("XXBT").ShouldBe("BTC/USD");
        pairs.HoldingName("XBT.M").ShouldBe("XBT.M");
        pairs.HoldingName("ZEUR").ShouldBe("EUR");
        pairs.HoldingName("DOT").ShouldBe("DOT");
    }

    [Fact]
    public void An_account_in_euros_trades_the_pairs_against_euros()
    {
        var pair = KrakenDouble.Pairs("EUR").Pairs.ShouldHaveSingleItem();
        (pair.Symbol, pair.Instrument.QuoteCurrency, pair.Instrument.MinNotional).ShouldBe(("BTC/EUR", "EUR", 0.45m));
    }

    [Fact]
    public void An_instrument_has_Krakens_steps_minimums_fees_and_a_stop_of_its_own()
    {
        var bitcoin = KrakenDouble.Pair("BTC/USD").Instrument;
        (bitcoin.Tick, bitcoin.Lot, bitcoin.MinQuantity, bitcoin.MinNotional).ShouldBe((0.1m, 0.00000001m, 0.0001m, 0.5m));
        (bitcoin.Fees.TakerRate, bitcoin.Fees.MakerRate, bitcoin.Fees.Asset).ShouldBe((0.004m, 0.0025m, FeeAsset.Quote));
        (bitcoin.Protection, bitcoin.Hours, bitcoin.CanBeShorted).ShouldBe((VenueProtection.Stop, TradingHours.AroundTheClock, false));
        KrakenDouble.Pair("DOGE/USD").Status.ShouldBe(PairStatus.CancelOnly);
    }

    [Theory]
    [InlineData("online", PairStatus.Online)]
    [InlineData("limit_only", PairStatus.LimitOnly)]
    [InlineData("reduce_only", PairStatus.ReduceOnly)]
    [InlineData("post_only", PairStatus.PostOnly)]
    [InlineData("something_new", PairStatus.Closed)]
    [InlineData(null, PairStatus.Closed)]
    public void A_state_that_is_new_here_closes_a_pair(string? word, object status) => KrakenPair.StatusOf(word).ShouldBe((PairStatus)status);

    [Fact]
    public void A_recorded_list_is_read()
    {
        var rows = Recorded("GetSymbols", KrakenWire.Default.KrakenAnswerDictionaryStringPairRow);
        var assets = Recorded("GetAssets", KrakenWire.Default.KrakenAnswerDictionaryStringAssetRow);
        var pair = PairBook.Of(assets, rows, "USD", out var odd).Pairs.ShouldHaveSingleItem();
        odd.ShouldBeEmpty();
        (pair.Symbol, pair.Altname, pair.Instrument.Tick, pair.Instrument.Fees.TakerRate, pair.Instrument.Fees.MakerRate).ShouldBe(("BTC/USD", "XBTUSD", 0.1m, 0.0026m, 0.0016m));
        PairBook.Of(assets, rows, "BTC", out _).Pairs.ShouldHaveSingleItem().Instrument.Tick.ShouldBe(0.00001m);
    }

    [Theory]
    [InlineData("\"pair_decimals\":1", "\"pair_decimals\":99")]
    [InlineData("\"ordermin\":\"0.0001\"", "\"ordermin\":\"-1\"")]
    [InlineData("\"lot_decimals\":8", "\"lot_decimals\":null")]
    public void A_pair_whose_steps_make_no_sense_is_left_out_and_said(string right, string wrong)
    {
        var text = KrakenDouble.Pair("XXBTZUSD", "XBTUSD", "XXBT", "ZUSD", 1, "0.0001", "0.5").Replace(right, wrong, StringComparison.Ordinal);
        var rows = JsonSerializer.Deserialize("{\"result\":{" + text + "}}", KrakenWire.Default.KrakenAnswerDictionaryStringPairRow)!.Result!;
        PairBook.Of(new Dictionary<string, AssetRow?> { ["ZUSD"] = new("USD", null, null, null) }, rows, "USD", out var odd).Pairs.ShouldBeEmpty();
        odd.ShouldHaveSingleItem().ShouldContain("XXBTZUSD");
    }

    private static T Recorded<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<KrakenAnswer<T>> type) where T : class
    {
        var text = File.ReadAllText(Fixtures.Path($"kraken/Endpoints/Spot/ExchangeData/{name}.txt"));
        return JsonSerializer.Deserialize(text[text.IndexOf('{', StringComparison.Ordinal)..], type)!.Result.ShouldNotBeNull();
    }
}
