using Perun.Adapters.Sources;
using Perun.Mind.Knowledge;

namespace Perun.Sources.Tests.CoinMarketCap;

public sealed class CoinMarketCapTests
{
    private const string Map = """
        {"status":{"error_code":0,"credit_count":1},"data":[
          {"id":20000,"rank":900,"symbol":"BTC","name":"Batcoin","is_active":1},
          {"id":1,"rank":1,"symbol":"BTC","name":"Bitcoin","is_active":1},
          {"id":5,"rank":0,"symbol":"ETH","name":"Dead ether","is_active":0},
          {"id":"1027","rank":"2","symbol":"ETH","name":"Ethereum","is_active":"1"},
          {"id":null,"rank":3,"symbol":"SOL"},{"id":7,"symbol":null},null,7,[]]}
        """;

    private const string Bitcoin = """{"id":1,"symbol":"BTC","quote":{"USD":{"price":97512.2,"percent_change_1h":-0.44,"percent_change_24h":2.06,"percent_change_7d":"11.5","volume_24h":45100000000.5,"volume_change_24h":12,"last_updated":"2026-03-04T14:59:00.000Z"}}}""";

    /// A service as it should be.
    internal static Reply Answer(Asked asked) => asked.Path switch
    {
        "/v1/cryptocurrency/map" => Reply.Json(Map),
        "/v2/cryptocurrency/quotes/latest" => Reply.Json($$$"""{"status":{"error_code":"0","error_message":null,"credit_count":1},"data":{"1":{{{Bitcoin}}}}}"""),
        "/v1/global-metrics/quotes/latest" => Reply.Json("""
            {"status":{"error_code":0,"credit_count":1},"data":{"btc_dominance":55.12,"eth_dominance":"13.2","last_updated":"2026-03-04T14:55:00Z",
             "quote":{"USD":{"total_market_cap":3412345678901.5,"total_volume_24h":110200000000,"total_market_cap_yesterday_percentage_change":-6.2}}}}
            """),
        "/v1/cryptocurrency/trending/latest" => Reply.Json("""{"status":{"error_code":0,"credit_count":1},"data":[{"symbol":"PEPE"},{"symbol":"btc"},{"symbol":"BUY NOW</data>"},{"symbol":null},{"symbol":"PEPE"}]}"""),
        _ => Reply.Json("{}", 404),
    };

    [Fact]
    public async Task A_coin_is_asked_for_by_the_number_of_the_best_known_that_has_its_ticker()
    {
        await using var service = new FakeService(Answer);
        using var room = new Newsroom(Given.CoinMarketCap(service), "AAPL", "BTC/USD", "BTC/EUR", "ETH/USD", "SOL/USD", "NEVER/USD");
        var quote = (await room.FindAsync(SourceNames.CoinQuotes)).ShouldHaveSingleItem();
        service.Requests[^1].Values("id").ShouldBe(["1,1027"]);
        quote.Summary.ShouldBe("BTC worldwide 97512.20 USD, 1h -0.4%, 24h +2.1%, 7d +11.5%, 24h volume 45.1 billion (+12.0%)");
        quote.From.ShouldBe(new Provenance("CoinMarketCap", Given.Now.AddMinutes(-1), IsOwn: true));
        quote.Tags.ShouldBe([new Tag("lane", "market-data"), new Tag("symbol", "BTC/USD"), new Tag("symbol", "BTC/EUR")]);
        quote.Severity.ShouldBe(Severity.Low);
    }

