using System.Buffers;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// One market stream, of shares or of coins: minutes as they close, the best prices, and halts.
internal sealed class MarketTalk : ISocketTalk, IMarketHearer
{
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(15);

    /// A connection of another program, or of ours a moment ago, has to end first.
    private static readonly TimeSpan CrowdedPause = TimeSpan.FromSeconds(30);

    private readonly AlpacaSettings _settings;
    private readonly BarFeed _bars;
    private readonly IVenueListener _listener;
    private readonly WireSamples _samples;
    private readonly Func<CancellationToken, Task<string?>> _fillGaps;
    private readonly bool _hasHalts;
    private readonly Lock _gate = new();
    private readonly HashSet<InstrumentId> _halted = [];
    private IReadOnlyList<FollowedInstrument> _followed = [];
    private SymbolTable _symbols = SymbolTable.Empty;
    private SocketPen? _pen;
    private DateTime? _openedAt;
    private bool _isSubscribed;

    public MarketTalk(AlpacaSettings settings, Uri address, AssetClass assetClass, BarFeed bars, IVenueListener listener, WireSamples samples, Func<CancellationToken, Task<string?>> fillGaps)
    {
        (_settings, Address, _bars, _listener, _samples, _fillGaps) = (settings, address, bars, listener, samples, fillGaps);
        _hasHalts = assetClass == AssetClass.Equity;
        Name = assetClass == AssetClass.Equity ? "Alpaca's stream of shares' prices" : "Alpaca's stream of coins' prices";
    }

    public string Name { get; }

    public Uri Address { get; }

    /// What is asked of the stream from now on.
    public void Follow(IReadOnlyList<FollowedInstrument> followed)
    {
        lock (_gate)
        {
            var before = _followed.Select(static instrument => instrument.Instrument.Symbol).ToHashSet(StringComparer.Ordinal);
            _followed = followed;
            _symbols = new SymbolTable([.. followed.Select(static instrument => (instrument.Instrument.Symbol, instrument.Id))]);
            if (!_isSubscribed || _pen is not { } pen) return;
            var now = followed.Select(static instrument => instrument.Instrument.Symbol).ToHashSet(StringComparer.Ordinal);
            if (before.Except(now).ToArray() is { Length: > 0 } gone) pen.Send(Asking("unsubscribe", gone));
            if (now.Except(before).ToArray() is { Length: > 0 } more) pen.Send(Asking("subscribe", more));
        }
    }

    /// It stands, and says nothing though there is something to say.
    public void Distrust(string why)
    {
        lock (_gate)
        {
            if (_pen is not { } pen || !_isSubscribed) return;
            pen.Tell(StreamState.Silent, why);
            pen.Leave(why);
        }
    }

    public ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
    {
        lock (_gate) (_pen, _openedAt, _isSubscribed) = (pen, null, false);
        pen.Send(Encoding.UTF8.GetBytes($$"""{"action":"auth","key":"{{JsonEncodedText.Encode(_settings.Key)}}","secret":"{{JsonEncodedText.Encode(_settings.Secret)}}"}"""));
        return ValueTask.CompletedTask;
    }

    public void Take(ReadOnlySpan<byte> message, SocketPen pen)
    {
        try
        {
            MarketReader.Read(message, Volatile.Read(ref _symbols), this);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            _samples.Keep(Name, null, message, "not as described");
        }
    }

    public string? WhyMute(DateTime now, SocketPen pen)
    {
        _openedAt ??= now;
        return !_isSubscribed && now - _openedAt > GreetingPatience ? "it did not answer who we said we are" : null;
    }

    public void Closed()
    {
        lock (_gate) (_pen, _isSubscribed) = (null, false);
    }

    public void OnBar(InstrumentId instrument, in Bar bar, bool isCorrection) => _bars.Take(instrument, bar);

    public void OnQuote(InstrumentId instrument, in Quote quote)
    {
        if (quote.IsSane && quote.Time != default) _listener.OnQuote(instrument, quote);
    }

    public void OnTrade(InstrumentId instrument, DateTime time, double price, double size)
    {
        // Prints are not asked for: minutes are made of them.
    }

    /// The codes of both tapes: 2 and H halt, P pauses, Q quotes only; 3 and T trade again.
    public void OnStatus(InstrumentId instrument, string code, string words)
    {
        var isHalt = code is "2" or "H" or "P" or "Q";
        if (!isHalt && code is not ("3" or "T")) return;
        if (isHalt ? _halted.Add(instrument) : _halted.Remove(instrument)) _listener.OnHalt(instrument, isHalt, words);
    }

    public void OnControl(ReadOnlySpan<byte> kind, string? message, int code)
    {
        if (_pen is not { } pen) return;
        if (kind.SequenceEqual("error"u8)) Complain(pen, code, message);
        else if (kind.SequenceEqual("subscription"u8)) Subscribed(pen);
        else if (kind.SequenceEqual("success"u8) && message == "authenticated") Subscribe(pen);
    }

    private void Subscribe(SocketPen pen)
    {
        lock (_gate) pen.Send(Asking("subscribe", [.. _followed.Select(static instrument => instrument.Instrument.Symbol)]));
    }

    private void Subscribed(SocketPen pen)
    {
        lock (_gate)
        {
            if (_isSubscribed) return;
            _isSubscribed = true;
        }
        _ = FillAsync(pen);
    }

    private async Task FillAsync(SocketPen pen)
    {
        try
        {
            await Task.Yield();
            if (await _fillGaps(pen.Over) is { } why) pen.Leave($"the minutes that were missed could not be fetched: {why}");
            else pen.Tell(StreamState.Whole, "subscribed");
        }
        catch (OperationCanceledException)
        {
            // The connection is over, and the next one fills.
        }
    }

    private static void Complain(SocketPen pen, int code, string? message)
    {
        switch (code)
        {
            case 402: pen.LeaveForGood("the key was refused by the market stream: put ALPACA_API_KEY and ALPACA_SECRET_KEY right and start Perun anew"); break;
            case 409: pen.LeaveForGood("the account's plan does not have this feed: set ALPACA_FEED=iex, or take out the plan at Alpaca"); break;
            case 403: break; // we are in already
            case 405: pen.Leave("the plan does not carry so many instruments in a stream: trade fewer (DEFAULT_SYMBOLS), or take out a larger plan at Alpaca", CrowdedPause); break;
            case 406: pen.Leave("another connection holds the account's place: end the other program", CrowdedPause); break;
            case 407: pen.Leave("we were too slow for it"); break;
            default: pen.Leave($"it complains: {code} {message}"); break;
        }
    }

    private byte[] Asking(string action, IReadOnlyList<string> symbols)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            ReadOnlySpan<string> channels = _hasHalts ? ["bars", "updatedBars", "quotes", "statuses"] : ["bars", "updatedBars", "quotes"];
            foreach (var channel in channels)
            {
                json.WriteStartArray(channel);
                foreach (var symbol in symbols) json.WriteStringValue(symbol);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }
}
