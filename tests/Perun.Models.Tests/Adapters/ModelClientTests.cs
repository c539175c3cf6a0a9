using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Models;
using Perun.Mind.Decisions;
using Perun.Mind.Models;

namespace Perun.Models.Tests.Adapters;

/// What goes over the wire to each provider, and what their answers become.
public sealed class ModelClientTests
{
    private const string Canary = "canary-key-0123456789";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAi_is_asked_in_its_form_with_a_strict_schema()
    {
        var wire = new Wire("""{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":120,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":100}}}""");
        var reply = await Ask("gpt-4o-mini", wire);
        reply.Outcome.Text.ShouldBe("{}");
        reply.Tokens.ShouldBe(new TokenUse(120, 7, 100));
        var (address, headers, body) = wire.Sent.Single();
        address.ShouldBe("https://api.openai.com/v1/chat/completions");
        headers.Authorization.ShouldBe(new AuthenticationHeaderValue("Bearer", Canary));
        body.GetProperty("model").GetString().ShouldBe("gpt-4o-mini");
        body.GetProperty("max_completion_tokens").GetInt32().ShouldBe(50);
        body.TryGetProperty("max_tokens", out _).ShouldBeFalse();
        body.GetProperty("temperature").GetDouble().ShouldBe(0.25);
        body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()).ShouldBe(["system", "user"]);
        var format = body.GetProperty("response_format").GetProperty("json_schema");
        format.GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("schema").GetProperty("required")[0].GetString().ShouldBe("decisions");
    }

    [Theory]
    [InlineData("o3")]
    [InlineData("gpt-5-mini")]
    public async Task Models_that_think_first_are_told_no_temperature(string model)
    {
        var wire = new Wire("""{"choices":[{"message":{"content":"x"}}]}""");
        await Ask(model, wire);
        wire.Sent.Single().Body.TryGetProperty("temperature", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions")]
    [InlineData("sonar-pro", "https://api.perplexity.ai/chat/completions")]
    [InlineData("llama3.1:8b", "http://localhost:11434/v1/chat/completions")]
    public async Task Others_are_asked_at_their_own_address(string model, string address)
    {
        var wire = new Wire("""{"choices":[{"message":{"content":[{"type":"text","text":"in "},{"type":"text","text":"parts"}]}}]}""");
        (await Ask(model, wire)).Outcome.Text.ShouldBe("in parts");
        wire.Sent.Single().Address.ShouldBe(address);
        wire.Sent.Single().Body.GetProperty("max_tokens").GetInt32().ShouldBe(50);
    }

    [Fact]
    public async Task Anthropic_is_asked_in_its_form()
    {
        var wire = new Wire("""{"content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"hello"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":3,"cache_read_input_tokens":90,"cache_creation_input_tokens":5}}""");
        var reply = await Ask("claude-sonnet-4-5", wire);
        reply.Outcome.Text.ShouldBe("hello");
        reply.Tokens.ShouldBe(new TokenUse(105, 3, 90));
        var (address, headers, body) = wire.Sent.Single();
        address.ShouldBe("https://api.anthropic.com/v1/messages");
        headers.GetValues("x-api-key").ShouldBe([Canary]);
        headers.GetValues("anthropic-version").ShouldBe(["2023-06-01"]);
        headers.Authorization.ShouldBeNull();
        body.GetProperty("system").GetString().ShouldBe("You are a test.");
        body.GetProperty("messages").GetArrayLength().ShouldBe(1);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(50);
    }

    [Theory]
    [InlineData("gpt-4o", """{"choices":[{"message":{"content":null,"refusal":"I can't"},"finish_reason":"stop"}]}""", OutcomeKind.Refused)]
    [InlineData("gpt-4o", """{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}""", OutcomeKind.Refused)]
    [InlineData("gpt-4o", """{"choices":[{"message":{"content":"{\"a\""},"finish_reason":"length"}]}""", OutcomeKind.Truncated)]
    [InlineData("gpt-4o", """{"choices":[{"message":{"content":null,"tool_calls":[{}]},"finish_reason":"tool_calls"}]}""", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", """{"choices":[]}""", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", """{"choices":null}""", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", """{"choices":[{"message":{"content":""}}]}""", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", "null", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", "", OutcomeKind.Malformed)]
    [InlineData("gpt-4o", "<html>bad gateway</html>", OutcomeKind.Malformed)]
    [InlineData("claude-opus-4-5", """{"content":[],"stop_reason":"refusal"}""", OutcomeKind.Refused)]
    [InlineData("claude-opus-4-5", """{"content":[{"type":"text","text":"half"}],"stop_reason":"max_tokens"}""", OutcomeKind.Truncated)]
    [InlineData("claude-opus-4-5", """{"content":[{"type":"tool_use","name":"transfer"}],"stop_reason":"tool_use"}""", OutcomeKind.Malformed)]
    [InlineData("claude-opus-4-5", """{}""", OutcomeKind.Malformed)]
    public async Task Endings_that_are_no_answer_are_told_apart(string model, string answer, OutcomeKind kind) =>
        (await Ask(model, new Wire(answer))).Outcome.Kind.ShouldBe(kind);

    [Theory]
    [InlineData(429, """{"error":{"message":"slow","type":"x","code":"rate_limit_exceeded"}}""", OutcomeKind.Throttled)]
    [InlineData(429, """{"error":{"message":"You exceeded your quota","type":"insufficient_quota","code":"insufficient_quota"}}""", OutcomeKind.QuotaSpent)]
    [InlineData(429, """[{"error":{"code":429,"message":"Resource exhausted","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x.RetryInfo","retryDelay":"13s"}]}}]""", OutcomeKind.Throttled)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", OutcomeKind.Throttled)]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: canary-key-0123456789"}}""", OutcomeKind.Unauthorised)]
    [InlineData(403, "no", OutcomeKind.Unauthorised)]
    [InlineData(402, "{}", OutcomeKind.QuotaSpent)]
    [InlineData(400, """{"error":"bad canary-key-0123456789"}""", OutcomeKind.Rejected)]
    [InlineData(404, """{"message":"no such model"}""", OutcomeKind.Rejected)]
    [InlineData(302, "", OutcomeKind.Rejected)]
    [InlineData(500, "", OutcomeKind.Down)]
    [InlineData(503, "[[[[", OutcomeKind.Down)]
    public async Task Refusals_of_the_provider_are_told_apart_and_show_no_key(int status, string body, OutcomeKind kind)
    {
        var reply = await Ask("gpt-4o", new Wire(body, status));
        reply.Outcome.Kind.ShouldBe(kind);
        reply.Outcome.Why.ShouldNotBeNullOrWhiteSpace();
        reply.Outcome.Why.ShouldNotContain("canary");
        if (body.Contains("13s", StringComparison.Ordinal)) reply.Outcome.Until.ShouldBe(Given.Now.AddSeconds(3 * 13), "it was waited for twice, and asked for once more");
    }

    [Fact]
    public async Task A_provider_that_takes_no_schema_is_asked_without_one_from_then_on()
    {
        var wire = new Wire("""{"choices":[{"message":{"content":"{}"}}]}""") { RefusesSchemas = true };
        using var directory = Directory(wire);
        var desk = Given.Desk(directory, new RushingClock(TimeSpan.Zero), model: "llama3.1:8b");
        (await desk.AskAsync(Request, Cancel)).Outcome.IsAnswered.ShouldBeTrue();
        (await desk.AskAsync(Request, Cancel)).Outcome.IsAnswered.ShouldBeTrue();
        wire.Sent.Select(sent => sent.Body.TryGetProperty("response_format", out _)).ShouldBe([true, false, false]);
    }

    [Fact]
    public void Without_its_key_or_address_a_model_is_not_asked_and_it_says_what_to_do()
    {
        using var directory = new ModelDirectory(new ModelAccess(), TimeProvider.System);
        directory.TryFind("claude-opus-4-5", out _, out var why).ShouldBeFalse();
        why!.ShouldContain("ANTHROPIC_API_KEY");
        directory.TryFind("unheard-of", out _, out why).ShouldBeFalse();
        why!.ShouldContain("LLM_BASE_URL");
    }

    private static ModelRequest Request => Given.Request() with { Shape = DecisionShape.Asked, Temperature = 0.25 };

    private static async Task<ModelReply> Ask(string model, Wire wire)
    {
        using var directory = Directory(wire);
        return await Given.Desk(directory, new RushingClock(TimeSpan.FromSeconds(30)), model: model).AskAsync(Request, Cancel);
    }

    private static ModelDirectory Directory(Wire wire)
    {
        var access = new ModelAccess().WithAddress(ModelProvider.Custom, "http://localhost:11434/v1/");
        foreach (var provider in Enum.GetValues<ModelProvider>()) access.WithKey(provider, Canary);
        return new ModelDirectory(access, TimeProvider.System, wire);
    }

    private sealed class Wire(string answer, int status = 200) : HttpMessageHandler
    {
        public List<(string Address, HttpRequestHeaders Headers, JsonElement Body)> Sent { get; } = [];

        public bool RefusesSchemas { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            Sent.Add((request.RequestUri!.ToString(), request.Headers, body.RootElement.Clone()));
            if (RefusesSchemas && body.RootElement.TryGetProperty("response_format", out _))
                return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"message":"response_format is not supported"}}""") };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
