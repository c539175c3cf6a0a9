using System.Text.Json;
using Perun.Adapters.Sources;
using Perun.Mind.Knowledge;

namespace Perun.Sources.Tests.Perplexity;

public sealed class PerplexityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perun-research").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_found_is_told_with_its_age_and_pages()
    {
        await using var service = new FakeService(Says("""{"summary":"Apple opened a plant on 3 March [1][12]. More <b>follows</b>.","direction":"up","importance":"high"}""", ["https://www.reuters.com/a", "https://www.reuters.com/b", "javascript:alert(1)", "http://sec.gov/x"]));
        using var room = new Newsroom(Given.Perplexity(service), "AAPL");
        await room.CycleAsync();
        var found = room.Known.ShouldHaveSingleItem();
        found.Summary.ShouldBe("AAPL: Apple opened a plant on 3 March . More follows .");
        found.Detail.ShouldBe("From www.reuters.com, sec.gov.");
        found.From.ShouldBe(new Provenance("Perplexity", Given.Now));
        (found.Severity, found.Confidence).ShouldBe((Severity.Medium, Confidence.Medium));
        found.Tags.ShouldBe([new Tag("lane", "news-sentiment"), new Tag("sentiment", "positive"), new Tag("symbol", "AAPL")]);
        var asked = service.Requests.ShouldHaveSingleItem();
        (asked.Method, asked.Path).ShouldBe(("POST", "/chat/completions"));
        using var body = JsonDocument.Parse(asked.Body);
        body.RootElement.GetProperty("model").GetString().ShouldBe("sonar");
        body.RootElement.GetProperty("search_recency_filter").GetString().ShouldBe("week");
        body.RootElement.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("type").GetString().ShouldBe("object");
        body.RootElement.GetProperty("messages")[1].GetProperty("content").GetString().ShouldBe("What matters to holders of the stock or fund with the ticker AAPL, listed in the United States?");
    }

    [Fact]
    public async Task Each_symbol_is_asked_for_once_until_what_was_found_is_old()
    {
        await using var service = new FakeService(Says("""{"summary":"Something."}"""));
        using var room = new Newsroom(Given.Perplexity(service), "AAPL", "BTC/USD", "BTC/EUR", "MSFT");
        await room.RunAsync(TimeSpan.FromHours(11));
        service.Requests.Count.ShouldBe(3, "two pairs of one coin are one question");
        room.Known.Select(about => about.Id).ShouldBe(["research:AAPL", "research:BTC/USD", "research:MSFT"]);
        await room.RunAsync(TimeSpan.FromHours(2));
        service.Requests.Count.ShouldBe(6);
        room.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Starting_anew_asks_and_pays_for_nothing_twice()
    {
        await using var service = new FakeService(Says("""{"summary":"Something.","direction":"down"}""", [], cost: 0.4));
        var settings = Given.Perplexity(service) with { ResearchFile = Path.Combine(_folder, "deep", "research.json"), ResearchUsdPerDay = 0.5m };
        using (var first = new Newsroom(settings, "AAPL", "MSFT", "NVDA")) await first.CycleAsync();
        using (var second = new Newsroom(settings, "AAPL", "MSFT", "NVDA"))
        {
            await second.CycleAsync();
            service.Requests.Count.ShouldBe(2, "the next symbol");
            second.Known.Select(about => about.Id).ShouldBe(["research:AAPL", "research:MSFT"]);
            second.Known[0].Tags.ShouldContain(new Tag("sentiment", "negative"));
        }
        using var third = new Newsroom(settings, "AAPL", "MSFT", "NVDA");
        await third.RunAsync(TimeSpan.FromHours(8));
        service.Requests.Count.ShouldBe(2, "0.80 of 0.50 dollars are spent");
        third.Told.ShouldHaveSingleItem().Text.ShouldBe("perplexity-research does not answer: the 0.5 US dollars of a day (RESEARCH_DAILY_BUDGET_USD) are spent; it goes on at midnight UTC");
        await third.RunAsync(TimeSpan.FromHours(2));
        service.Requests.Count.ShouldBe(3, "a new day");
        third.Known.Select(about => about.Id).ShouldBe(["research:AAPL", "research:MSFT", "research:NVDA"]);
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length.ShouldBe(1);
        File.ReadAllText(settings.ResearchFile!).ShouldHoldNoKey();
    }

    [Fact]
    public async Task The_days_questions_are_counted_even_where_none_is_answered()
    {
        await using var service = new FakeService(_ => Reply.Json("""{"error":{"message":"overloaded"}}""", 503));
        using var room = new Newsroom(Given.Perplexity(service) with { ResearchRequestsPerDay = 5 }, "AAPL", "MSFT");
        await room.RunAsync(TimeSpan.FromHours(9));
        service.Requests.Count.ShouldBe(5);
        service.Requests.Select(asked => asked.Body.Contains("AAPL", StringComparison.Ordinal)).ShouldBe([true, false, true, false, true], customMessage: "one that fails does not stand in the way of the next");
        room.Told.ShouldHaveSingleItem();
        var failed = await room.FailAsync(SourceNames.Research);
        failed.Why.ShouldStartWith("it fails (503)");
    }

    [Theory]
    [InlineData("<think>Sell! {\"summary\":\"wrong\"}</think>\n```json\n{\"summary\":\"Right.\",\"direction\":\"none\"}\n```", "Right.")]
    [InlineData("Here you are: {\"summary\":\"Right.\"} Good luck!", "Right.")]
    [InlineData("Nothing but prose.", "Nothing but prose.")]
    [InlineData("{\"summary\":\"cut of", "{\"summary\":\"cut of")]
    [InlineData("{\"summary\":7}", "7")]
    public async Task Answers_are_read_however_they_are_wrapped(string content, string summary)
    {
        await using var service = new FakeService(Says(content));
        using var room = new Newsroom(Given.Perplexity(service), "AAPL");
        var found = (await room.FindAsync(SourceNames.Research)).ShouldHaveSingleItem();
        found.Summary.ShouldBe($"AAPL: {summary}");
        (found.Confidence, found.Detail).ShouldBe((Confidence.Low, "It names no page."));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":null}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"<think>and never ends"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"{\"summary\":\"\\u0000 \"}"}}]}""")]
    public async Task An_answer_without_words_is_a_failure(string answer)
    {
        await using var service = new FakeService(_ => Reply.Json(answer));
        using var room = new Newsroom(Given.Perplexity(service), "AAPL");
        (await room.FailAsync(SourceNames.Research)).Why.ShouldBe("its answer about AAPL says nothing");
    }

    [Fact]
    public async Task A_long_answer_is_a_line_and_a_detail()
    {
        await using var service = new FakeService(Says(JsonSerializer.Serialize(new { summary = string.Join(' ', Enumerable.Range(0, 2000)) })));
        using var room = new Newsroom(Given.Perplexity(service), "AAPL");
        await room.CycleAsync();
        var found = room.Known.ShouldHaveSingleItem();
        found.Summary.Length.ShouldBeLessThan(420);
        found.Detail!.Length.ShouldBeLessThanOrEqualTo(2_000);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"Day":"2026-03-04","Requests":-5,"Usd":-1,"Found":[null,{"Symbol":null}]}""")]
    public async Task A_file_that_cannot_be_read_is_asked_for_again(string text)
    {
        var file = Path.Combine(_folder, "research.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        await using var service = new FakeService(Says("""{"summary":"Something."}"""));
        using var room = new Newsroom(Given.Perplexity(service) with { ResearchFile = file }, "AAPL");
        (await room.FindAsync(SourceNames.Research)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_the_cost_cannot_be_written_down_nothing_is_asked()
    {
        var file = Path.Combine(_folder, "occupied");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var service = new FakeService(Says("""{"summary":"Something."}"""));
        using var room = new Newsroom(Given.Perplexity(service) with { ResearchFile = Path.Combine(file, "research.json") }, "AAPL");
        (await room.FailAsync(SourceNames.Research)).Why.ShouldContain("can't be written");
        service.Requests.ShouldBeEmpty();
    }

    private static Func<Asked, Reply> Says(string content, string[]? citations = null, double? cost = null) => _ => Reply.Json(
        $$$$"""{"choices":[{"message":{"role":"assistant","content":{{{{JsonSerializer.Serialize(content)}}}}}}],"citations":{{{{JsonSerializer.Serialize(citations ?? [])}}}},"usage":{"total_tokens":300,"cost":{"total_cost":{{{{JsonSerializer.Serialize(cost)}}}}}}}""");
}
