using System.Buffers;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Perun.VenueServers.Models.Minds;
using Perun.VenueServers.Models.Protocols;

namespace Perun.VenueServers.Models;

/// A server that speaks OpenAI's chat completions and embeddings and Anthropic's messages, and answers from a script, on the loopback
/// address.
public sealed class ModelServer : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;

    private readonly ModelServerSettings _settings;
    private readonly WebApplication _app;
    private readonly FaultPlan _faults;
    private readonly IScriptedMind _mind;
    private int _requests;

    private ModelServer(ModelServerSettings settings)
    {
        _settings = settings;
        _faults = new FaultPlan(settings.Faults, settings.FaultChance, settings.Seed);
        _mind = settings.Mind ?? (settings.Mode == ModelServerMode.Obedient ? new ObedientMind() : new SensibleMind());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "perun-model-server", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore().Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseRouting();
        var (completions, messages) = (new CompletionsProtocol(), new MessagesProtocol());
        _app.MapPost("/v1/chat/completions", context => AnswerAsync(context, completions));
        _app.MapPost("/v1/messages", context => AnswerAsync(context, messages));
        var embeddings = new EmbeddingsProtocol();
        _app.MapPost("/v1/embeddings", context => AnswerAsync(context, embeddings));
        _app.MapGet("/v1/models", ListAsync);
    }

    /// Ends in /v1: what LLM_BASE_URL takes.
    public Uri Address { get; private set; } = null!;

    /// How many questions came.
    public int Requests => Volatile.Read(ref _requests);

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ModelServer> StartAsync(ModelServerSettings settings, CancellationToken cancel)
    {
        var server = new ModelServer(settings);
        try
        {
            await server._app.StartAsync(cancel);
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri($"{address}/v1");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, IProtocol protocol)
    {
        var number = Interlocked.Increment(ref _requests);
        ScriptedQuestion? question;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            (question, var why) = protocol.Read(body.RootElement);
            if (question is null)
            {
                await RefuseAsync(context, protocol, 400, "invalid_request_error", null, why!);
                return;
            }
        }
        catch (JsonException wrong)
        {
            await RefuseAsync(context, protocol, 400, "invalid_request_error", null, $"the body is not JSON: {wrong.Message}");
            return;
        }
        if (!HasKey(context))
        {
            await RefuseAsync(context, protocol, 401, "authentication_error", "invalid_api_key", "Incorrect API key provided");
            return;
        }
        var fault = _faults.Next(context.Request.Headers[FaultPlan.Header], question.Model);
        _settings.Log?.Invoke($"{number} {question.Model} {(fault == ModelFault.None ? _settings.Mode.ToString().ToLowerInvariant() : fault.ToString())}");
        await (fault switch
        {
            ModelFault.TooMany => TooManyAsync(context, protocol),
            ModelFault.NoQuota => RefuseAsync(context, protocol, 429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
            ModelFault.Unauthorised => RefuseAsync(context, protocol, 401, "authentication_error", "invalid_api_key", "Incorrect API key provided"),
            ModelFault.ServerError => RefuseAsync(context, protocol, 500, "server_error", null, "The server had an error"),
            ModelFault.Timeout => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default),
            ModelFault.Reset => CutAsync(context, protocol, question, number),
            _ => SendAsync(context, protocol, question, Scripted(fault, question), number),
        });
    }

    private ScriptedAnswer Scripted(ModelFault fault, ScriptedQuestion question) => fault switch
    {
        ModelFault.None => new ScriptedAnswer(Said(question)),
        ModelFault.Truncated => new ScriptedAnswer(Said(question) is var whole ? whole[..(whole.Length / 2)] : "", ScriptedEnding.TokenLimit),
        ModelFault.Prose => new ScriptedAnswer("After weighing everything I would lean towards buying, though one never knows."),
        ModelFault.Refusal => new ScriptedAnswer("I'm sorry, but I can't help with that.", ScriptedEnding.Declined),
        ModelFault.WrongSchema => new ScriptedAnswer("""{"decisions":[{"ticker":"AAPL","verdict":"strong buy","score":11}]}"""),
        ModelFault.Enormous => new ScriptedAnswer(new string('x', 10 * 1024 * 1024)),
        ModelFault.Empty => new ScriptedAnswer(""),
        ModelFault.Nested => new ScriptedAnswer(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// Vectors are made where they are written.
    private string Said(ScriptedQuestion question) => question.Inputs is null ? _mind.Answer(question) : "";

    private async Task SendAsync(HttpContext context, IProtocol protocol, ScriptedQuestion question, ScriptedAnswer answer, int number)
    {
        context.Response.ContentType = "application/json";
        var body = Body(protocol, question, answer, number);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task CutAsync(HttpContext context, IProtocol protocol, ScriptedQuestion question, int number)
    {
        var body = Body(protocol, question, new ScriptedAnswer(Said(question)), number);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private ReadOnlyMemory<byte> Body(IProtocol protocol, ScriptedQuestion question, ScriptedAnswer answer, int number)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            protocol.Write(json, question, answer, number, _settings.CountTokens(question.System) + _settings.CountTokens(question.User), _settings.CountTokens(answer.Text));
        return buffer.WrittenMemory;
    }

    private Task TooManyAsync(HttpContext context, IProtocol protocol)
    {
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(_settings.RetryAfter.TotalSeconds)).ToString();
        return RefuseAsync(context, protocol, 429, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached");
    }

    private static async Task RefuseAsync(HttpContext context, IProtocol protocol, int status, string type, string? code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) protocol.WriteError(json, type, code, message);
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static Task ListAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var name in ModelFaults.Words.Where(word => word.Fault != ModelFault.None).Select(word => $"scripted-{word.Word}").Prepend("scripted"))
            {
                json.WriteStartObject();
                json.WriteString("id", name);
                json.WriteString("object", "model");
                json.WriteString("owned_by", "perun");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).AsTask();
    }

    private bool HasKey(HttpContext context) => _settings.Key is not { } key
        || context.Request.Headers.Authorization == $"Bearer {key}" || context.Request.Headers["x-api-key"] == key;
}