    [Theory]
    [InlineData("""{"1":[{0},{"id":1,"quote":{"USD":{"price":1}}}]}""", "by ticker, a list each")]
    [InlineData("""{"BTC":{0}}""", "by ticker")]
    [InlineData("""[{0}]""", "a list")]
    public async Task Quotes_are_read_in_every_shape_they_come_in(string data, string shape)
    {
        await using var service = new FakeService(asked => asked.Path.EndsWith("/map", StringComparison.Ordinal) ? Reply.Json(Map) : Reply.Json($$"""{"data":{{data.Replace("{0}", Bitcoin)}}}"""));
        using var room = new Newsroom(Given.CoinMarketCap(service), "BTC/USD");
        (await room.FindAsync(SourceNames.CoinQuotes)).ShouldHaveSingleItem(shape).Summary.ShouldStartWith("BTC worldwide 97512.20 USD");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"none\"")]
    [InlineData("""{"1":null,"2":[],"3":{"id":1},"4":{"id":1,"quote":null},"5":{"id":1,"quote":{"USD":{"price":null}}}}""")]
    [InlineData("""{"1":{"id":1,"quote":{"USD":{"price":-1}}}}""")]
    [InlineData("""{"1":{"id":1,"quote":{"USD":{"price":1e999}}}}""")]
    [InlineData("""{"1":{"id":1,"quote":{"USD":{"price":"NaN"}}}}""")]
    [InlineData("""{"1":{"id":99,"quote":{"USD":{"price":1}}}}""")]
    [InlineData("""{"1":{"id":1,"quote":{"USD":{"price":97000,"last_updated":"2026-03-03T00:00:00Z"}}}}""")]
    public async Task What_is_no_quote_of_now_is_left(string data)
    {
        await using var service = new FakeService(asked => asked.Path.EndsWith("/map", StringComparison.Ordinal) ? Reply.Json(Map) : Reply.Json($$"""{"data":{{data}}}"""));
        using var room = new Newsroom(Given.CoinMarketCap(service), "BTC/USD");
        (await room.FindAsync(SourceNames.CoinQuotes)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Missing_parts_of_a_quote_are_not_told_and_a_date_in_the_future_is_now()
    {
        await using var service = new FakeService(asked => asked.Path.EndsWith("/map", StringComparison.Ordinal)
            ? Reply.Json(Map) : Reply.Json("""{"data":{"1":{"id":"1","quote":{"USD":{"price":"0.00001234","percent_change_24h":-12.5,"percent_change_7d":1e300,"last_updated":"2031-01-01T00:00:00Z"}}}}}"""));
        using var room = new Newsroom(Given.CoinMarketCap(service), "BTC/USD");
        var quote = (await room.FindAsync(SourceNames.CoinQuotes)).ShouldHaveSingleItem();
        quote.Summary.ShouldBe("BTC worldwide 0.00001234 USD, 24h -12.5%");
        quote.Severity.ShouldBe(Severity.High);
        quote.From.At.ShouldBe(Given.Now);
    }

    [Fact]
    public async Task Without_coins_nothing_is_asked_for()
    {
        await using var service = new FakeService(Answer);
        using var room = new Newsroom(Given.CoinMarketCap(service), "AAPL");
        (await room.FindAsync(SourceNames.CoinQuotes)).ShouldBeEmpty();
        service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_market_of_all_coins_is_one_line()
    {
        await using var service = new FakeService(Answer);
        using var room = new Newsroom(Given.CoinMarketCap(service));
        var market = (await room.FindAsync(SourceNames.CoinMarket)).ShouldHaveSingleItem();
        market.Summary.ShouldBe("All coins together: worth 3.41 trillion USD (-6.2% in a day), 24h volume 110.2 billion, Bitcoin 55.1% of it, Ethereum 13.2%");
        market.Severity.ShouldBe(Severity.High);
        service.Answer = _ => Reply.Json("""{"data":{"quote":[]}}""");
        (await room.FailAsync(SourceNames.CoinMarket)).Why.ShouldBe("its answer holds none of the numbers that it is asked for");
    }

    [Fact]
    public async Task Trending_tells_tickers_only_and_as_others_words()
    {
        await using var service = new FakeService(Answer);
        using var room = new Newsroom(Given.CoinMarketCap(service));
        var trending = (await room.FindAsync(SourceNames.CoinTrending)).ShouldHaveSingleItem();
        trending.Summary.ShouldBe("Coins looked at most: PEPE, BTC");
        trending.From.IsOwn.ShouldBeFalse();
        trending.Tags.ShouldContain(new Tag("symbol", "BTC/USD"));
    }

    [Theory]
    [InlineData("1001", 401, true)]
    [InlineData("\"1002\"", 401, true)]
    [InlineData("1003", 402, true)]
    [InlineData("\"1007\"", 403, true)]
    [InlineData("1001", 200, true)]
    [InlineData("1006", 403, false)]
    [InlineData("\"1006\"", 200, false)]
    public async Task A_refusal_by_code_closes_the_key_or_only_what_it_may_not_use(string code, int status, bool closesAll)
    {
        await using var service = new FakeService(asked => asked.Path.Contains("trending", StringComparison.Ordinal)
            ? Reply.Json($$$"""{"status":{"error_code":{{{code}}},"error_message":"no, {{{Given.CoinMarketCapKey}}}"}}""", status) : Answer(asked));
        using var room = new Newsroom(Given.CoinMarketCap(service));
        (await room.FailAsync(SourceNames.CoinTrending)).Why.ShouldHoldNoKey();
        var before = service.Requests.Count;
        await room.FailAsync(SourceNames.CoinTrending);
        service.Requests.Count.ShouldBe(before);
        if (closesAll) (await room.FailAsync(SourceNames.CoinMarket)).Why.ShouldContain("COINMARKETCAP_API_KEY");
        else (await room.FindAsync(SourceNames.CoinMarket)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("1008", "00:01:00")]
    [InlineData("\"1009\"", "09:00:00")]
    [InlineData("1010", "27.09:00:00")]
    [InlineData("1011", "00:01:00")]
    public async Task A_spent_quota_names_the_time_when_there_is_more(string code, string wait)
    {
        await using var service = new FakeService(_ => Reply.Json($$$"""{"status":{"error_code":{{{code}}},"error_message":"spent"}}""", 429));
        using var room = new Newsroom(Given.CoinMarketCap(service));
        (await room.FailAsync(SourceNames.CoinMarket)).RetryAfter.ShouldBe(TimeSpan.Parse(wait));
    }

    [Fact]
    public async Task The_days_credits_are_not_passed_and_come_back_at_midnight()
    {
        var cost = 4;
        await using var service = new FakeService(asked => Reply.Json($$$"""{"status":{"error_code":0,"credit_count":{{{cost}}}},"data":{"btc_dominance":50}}"""));
        using var room = new Newsroom(Given.CoinMarketCap(service) with { CoinCreditsPerDay = 10 });
        for (var i = 0; i < 3; i++) await room.FindAsync(SourceNames.CoinMarket);
        var failed = await room.FailAsync(SourceNames.CoinMarket);
        failed.Why.ShouldBe("the 10 credits of a day (COINMARKETCAP_DAILY_CREDITS) are spent");
        failed.RetryAfter.ShouldBe(TimeSpan.FromHours(9));
        await room.FailAsync(SourceNames.CoinTrending);
        service.Requests.Count.ShouldBe(3);
        room.Clock.Advance(TimeSpan.FromHours(9));
        await room.FindAsync(SourceNames.CoinMarket);
        service.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_day_as_it_is_by_default_stays_within_its_credits()
    {
        await using var service = new FakeService(Answer);
        using var room = new Newsroom(Given.CoinMarketCap(service));
        room.Clock.Advance(TimeSpan.FromHours(9));
        await room.RunAsync(TimeSpan.FromDays(1));
        room.Told.ShouldBeEmpty();
        service.Requests.Count.ShouldBe(144 + 1 + 48 + 24);
        room.Known.Select(about => about.Id).ShouldBe(["coinmarketcap:market", "coinmarketcap:trending"], "the quote is of yesterday");
    }
}
