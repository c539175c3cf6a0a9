using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Streams;

/// One client of a market data stream: connected, authenticated, subscribed. It speaks JSON, or MessagePack where it asked for that.
internal sealed class DataSession(Venue venue, DataFeed feed, DataEndpoint endpoint, LiveSocket socket, FrameSender sender, bool isPacked)
{
    /// The most symbols that trades and quotes may be for without the consolidated tape.
    public const int MostSymbols = 30;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<string>> _wanted = endpoint.Channels.ToDictionary(static channel => channel, static _ => new SortedSet<string>(StringComparer.Ordinal));

    public DataEndpoint Endpoint => endpoint;

    public TradingAccount? Account { get; private set; }

    public bool Wants(string channel, IEnumerable<string> symbols)
    {
        lock (_gate) return _wanted.TryGetValue(channel, out var wanted) && symbols.Any(wanted.Contains);
    }

    public void Tell(byte[] message, string letter, string symbol) => sender.Tell(Framed([(byte)'[', .. message, (byte)']']), isPacked, $"{endpoint.Path} {letter} {symbol}");

    public void Greet() => Say("""[{"T":"success","msg":"connected"}]""");

    public void Leave() => feed.Leave(this);

    public void Take(ReadOnlyMemory<byte> message)
    {
        JsonNode? body = null;
        try
        {
            body = isPacked ? MsgPack.Read(message.Span) : JsonNode.Parse(message.Span);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            // said below
        }
        switch ((body as JsonObject)?["action"]?.ToString())
        {
            case null: Fail(400, "invalid syntax"); break;
            case "auth": Authenticate(body["key"]?.ToString(), body["secret"]?.ToString()); break;
            case "subscribe" or "unsubscribe" when Account is null: Fail(401, "not authenticated"); break;
            case "subscribe": Change(body.AsObject(), static (wanted, symbol) => wanted.Add(symbol)); break;
            case "unsubscribe": Change(body.AsObject(), static (wanted, symbol) => wanted.Remove(symbol)); break;
            default: Fail(410, "invalid subscribe action for this feed"); break;
        }
    }

    public void Authenticate(string? key, string? secret)
    {
        if (Account is not null)
        {
            Fail(403, "already authenticated");
            return;
        }
        Account = venue.Find(key, secret);
        if (Account is null) End(402, "auth failed");
        else if (endpoint.NeedsSip && !venue.Settings.HasSip) End(409, "insufficient subscription");
        else if (feed.CountOf(this) > 0) End(406, "connection limit exceeded");
        else
        {
            feed.Join(this);
            Say("""[{"T":"success","msg":"authenticated"}]""");
        }
    }

    public void End(int code, string why)
    {
        Fail(code, why);
        socket.Close(WebSocketCloseStatus.PolicyViolation);
    }

    private void Change(JsonObject asked, Action<SortedSet<string>, string> apply)
    {
        lock (_gate)
        {
            var before = _wanted.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToList());
            foreach (var (name, value) in asked)
            {
                if (name == "action" || value is not JsonArray symbols) continue;
                if (!_wanted.TryGetValue(name, out var wanted))
                {
                    Fail(410, "invalid subscribe action for this feed");
                    return;
                }
                foreach (var symbol in symbols)
                    if (symbol is JsonValue) apply(wanted, symbol.ToString());
            }
            if (!venue.Settings.HasSip && !endpoint.IsCrypto && new[] { "trades", "quotes" }.Any(channel => _wanted.TryGetValue(channel, out var wanted) && wanted.Count > MostSymbols))
            {
                foreach (var (name, symbols) in before)
                {
                    _wanted[name].Clear();
                    _wanted[name].UnionWith(symbols);
                }
                Fail(405, "symbol limit exceeded");
                return;
            }
            Say(Subscription());
        }
    }

    private string Subscription() => Encoding.UTF8.GetString(Reply.Json(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("T", "subscription");
        foreach (var channel in endpoint.Channels)
        {
            json.WriteStartArray(channel);
            foreach (var symbol in _wanted[channel]) json.WriteStringValue(symbol);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    private void Fail(int code, string why) => Say($$"""[{"T":"error","code":{{code}},"msg":"{{why}}"}]""");

    private void Say(string json) => sender.Answer(Framed(Encoding.UTF8.GetBytes(json)), isPacked);

    private byte[] Framed(byte[] json)
    {
        if (!isPacked) return json;
        using var document = JsonDocument.Parse(json);
        return MsgPack.Of(document.RootElement, static name => name == "t");
    }
}
