using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Adapters.Access;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Alpaca's two REST services with one account's keys: asks and commands, each in its budget, and refusals in Alpaca's own words.
internal sealed class AlpacaDesk : IDisposable
{
    /// Of the requests a minute, kept for cancels and exits.
    private const double ReserveShare = 0.2;
    private const int LongestMessage = 300;

    private readonly AlpacaSettings _settings;
    private readonly KeyMask _mask;
    private readonly WireClient _trading;
    private readonly WireClient _data;
    private readonly RateBudget _tradingBudget;
    private readonly RateBudget _dataBudget;

    public AlpacaDesk(AlpacaSettings settings, TimeProvider clock, Func<double> chance, VenueLog log, WireSettings? wire = null)
    {
        _settings = settings;
        _mask = new KeyMask([settings.Key, settings.Secret]);
        Hosts = AlpacaHosts.Of(settings);
        _trading = new WireClient("Alpaca", Hosts.Trading, _mask, clock, chance, log, wire);
        _data = new WireClient("Alpaca's market data", Hosts.Data, _mask, clock, chance, log, wire);
        _tradingBudget = new RateBudget(settings.RequestsAMinute, TimeSpan.FromMinutes(1), settings.RequestsAMinute * ReserveShare, clock);
        _dataBudget = new RateBudget(settings.RequestsAMinute, TimeSpan.FromMinutes(1), 0, clock);
    }

    public AlpacaHosts Hosts { get; }

    /// Hears of every answer of the trading service: its clock, and that the keys were refused.
    public Action<WireReply> Heard { get; set; } = static _ => { };

    public WireSamples Samples => _trading.Samples;

    public void Dispose()
    {
        _trading.Dispose();
        _data.Dispose();
    }

    public async Task<Answer<T>> AskAsync<T>(string path, string query, JsonTypeInfo<T> type, CancellationToken cancel, RequestLane lane = RequestLane.Ordinary) where T : class
    {
        var answer = await SendAsync(HttpMethod.Get, path, query, null, lane, cancel);
        return Read(answer, type, _trading);
    }

    public async Task<Answer<T>> AskDataAsync<T>(string path, string query, JsonTypeInfo<T> type, CancellationToken cancel) where T : class =>
        ReadData(await SendDataAsync(path, query, cancel), type);

    /// The reply itself: a refusal may be one of the account's plan.
    public Task<Answer<WireReply>> SendDataAsync(string path, string query, CancellationToken cancel) =>
        _data.SendAsync(new WireRequest { What = $"GET {path}", Make = () => Message(_data, HttpMethod.Get, path, query, null), Budget = _dataBudget }, cancel);

    public Answer<T> ReadData<T>(Answer<WireReply> answer, JsonTypeInfo<T> type) where T : class => Read(answer, type, _data);

    /// The reply itself: what a refusal means depends on what was asked.
    public async Task<Answer<WireReply>> SendAsync(HttpMethod method, string path, string query, ReadOnlyMemory<byte>? body, RequestLane lane, CancellationToken cancel)
    {
        var request = new WireRequest
        {
            // An order's id in a path says nothing that the rest of the log doesn't.
            What = $"{method.Method} {path}",
            Make = () => Message(_trading, method, path, query, body),
            IsCommand = method != HttpMethod.Get,
            Lane = lane,
            Budget = _tradingBudget,
        };
        var answer = await _trading.SendAsync(request, cancel);
        if (answer.TryGet(out var reply, out _)) Heard(reply);
        return answer;
    }

    public Answer<T> Read<T>(WireReply reply, JsonTypeInfo<T> type) where T : class => reply.Read(type, _trading.Samples);

    /// A refusal in Alpaca's words, with its number and what to mend where that is known.
    public (long Code, string Text) Complaint(WireReply reply)
    {
        ErrorRow? error = null;
        try
        {
            if (reply.Body.Length > 0) error = JsonSerializer.Deserialize(reply.Body.Span, AlpacaJson.Default.ErrorRow);
        }
        catch (JsonException)
        {
            // Its number and its words are missing, and its status tells enough.
        }
        var said = error?.Message is { Length: > 0 } message ? _mask.Line(message, LongestMessage) : "no reason was given";
        var words = $"{said} ({(error is { Code: > 0 } ? error.Code : reply.Status)})";
        return (error?.Code ?? 0, IsKeyRefused(reply) || error?.Code == 40110000 || (reply.Status == 403 && said.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase))
            ? $"the key was refused ({words}): put ALPACA_API_KEY and ALPACA_SECRET_KEY right; a paper account's key opens only {AlpacaHosts.Paper.Host}, one for real money only {AlpacaHosts.Live.Host}"
            : words);
    }

    public static bool IsKeyRefused(WireReply reply) => reply.Status == 401;

    /// The key is good, and what it asks for is not in the account's plan.
    public static bool IsBeyondPlan(WireReply reply) => reply.Status == 403;

    private Answer<T> Read<T>(Answer<WireReply> answer, JsonTypeInfo<T> type, WireClient client) where T : class
    {
        if (!answer.TryGet(out var reply, out var failure)) return failure;
        if (!reply.IsSuccess) return new Outcome.Refused(Complaint(reply).Text);
        return reply.Read(type, client.Samples);
    }

    private HttpRequestMessage Message(WireClient client, HttpMethod method, string path, string query, ReadOnlyMemory<byte>? body)
    {
        var message = new HttpRequestMessage(method, new UriBuilder(client.Address) { Path = path, Query = query }.Uri);
        message.Headers.TryAddWithoutValidation("APCA-API-KEY-ID", _settings.Key);
        message.Headers.TryAddWithoutValidation("APCA-API-SECRET-KEY", _settings.Secret);
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.UserAgent.ParseAdd("Perun");
        if (body is { } bytes) message.Content = new SentMark(bytes, "application/json");
        return message;
    }
}
