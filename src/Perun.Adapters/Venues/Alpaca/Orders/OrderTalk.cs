using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// The stream of what becomes of orders. Its frames are text or binary, with JSON inside either way. It is whole once it listens and
/// what was missed before that has been asked for.
internal sealed class OrderTalk(AlpacaSettings settings, Uri address, OrderNews news, WireSamples samples, Func<CancellationToken, Task<string?>> catchUp) : ISocketTalk
{
    /// Both steps of the greeting are answered at once; where they are not, the connection is of no use.
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(15);

    private DateTime? _openedAt;
    private bool _listens;
    private Task _catchingUp = Task.CompletedTask;

    public string Name => "Alpaca's stream of orders";

    public Uri Address => address;

    public ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
    {
        (_openedAt, _listens) = (null, false);
        pen.Send(Encoding.UTF8.GetBytes($$$"""{"action":"authenticate","data":{"key_id":{{{Quoted(settings.Key)}}},"secret_key":{{{Quoted(settings.Secret)}}}}}"""));
        return ValueTask.CompletedTask;
    }

    public void Take(ReadOnlySpan<byte> message, SocketPen pen)
    {
        StreamRow? row;
        try
        {
            row = JsonSerializer.Deserialize(message, AlpacaJson.Default.StreamRow);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            samples.Keep("the stream of orders", null, message, "not as described");
            // An execution may have been in it: what it was is asked for.
            CatchUp(pen);
            return;
        }
        switch (row)
        {
            case { Stream: "trade_updates", Data: { } data }:
                if (news.Take(data)) break;
                samples.Keep("the stream of orders", null, message, "an update without an order");
                CatchUp(pen);
                break;
            case { Stream: "authorization", Data.Status: "authorized" }:
                pen.Send("""{"action":"listen","data":{"streams":["trade_updates"]}}"""u8.ToArray());
                break;
            case { Stream: "authorization", Data.Action: "listen" }:
                pen.Leave("it wants to know who we are first");
                break;
            case { Stream: "authorization" }:
                pen.LeaveForGood("the key was refused by the stream of orders: put ALPACA_API_KEY and ALPACA_SECRET_KEY right and start Perun anew");
                break;
            case { Stream: "listening", Data.Streams: { } streams } when streams.Contains("trade_updates"):
                _listens = true;
                CatchUp(pen);
                break;
            case { Stream: "listening" }:
                pen.Leave("it does not tell of orders");
                break;
            case { Action: "error" }:
                samples.Keep("the stream of orders", null, message, "it complains");
                pen.Leave("it complains of what it was sent");
                break;
        }
    }

    /// Silence is normal where no orders are: only the greeting has a time.
    public string? WhyMute(DateTime now, SocketPen pen)
    {
        _openedAt ??= now;
        return !_listens && now - _openedAt > GreetingPatience ? "it did not answer who we said we are" : null;
    }

    public void Closed() => _listens = false;

    private void CatchUp(SocketPen pen)
    {
        if (!_listens || !_catchingUp.IsCompleted) return;
        _catchingUp = CatchUpAsync(pen);
    }

    private async Task CatchUpAsync(SocketPen pen)
    {
        try
        {
            await Task.Yield();
            if (await catchUp(pen.Over) is { } why) pen.Leave($"what was missed could not be asked for: {why}");
            else pen.Tell(StreamState.Whole, "listening");
        }
        catch (OperationCanceledException)
        {
            // The connection is over, and the next one begins anew.
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
