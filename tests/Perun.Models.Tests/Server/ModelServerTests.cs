using System.Net;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Models;
using Perun.Mind.Models;
using Perun.VenueServers.Models;

namespace Perun.Models.Tests.Server;

/// The real clients against the real server, over loopback.
public sealed class ModelServerTests
{
    private const string Question = """
        It is 2026-03-04 15:00:00 UTC. Decide each of these symbols exactly once:

        - AAPL (equity): price 228.1, not held
        - BTC/USD (crypto): price 97500, held long

        # Context as of 2026-03-04 15:00:00 UTC

        ## Evidence
        <data>
        - [medium, medium confidence] Apple raises full-year guidance by 7.5%: Apple raised its forecast for the year by 7.5% (Meridian Wire, 2026-03-04 14:40)
        - [medium, medium confidence] Exchange holding Bitcoin hacked; $400 million lost: An exchange lost Bitcoin to attackers (Ledgerline Wire, 2026-03-04 14:30)
        </data>
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("local/scripted")]
    [InlineData("anthropic/scripted")]
    public async Task News_in_the_note_is_decided_on_over_either_protocol(string model)
    {
        await using var server = await Start(new ModelServerSettings { Key = "k", CountTokens = text => text.Length });
        var reply = await Ask(server, model, key: "k");
        reply.Outcome.IsAnswered.ShouldBeTrue(reply.Outcome.Why);
        using var answer = JsonDocument.Parse(reply.Outcome.Text);
        answer.RootElement.GetProperty("decisions").EnumerateArray().Select(entry => $"{entry.GetProperty("symbol")} {entry.GetProperty("action")}").ShouldBe(["AAPL buy", "BTC/USD sell"]);
        reply.Tokens.ShouldBe(new TokenUse("You are a test.".Length + Question.Length, reply.Outcome.Text.Length));
        (await Ask(server, model, key: "k")).Outcome.Text.ShouldBe(reply.Outcome.Text);
        (await Ask(server, model, key: "wrong")).Outcome.Kind.ShouldBe(OutcomeKind.Unauthorised);
    }

    [Theory]
    [InlineData("429", OutcomeKind.Throttled)]
    [InlineData("quota", OutcomeKind.QuotaSpent)]
    [InlineData("401", OutcomeKind.Unauthorised)]
    [InlineData("500", OutcomeKind.Down)]
    [InlineData("reset", OutcomeKind.Down)]
    [InlineData("truncated", OutcomeKind.Truncated)]
    [InlineData("prose", OutcomeKind.Answered)]
    [InlineData("refusal", OutcomeKind.Refused)]
    [InlineData("schema", OutcomeKind.Answered)]
    [InlineData("enormous", OutcomeKind.Malformed)]
    [InlineData("empty", OutcomeKind.Malformed)]
    [InlineData("nested", OutcomeKind.Answered)]
    [InlineData("ok", OutcomeKind.Answered)]
    public async Task Everything_that_can_go_wrong_does_so_on_demand(string fault, OutcomeKind kind)
    {
        await using var server = await Start(new ModelServerSettings());
        foreach (var provider in (string[])["local/", "anthropic/"])
        {
            var reply = await Ask(server, $"{provider}scripted-{fault}");
            reply.Outcome.Kind.ShouldBe(kind, provider);
            if (kind != OutcomeKind.Answered) reply.Outcome.Why.ShouldNotBeNullOrWhiteSpace();
        }
        // What passes is tried three times.
        server.Requests.ShouldBe(kind is OutcomeKind.Throttled or OutcomeKind.Down ? 6 : 2);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_given_up()
    {
        await using var server = await Start(new ModelServerSettings());
        (await Ask(server, "local/scripted-timeout", clock: new RushingClock(TimeSpan.FromSeconds(30)), timeout: TimeSpan.FromSeconds(20))).Outcome.Kind.ShouldBe(OutcomeKind.TimedOut);
    }

    [Fact]
    public async Task A_script_of_faults_is_gone_through_once_and_retries_get_past_it()
    {
        await using var server = await Start(new ModelServerSettings { Faults = [ModelFault.TooMany, ModelFault.Reset, ModelFault.None], RetryAfter = TimeSpan.FromSeconds(3) });
        var clock = new RushingClock(TimeSpan.FromSeconds(10));
        (await Ask(server, "local/scripted", clock: clock)).Outcome.IsAnswered.ShouldBeTrue();
        server.Requests.ShouldBe(3);
        clock.Waits[0].ShouldBe(TimeSpan.FromSeconds(3), "the server asked for it");
    }

    [Fact]
    public void Faults_by_chance_are_the_same_for_the_same_seed()
    {
        static ModelFault[] Drawn(ulong seed)
        {
            var plan = new FaultPlan([], 0.3, seed);
            return [.. Enumerable.Range(0, 1000).Select(_ => plan.Next(null, "x"))];
        }
        Drawn(7).ShouldBe(Drawn(7));
        Drawn(7).ShouldNotBe(Drawn(8));
        Drawn(7).Count(fault => fault != ModelFault.None).ShouldBeInRange(200, 400);
        new FaultPlan([ModelFault.Prose], 1, 1).Next("500", "scripted-429").ShouldBe(ModelFault.ServerError);
    }

    [Fact]
    public async Task It_lists_its_models_and_refuses_what_is_no_question()
    {
        await using var server = await Start(new ModelServerSettings());
        using var http = new HttpClient();
        (await http.GetStringAsync($"{server.Address}/models", Cancel)).ShouldContain("scripted-429");
        foreach (var (path, body) in ((string, string)[])[("chat/completions", "{}"), ("chat/completions", "not json"), ("chat/completions", """{"model":"x","messages":[7]}"""), ("messages", """{"model":"x","messages":[{"role":"user","content":"hi"}]}"""), ("messages", "[]")])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync($"{server.Address}/{path}", content, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{path} {body}");
            (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("error");
        }
    }

    [Fact]
    public async Task Questions_it_knows_nothing_of_get_the_emptiest_answer_of_their_schema()
    {
        await using var server = await Start(new ModelServerSettings());
        var shape = new Perun.Mind.Models.Answers.NamedShape("memory", Perun.Mind.Models.Answers.Shape.Object(("tags", Perun.Mind.Models.Answers.Shape.List(Perun.Mind.Models.Answers.Shape.Text(9), 3)), ("importance", Perun.Mind.Models.Answers.Shape.Number()), ("note", Perun.Mind.Models.Answers.Shape.Maybe(Perun.Mind.Models.Answers.Shape.Text(9)))));
        var reply = await Ask(server, "local/scripted", Given.Request("Organise this.") with { Shape = shape });
        Perun.Mind.Models.Answers.AnswerReader.Read(reply.Outcome.Text, shape.Shape).Why.ShouldBeNull();
    }

    private static Task<ModelServer> Start(ModelServerSettings settings) => ModelServer.StartAsync(settings, Cancel);

    private static async Task<ModelReply> Ask(ModelServer server, string model, ModelRequest? request = null, string? key = null, RushingClock? clock = null, TimeSpan? timeout = null)
    {
        var address = server.Address.ToString();
        var access = new ModelAccess().WithAddress(ModelProvider.Custom, address).WithKey(ModelProvider.Custom, key)
            .WithAddress(ModelProvider.Anthropic, address).WithKey(ModelProvider.Anthropic, key ?? "any");
        using var directory = new ModelDirectory(access, TimeProvider.System);
        return await Given.Desk(directory, clock ?? new RushingClock(TimeSpan.FromSeconds(30)), model: model, timeout: timeout).AskAsync(request ?? Given.Request(Question), Cancel);
    }
}
