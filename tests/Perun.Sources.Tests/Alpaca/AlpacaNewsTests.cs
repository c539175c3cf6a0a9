using System.Text.Json;
using Perun.Adapters.Sources;
using Perun.Mind.Knowledge;
using Perun.Tests;

namespace Perun.Sources.Tests.Alpaca;

public sealed class AlpacaNewsTests
{
    [Fact]
    public async Task News_is_asked_for_with_coins_as_it_writes_them_and_read_back()
    {
        await using var service = new FakeService(_ => Reply.Json("""
            {"news":[{"id":24803233,"headline":"Bitcoin&#39;s rally","summary":"<p>It rose.</p>","source":"benzinga","created_at":"2026-03-04T14:00:00Z","updated_at":"2026-03-04T14:30:00.123456789Z","symbols":["BTCUSD","AAPL","ZZZ"],"content":""}],"next_page_token":null}
            """));
        using var room = new Newsroom(Given.Alpaca(service), "AAPL", "BTC/USD");
        var piece = (await room.FindAsync(SourceNames.AlpacaNews)).ShouldHaveSingleItem();
        (piece.Id, piece.Summary, piece.Detail, piece.From.Source).ShouldBe(("alpaca:24803233", "Bitcoin's rally", "It rose.", "benzinga"));
        piece.From.At.ShouldBe(Given.Now.AddMinutes(-30), TimeSpan.FromSeconds(1));
        piece.Tags.Where(tag => tag.Key == Tag.Symbol).Select(tag => tag.Value).ShouldBe(["BTC/USD", "AAPL"]);
        var asked = service.Requests.ShouldHaveSingleItem();
        (asked.Path, asked.Values("symbols")[0], asked.Values("start")[0], asked.Values("include_content")[0]).ShouldBe(("/v1beta1/news", "AAPL,BTCUSD", "2026-03-03T15:00:00Z", "false"));
    }

    [Fact]
    public async Task Pages_are_followed_but_not_for_ever()
    {
        await using var service = new FakeService(asked => Reply.Json($$"""{"news":[],"next_page_token":"{{(asked.Values("page_token") is [var token] ? token + "+" : "a/b=")}}"}"""));
        using var room = new Newsroom(Given.Alpaca(service));
        await room.FindAsync(SourceNames.AlpacaNews);
        service.Requests.Select(asked => asked.Values("page_token").FirstOrDefault()).ShouldBe([null, "a/b=", "a/b=+", "a/b=++"]);
    }

    [Fact]
    public async Task Its_own_example_is_read()
    {
        var recorded = Fixtures.Path(Path.Combine("alpaca", "responses", "data", "test_historical_news_data", "test_get_news.json"));
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(recorded, TestContext.Current.CancellationToken));
        var body = document.RootElement.GetProperty("body").GetRawText();
        await using var service = new FakeService(asked => Reply.Json(asked.Values("page_token").Length == 0 ? body : """{"news":[]}"""));
        var clock = new ManualClock(new DateTimeOffset(2024, 8, 18, 21, 0, 0, TimeSpan.Zero));
        using var room = new Newsroom(Given.Alpaca(service), clock, "AAPL");
        var piece = (await room.FindAsync(SourceNames.AlpacaNews)).ShouldHaveSingleItem();
        (piece.Summary, piece.Detail, piece.From.Source).ShouldBe(("headline", "summary", "source"));
    }

    [Theory]
    [InlineData("""{"news":null}""")]
    [InlineData("""{"news":[{"id":null,"headline":null,"symbols":null,"created_at":null},null,{"headline":"about nobody","symbols":[]}],"next_page_token":""}""")]
    public async Task Nulls_everywhere_are_nothing(string answer)
    {
        await using var service = new FakeService(_ => Reply.Json(answer));
        using var room = new Newsroom(Given.Alpaca(service));
        (await room.FindAsync(SourceNames.AlpacaNews)).ShouldBeEmpty();
    }
}
