using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Kraken;

/// A Kraken of one's own on this computer: each method answers as it is told.
internal sealed class KrakenDouble : IAsyncDisposable
{
    public const string Secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
    public const string Key = "canary-kraken-key-0b8e55c1d3";

    private readonly string _folder = Directory.CreateTempSubdirectory("perun-kraken-").FullName;
    private readonly ConcurrentDictionary<string, Func<Asked, Said>> _answers = new(StringComparer.Ordinal);

    private bool _isGone;

    public KrakenDouble()
    {
        Server = new LoopbackServer(asked => _answers.TryGetValue(asked.Path.Split('/')[^1], out var answer) ? answer(asked) : Error("EGeneral:Unknown method"));
        Results("Assets", Assets);
        Results("AssetPairs", AssetPairs);
    }

    public LoopbackServer Server { get; }

    public TestClock Clock { get; } = new();

    public NoteBook Notes { get; } = new();

    public MemoryFloor Floor { get; } = new();

    public static string Assets => """
        {"XXBT":{"aclass":"currency","altname":"XBT","decimals":10},"ZUSD":{"aclass":"currency","altname":"USD","decimals":4},"ZEUR":{"aclass":"currency","altname":"EUR","decimals":4},
         "XETH":{"aclass":"currency","altname":"ETH","decimals":10},"XXDG":{"aclass":"currency","altname":"XDG","decimals":8},"XTZ":{"aclass":"currency","altname":"XTZ","decimals":8},
         "XBT.M":{"aclass":"currency","altname":"XBT.M","decimals":10},"DOT":{"aclass":"currency","altname":"DOT","decimals":10}}
        """;

    public static string AssetPairs => $"{{{Pair("XXBTZUSD", "XBTUSD", "XXBT", "ZUSD", 1, "0.0001", "0.5")},{Pair("XETHZUSD", "ETHUSD", "XETH", "ZUSD", 2, "0.002", "0.5")},{Pair("XTZUSD", "XTZUSD", "XTZ", "ZUSD", 4, "1", "0.5")},{Pair("XXBTZEUR", "XBTEUR", "XXBT", "ZEUR", 1, "0.0001", "0.45")},{Pair("XDGUSD", "XDGUSD", "XXDG", "ZUSD", 7, "10", "0.5", "cancel_only")}}}";

    public static string Pair(string key, string altname, string baseCode, string quote, int decimals, string least, string leastCost, string status = "online") => $$"""
        "{{key}}":{"altname":"{{altname}}","wsname":"-","aclass_base":"currency","base":"{{baseCode}}","aclass_quote":"currency","quote":"{{quote}}","pair_decimals":{{decimals}},"lot_decimals":8,"lot_multiplier":1,
        "tick_size":"{{(1m / (decimal)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture)}}","ordermin":"{{least}}","costmin":"{{leastCost}}","fees":[[0,0.4],[10000,0.35]],"fees_maker":[[0,0.25]],"status":"{{status}}"}
        """;

    public KrakenSettings Settings => new() { Key = Key, Secret = Secret, Address = Server.Http, StateFolder = _folder };

    /// What was asked of a method, in order.
    public Asked[] Asked(string method) => [.. Server.Requests.Where(asked => asked.Path.EndsWith("/" + method, StringComparison.Ordinal))];

    public Dictionary<string, string> Form(string method, int place = 0) => FormOf(Asked(method)[place]);

    public static Dictionary<string, string> FormOf(Asked asked) =>
        asked.Body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => Uri.UnescapeDataString(pair[0]), static pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    public void Results(string method, string result) => Answers(method, _ => Result(result));

    public void Answers(string method, Func<Asked, Said> answer) => _answers[method] = answer;

    /// One after the other; the last again and again.
    public void AnswersInTurn(string method, params Said[] said)
    {
        var next = -1;
        Answers(method, _ => said[Math.Min(Interlocked.Increment(ref next), said.Length - 1)]);
    }

    public static Said Result(string result) => Said.Json($$"""{"error":[],"result":{{result}}}""");

    public static Said Error(string error) => Said.Json($$"""{"error":["{{error}}"]}""");

    public KrakenRest Rest(TimeProvider? clock = null, KrakenTier? tier = null, WireSettings? bounds = null)
    {
        KrakenKey.TryRead(Key, Secret, out var key, out _).ShouldBeTrue();
        return new KrakenRest(Server.Http, key, Secret, Floor, tier ?? KrakenTier.Pro, clock ?? Clock, Given.MiddleOfTheDie, Notes.Log, bounds);
    }

    public KrakenVenue Venue(Func<KrakenSettings, KrakenSettings>? change = null) =>
        new((change ?? (static settings => settings))(Settings with { Tier = KrakenTier.Pro }), new ClientIds("abcd"), Clock, Given.MiddleOfTheDie, Notes.Log);

    public static PairBook Pairs(string currency = "USD")
    {
        var assets = JsonSerializer.Deserialize("{\"error\":[],\"result\":" + Assets + "}", KrakenWire.Default.KrakenAnswerDictionaryStringAssetRow)!.Result!;
        var rows = JsonSerializer.Deserialize("{\"error\":[],\"result\":" + AssetPairs + "}", KrakenWire.Default.KrakenAnswerDictionaryStringPairRow)!.Result!;
        return PairBook.Of(assets, rows, currency, out _);
    }

    public static KrakenPair Pair(string symbol)
    {
        Pairs().TryFind(symbol, out var pair).ShouldBeTrue();
        return pair!;
    }

    public static FollowedInstrument Followed(int id, string symbol) => new(new InstrumentId(id), Pair(symbol).Instrument);

    /// Whether a request bears the signature of its own bytes.
    public static bool IsSigned(Asked asked)
    {
        var nonce = asked.Body.StartsWith('{') ? asked.Json.GetProperty("nonce").GetString()! : FormOf(asked)["nonce"];
        var inner = SHA256.HashData(Encoding.UTF8.GetBytes(nonce + asked.Body));
        var signature = HMACSHA512.HashData(Convert.FromBase64String(Secret), (byte[])[.. Encoding.UTF8.GetBytes(asked.Path), .. inner]);
        return asked.Headers["API-Key"] == Key && asked.Headers["API-Sign"] == Convert.ToBase64String(signature);
    }

    /// Nobody listens there any more.
    public async Task GoAwayAsync()
    {
        _isGone = true;
        await Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isGone) await GoAwayAsync();
        Directory.Delete(_folder, recursive: true);
        foreach (var line in Notes.Lines)
        {
            line.ShouldNotContain(Key);
            line.ShouldNotContain(Secret[..16]);
        }
    }
}

internal sealed class MemoryFloor : INonceFloor
{
    public long Value { get; set; }

    public int Writes { get; private set; }

    public long Read() => Value;

    public void Write(long floor) => (Value, Writes) = (floor, Writes + 1);
}
