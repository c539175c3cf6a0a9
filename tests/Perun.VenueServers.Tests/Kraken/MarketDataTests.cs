using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class MarketDataTests
{
    [Theory]
    [InlineData("BTC/USD", "XXBTZUSD", "XBTUSD", "XBT/USD", "XXBT")]
    [InlineData("ETH/USD", "XETHZUSD", "ETHUSD", "ETH/USD", "XETH")]
    [InlineData("DOGE/USD", "XDGUSD", "XDGUSD", "XDG/USD", "XXDG")]
    [InlineData("XRP/USD", "XXRPZUSD", "XRPUSD", "XRP/USD", "XXRP")]
    [InlineData("SOL/USD", "SOLUSD", "SOLUSD", "SOL/USD", "SOL")]
    public void A_pair_has_its_names(string symbol, string key, string altName, string oldSymbol, string asset)
    {
        var pair = KrakenListing.Of([symbol]).Pairs.ShouldHaveSingleItem();
        (pair.Key, pair.AltName, pair.OldSymbol, pair.Base.Key, pair.Symbol).ShouldBe((key, altName, oldSymbol, asset, symbol));
    }

    [Fact]
    public void What_the_world_does_not_have_is_said_with_what_it_has() =>
        Should.Throw<ArgumentException>(static () => KrakenListing.Of(["AAPL"])).Message.ShouldStartWith("The simulated Kraken has no AAPL: choose from BTC/USD");

    [Theory]
    [InlineData("XXBTZUSD")]
    [InlineData("XBTUSD")]
    [InlineData("XBT/USD")]
    [InlineData("BTC/USD")]
    public async Task A_pair_is_found_under_each_of_its_names_and_answered_under_its_key(string name)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        (await kraken.Client.PublicAsync("Ticker", $"pair={Uri.EscapeDataString(name)}"))["result"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("XXBTZUSD");
    }

    [Theory]
    [InlineData("Ticker", "pair=NOPE", "EQuery:Unknown asset pair")]
    [InlineData("OHLC", "", "EGeneral:Invalid arguments:pair")]
    [InlineData("OHLC", "pair=XBTUSD&interval=7", "EGeneral:Invalid arguments:interval")]
    [InlineData("Depth", "pair=XBTUSD&count=501", "EGeneral:Invalid arguments:count")]
    [InlineData("Trades", "pair=XBTUSD&since=yesterday", "EGeneral:Invalid arguments:since")]
    [InlineData("Assets", "asset=NOPE", "EQuery:Unknown asset")]
    public async Task A_wrong_question_is_refused(string method, string query, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        KrakenClient.ErrorIn(await kraken.Client.PublicAsync(method, query)).ShouldBe(error);
    }

    [Fact]
    public async Task The_last_candle_is_still_forming_and_no_more_than_720_are_told()
    {
        await using var kraken = await KrakenGround.OpenAsync(with: static settings => settings with { History = TimeSpan.FromDays(1) });
        kraken.Pass(30);
        var rows = (await Candles("interval=1")).AsArray();
        rows.Count.ShouldBe(720);
        var begin = (long)rows[^1]![0]!.Number();
        var now = new DateTimeOffset(kraken.Server.Venue.Now).ToUnixTimeSeconds();
        (now - begin).ShouldBeInRange(0, 59);
        var (volume, count) = (rows[^1]![6].Number(), rows[^1]![7].Number());
        kraken.Pass(10);
        var later = (await Candles("interval=1")).AsArray()[^1]!;
        ((long)later[0]!.Number()).ShouldBe(begin);
        later[6].Number().ShouldBeGreaterThan(volume);
        later[7].Number().ShouldBeGreaterThan(count);
        kraken.Pass(60);
        var committed = (await Candles("interval=1")).AsArray().Single(row => (long)row![0]!.Number() == begin)!;
        committed[7].Number().ShouldBe(24);

        async Task<System.Text.Json.Nodes.JsonNode> Candles(string query) => (await kraken.Client.PublicAsync("OHLC", $"pair=XBTUSD&{query}"))["result"]!["XXBTZUSD"]!;
    }

    [Fact]
    public async Task Longer_candles_are_made_of_the_minutes_within_them()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var minutes = (await kraken.Client.PublicAsync("OHLC", "pair=XBTUSD&interval=1"))["result"]!["XXBTZUSD"]!.AsArray();
        var quarters = (await kraken.Client.PublicAsync("OHLC", "pair=XBTUSD&interval=15"))["result"]!["XXBTZUSD"]!.AsArray();
        var quarter = quarters[^3]!;
        var within = minutes.Where(row => row![0].Number() >= quarter[0].Number() && row[0].Number() < quarter[0].Number() + 900).ToList();
        within.Count.ShouldBe(15);
        quarter[1].Number().ShouldBe(within[0]![1].Number());
        quarter[2].Number().ShouldBe(within.Max(static row => row![2].Number()));
        quarter[3].Number().ShouldBe(within.Min(static row => row![3].Number()));
        quarter[4].Number().ShouldBe(within[^1]![4].Number());
        quarter[6].Number().ShouldBe(within.Sum(static row => row![6].Number()), 0.000001m);
        quarter[7].Number().ShouldBe(within.Sum(static row => row![7].Number()));
    }

    [Fact]
    public async Task Candles_since_a_cursor_are_those_after_it()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var all = (await kraken.Client.PublicAsync("OHLC", "pair=XBTUSD"))["result"]!;
        var since = await kraken.Client.PublicAsync("OHLC", $"pair=XBTUSD&since={all["last"]}");
        since["result"]!["XXBTZUSD"]!.AsArray().ShouldHaveSingleItem()![0].Number().ShouldBe(all["XXBTZUSD"]!.AsArray()[^1]![0].Number());
    }

    [Fact]
    public async Task Trades_are_paged_by_their_cursor_without_gap_or_repetition()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var all = (await kraken.Client.PublicAsync("Trades", "pair=XBTUSD&count=1000"))["result"]!["XXBTZUSD"]!.AsArray().Select(static row => (long)row![6].Number()).ToList();
        var (cursor, seen) = ("1", new List<long>());
        for (var page = 0; page < 200; page++)
        {
            var result = (await kraken.Client.PublicAsync("Trades", $"pair=XBTUSD&since={cursor}&count=100"))["result"]!;
            var rows = result["XXBTZUSD"]!.AsArray();
            if (rows.Count == 0) break;
            seen.AddRange(rows.Select(static row => (long)row![6].Number()));
            cursor = result["last"]!.ToString();
        }
        seen.ShouldBe(Enumerable.Range(1, seen.Count).Select(static number => (long)number));
        seen.TakeLast(all.Count).ShouldBe(all);
    }

    [Fact]
    public async Task The_day_in_the_ticker_is_that_of_the_candles()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var ticker = (await kraken.Client.PublicAsync("Ticker", "pair=XBTUSD"))["result"]!["XXBTZUSD"]!;
        var minutes = (await kraken.Client.PublicAsync("OHLC", "pair=XBTUSD"))["result"]!["XXBTZUSD"]!.AsArray();
        ticker["h"]![1].Number().ShouldBe(minutes.Max(static row => row![2].Number()));
        ticker["l"]![1].Number().ShouldBe(minutes.Min(static row => row![3].Number()));
        ticker["v"]![1].Number().ShouldBe(minutes.Sum(static row => row![6].Number()), 0.0001m);
        ticker["a"]![0].Number().ShouldBeGreaterThan(ticker["b"]![0].Number());
    }

    [Fact]
    public async Task The_venues_mode_is_its_status()
    {
        await using var kraken = await KrakenGround.OpenAsync("post-only for 60s, delist on ETH/USD");
        (await kraken.Client.PublicAsync("SystemStatus"))["result"]!["status"]!.ToString().ShouldBe("online");
        kraken.Pass(1);
        (await kraken.Client.PublicAsync("SystemStatus"))["result"]!["status"]!.ToString().ShouldBe("post_only");
        (await kraken.Client.PublicAsync("AssetPairs", "pair=ETHUSD"))["result"]!["XETHZUSD"]!["status"]!.ToString().ShouldBe("reduce_only");
        kraken.Pass(60);
        (await kraken.Client.PublicAsync("SystemStatus"))["result"]!["status"]!.ToString().ShouldBe("online");
    }

    [Fact]
    public async Task The_clock_is_the_markets()
    {
        await using var kraken = await KrakenGround.OpenAsync("skew for 7s at 100s");
        var before = (await kraken.Client.PublicAsync("Time"))["result"]!["unixtime"].Number();
        kraken.Pass(90);
        (await kraken.Client.PublicAsync("Time"))["result"]!["unixtime"].Number().ShouldBe(before + 90);
        kraken.Pass(10);
        (await kraken.Client.PublicAsync("Time"))["result"]!["unixtime"].Number().ShouldBe(before + 107);
    }
}
