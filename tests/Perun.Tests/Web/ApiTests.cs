using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Perun.Facts;

namespace Perun.Tests.Web;

public sealed class ApiTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task The_overview_arrives_as_it_was_given()
    {
        var text = await _dashboard.Commands.GetStringAsync("/api/overview");

        var overview = JsonSerializer.Deserialize(text, FactsJson.Default.Overview)!;
        overview.Status.Equity.ShouldBe(103_482.17m);
        overview.Positions.Select(position => position.Symbol).ShouldBe(["AAPL", "NVDA", "BTC/USD", "DOGE/USD"]);
        overview.Status.Markets[^1].Price.ShouldBe(double.NaN);
        overview.Equity.Count.ShouldBe(700);
        text.ShouldContain("\"averageEntry\":187.42,");
    }

    [Fact]
    public async Task A_list_is_asked_with_what_the_address_says()
    {
        foreach (var list in new[] { "decisions", "orders", "trades" })
        {
            await _dashboard.Commands.GetStringAsync($"/api/{list}?limit=7&symbol=BTC%2FUSD&open=true");
            _dashboard.Facts.Asked.ShouldBe(new FactQuery(7, "BTC/USD", true));
        }
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=-1")]
    [InlineData("limit=99999999999")]
    [InlineData("limit=ten")]
    [InlineData("symbol=")]
    [InlineData("symbol=AAPL&symbol=MSFT")]
    [InlineData("symbol=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("open=maybe")]
    public async Task A_question_that_makes_no_sense_is_refused_with_a_sentence(string query)
    {
        using var answer = await _dashboard.Commands.GetAsync($"/api/orders?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Trouble(answer)).ShouldContain("must be");
        _dashboard.Facts.Asked.ShouldBeNull();
    }

    [Fact]
    public async Task Why_tells_the_story_and_says_when_there_is_none()
    {
        var text = await _dashboard.Commands.GetStringAsync($"/api/why/{Samples.DecisionId}");
        using var missing = await _dashboard.Commands.GetAsync("/api/why/12");
        using var word = await _dashboard.Commands.GetAsync("/api/why/twelve");

        JsonSerializer.Deserialize(text, FactsJson.Default.Explanation)!.Story.Count.ShouldBe(3);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Trouble(missing)).ShouldBe("there is no decision 12: `perun decisions` lists them");
        word.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_context_is_asked_with_what_the_address_says_and_is_no_reading_for_strangers()
    {
        using var nothing = await _dashboard.Commands.GetAsync("/api/context");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        _dashboard.Facts.Context = new ContextFact
        {
            AsOf = Samples.Now, Focus = ["AAPL"], Budget = 300, Tokens = 7, Counter = "bytes", Note = "a <note>", Lanes = [], Sources = [], Items = [],
        };
        var text = await _dashboard.Commands.GetStringAsync("/api/context?budget=300&all=true");
        JsonSerializer.Deserialize(text, FactsJson.Default.ContextFact)!.Note.ShouldBe("a <note>");
        _dashboard.Facts.AskedContext.ShouldBe(new ContextQuery(300, All: true));
        using var stranger = await _dashboard.Reader.GetAsync("/api/context");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var query in (string[])["budget=0", "budget=-1", "budget=many", "budget=99999999", "all=maybe"])
        {
            using var refused = await _dashboard.Commands.GetAsync($"/api/context?{query}");
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
            (await Trouble(refused)).ShouldContain("must be");
        }
    }

    [Fact]
    public async Task A_wish_reaches_the_desk_and_its_answer_returns()
    {
        using var answer = await Wish("{\"what\":\"buy\",\"symbol\":\"AAPL\",\"quantity\":1.5,\"stop\":180.25,\"why\":\"a test\",\"by\":\"anna\"}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _dashboard.Desk.Wishes.ShouldBe([new OperatorWish("buy", "AAPL", 1.5m, Stop: 180.25m, Why: "a test", By: "anna")]);
        JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), FactsJson.Default.OperatorAnswer)
            .ShouldBe(new OperatorAnswer(true, "buy is done", 77));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"what\":null}")]
    [InlineData("[]")]
    [InlineData("{\"what\":\"sell\",\"quantty\":1}")]
    [InlineData("{\"what\":\"sell\",\"quantity\":1,\"quantity\":1000}")]
    [InlineData("{\"what\":\"sell\",\"quantity\":\"1\"}")]
    [InlineData("{\"what\":\"sell\",\"quantity\":NaN}")]
    [InlineData("{\"what\":\"sell\",\"quantity\":1e400}")]
    [InlineData("{\"what\":\"sell\",\"symbol\":[[[[[[[[[[[[\"x\"]]]]]]]]]]]]}")]
    public async Task A_wish_that_is_not_understood_never_reaches_the_desk(string body)
    {
        using var answer = await Wish(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Trouble(answer)).ShouldStartWith("the wish is not understood");
        _dashboard.Desk.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wish_is_bounded_in_size_and_form()
    {
        using var large = await Wish($"{{\"what\":\"kill\",\"why\":\"{new string('x', 20_000)}\"}}");
        using var wordy = await Wish($"{{\"what\":\"kill\",\"why\":\"{new string('x', 501)}\"}}");
        using var form = await _dashboard.Commands.PostAsync("/api/operator", new StringContent("what=kill"));

        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        wordy.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        form.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        _dashboard.Desk.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_changed_by_reading()
    {
        using var answer = await _dashboard.Commands.GetAsync("/api/operator?what=kill");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await Trouble(answer)).ShouldBe("this address can't be used in this way");
        _dashboard.Desk.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_tells_anyone_here_that_this_is_Perun()
    {
        var text = await _dashboard.Reader.GetStringAsync("/api/health");

        JsonSerializer.Deserialize(text, FactsJson.Default.Health)!.Product.ShouldBe("Perun");
    }

    [Fact]
    public async Task A_failure_inside_is_told_without_its_particulars()
    {
        _dashboard.Facts.Failure = new InvalidOperationException("secret path /data/perun.db");

        using var api = await _dashboard.Commands.GetAsync("/api/overview");
        using var page = await _dashboard.Reader.GetAsync("/");

        api.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await Trouble(api)).ShouldBe("this failed inside Perun: the log says why");
        page.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("This failed inside Perun");
        html.ShouldNotContain("secret");
        html.ShouldNotContain("InvalidOperation");
    }

    [Fact]
    public async Task Facts_that_do_not_come_are_given_up_with_a_sentence()
    {
        await using var hasty = await RunningDashboard.StartAsync(
            options => options with { FactsPatience = TimeSpan.FromMilliseconds(20) });
        hasty.Facts.IsStuck = true;

        using var answer = await hasty.Commands.GetAsync("/api/overview");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Trouble(answer)).ShouldBe("the facts took too long to answer: try again");
    }

    private Task<HttpResponseMessage> Wish(string body) =>
        _dashboard.Commands.PostAsync("/api/operator", new StringContent(body, new MediaTypeHeaderValue("application/json")));

    private static async Task<string> Trouble(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), FactsJson.Default.Trouble)!.Error;
}
