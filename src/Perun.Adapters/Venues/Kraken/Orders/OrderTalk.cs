using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Kraken's private stream: what becomes of orders, and what moves balances. Each connection begins with a snapshot of the open
/// orders; what is not in it any more is asked for, and only then is the stream whole.
internal sealed class OrderTalk : ISocketTalk
{
    private const int MostTokens = 3;
    private const string ExecutionsChannel = "executions";
    private const string BalancesChannel = "balances";

    private static readonly TimeSpan MuteAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    private readonly Func<DateTime> _now;
    private readonly KnownOrders _orders;
    private readonly StreamToken _token;
    private readonly OrderCatchUp _catchUp;
    private readonly VenueLog _log;
    private readonly WireSamples _samples;
    private readonly HashSet<string> _unanswered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inSnapshot = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private IVenueListener? _listener;
    private Task _presenting = Task.CompletedTask;
    private long _requests;
    private long _lastSequence;
    private int _tokens;
    private bool _hasSnapshot;
    private DateTime _openedAt;
    private DateTime _lastFrame;

    public OrderTalk(Uri address, Func<DateTime> now, KnownOrders orders, StreamToken token, OrderCatchUp catchUp, VenueLog log, WireSamples samples) =>
        (Address, _now, _orders, _token, _catchUp, _log, _samples) = (address, now, orders, token, catchUp, log, samples);

    public string Name => "Kraken's order stream";

    public Uri Address { get; }

    /// When something came last.
    public DateTime LastFrame => _lastFrame;

    public void Hear(IVenueListener listener) => _listener = listener;

    public async ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
    {
        (_openedAt, _lastFrame, _lastSequence, _tokens) = (_now(), _now(), 0, 0);
        _hasSnapshot = false;
        _unanswered.Clear();
        _inSnapshot.Clear();
        _sequences.Clear();
        await PresentAsync(pen, cancel);
        _openedAt = _lastFrame = _now();
    }

    public void Take(ReadOnlySpan<byte> message, SocketPen pen)
    {
        _lastFrame = _now();
        try
        {
            var frame = PrivateFrame.Of(message);
            if (frame.Channel == ExecutionsChannel) TakeExecutions(frame, JsonSerializer.Deserialize(message, ExecutionWire.Default.ExecutionFrame), pen);
            else if (frame.Channel == BalancesChannel) TakeBalances(frame, JsonSerializer.Deserialize(message, ExecutionWire.Default.BalanceFrame), pen);
            else if (frame.Method is not null || frame.Error is not null) TakeReply(frame, pen);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            // It may have been news of an order: what became of all of them is asked.
            _samples.Keep(Name, null, message, failure.Message);
            _catchUp.Begin(pen, null);
        }
    }

    public string? WhyMute(DateTime now, SocketPen pen)
    {
        now = _now();
        if (now - _lastFrame >= MuteAfter) return $"nothing came for {MuteAfter.TotalSeconds:0} seconds";
        if (_unanswered.Count == 0 && !_hasSnapshot && now - _openedAt >= AnswersWithin) return $"Kraken did not tell the open orders within {AnswersWithin.TotalSeconds:0} seconds";
        return _unanswered.Count > 0 && now - _openedAt >= AnswersWithin ? $"Kraken did not answer the subscription within {AnswersWithin.TotalSeconds:0} seconds" : null;
    }

    public void Closed() => _catchUp.Stop();

    private async ValueTask PresentAsync(SocketPen pen, CancellationToken cancel)
    {
        if (!(await _token.GetAsync(cancel)).TryGet(out var token, out var failure))
        {
            var why = $"there is no token for the stream ({failure.Words})";
            if (failure is Outcome.Refused) pen.LeaveForGood(why);
            else pen.Leave(why, failure is Outcome.Throttled throttled && throttled.Until > _now() ? throttled.Until - _now() : default);
            return;
        }
        _tokens++;
        foreach (var channel in (string[])[ExecutionsChannel, BalancesChannel])
        {
            _unanswered.Add(channel);
            pen.Send(StreamWords.Subscribe(++_requests, channel, [], writer =>
            {
                writer.WriteString("token", token);
                if (channel != ExecutionsChannel) return;
                writer.WriteBoolean("snap_orders", true);
                // Sums come with the orders; single trades of the past would have to be told from them.
                writer.WriteBoolean("snap_trades", false);
                writer.WriteBoolean("order_status", true);
            }));
        }
    }

    private void TakeReply(in PrivateFrame reply, SocketPen pen)
    {
        if (reply.IsGood)
        {
            if (reply.AboutChannel is { } channel) _unanswered.Remove(channel);
            return;
        }
        if (reply.Error is not { } error || error.Contains("Already subscribed", StringComparison.OrdinalIgnoreCase)) return;
        var trouble = TroubleOf(error);
        // Both subscriptions show the same token, and both are refused with it.
        if (trouble == KrakenTrouble.Token && !_presenting.IsCompleted) return;
        if (trouble == KrakenTrouble.Token && _tokens < MostTokens)
        {
            _log.Note($"{Name}: {error}; a new token is taken");
            _token.Forget();
            _presenting = PresentAgainAsync(pen);
        }
        else if (trouble is KrakenTrouble.Key or KrakenTrouble.Permission) pen.LeaveForGood($"Kraken does not let this key hear of orders ({error}): give it the permission create-ws-token");
        else pen.Leave($"Kraken refused the subscription ({error})");
    }

    /// A token that went stale is told in the words of the stream, which differ a little.
    private static KrakenTrouble TroubleOf(string error)
    {
        var trouble = KrakenError.Of(error).Trouble;
        return trouble is KrakenTrouble.Refusal or KrakenTrouble.Key && error.Contains("token", StringComparison.OrdinalIgnoreCase) ? KrakenTrouble.Token : trouble;
    }

    private async Task PresentAgainAsync(SocketPen pen)
    {
        try
        {
            await PresentAsync(pen, pen.Over);
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private void TakeExecutions(in PrivateFrame frame, ExecutionFrame? told, SocketPen pen)
    {
        var isWhole = Follows(frame);
        foreach (var row in told?.Data ?? [])
            if (row is not null) Take(row, frame.IsSnapshot);
        _hasSnapshot |= frame.IsSnapshot;
        if (frame.IsSnapshot) _catchUp.Begin(pen, [.. _inSnapshot]);
        else if (!isWhole)
        {
            pen.Tell(StreamState.Opening, "news of orders were lost on the way, and are asked for");
            _catchUp.Begin(pen, null);
        }
    }

    private void Take(ExecutionRow row, bool isSnapshot)
    {
        if (isSnapshot && row.OrderId is { } shown) _inSnapshot.Add(shown);
        if (!_orders.TryFind(row.OrderId, row.ClOrdId, out var id, out var order))
        {
            if (!isSnapshot && row.ExecType is not ("pending_new" or "status")) _listener?.OnForeign($"an order that Perun did not send ({row.OrderId}, {row.Symbol}): {row.ExecType}");
            return;
        }
        if (order is null)
        {
            _listener?.OnForeign($"the order {id} of ours, which is not known here ({row.OrderId}, {row.Symbol}): {row.ExecType}");
            return;
        }
        if (Executions.Take(_orders, order, row, _now()) is { } report) _listener?.OnReport(report);
        if (order.LacksFees && !isSnapshot) _catchUp.Ask(order);
    }

    private void TakeBalances(in PrivateFrame frame, BalanceFrame? told, SocketPen pen)
    {
        if (!Follows(frame)) _catchUp.Begin(pen, null);
        if (frame.IsSnapshot) return;
        foreach (var row in told?.Data ?? [])
            if (row is { Type: { } type } && type is not "trade") _listener?.OnForeign($"the balance of {row.Asset} changed by {row.Amount}: {type}");
    }

    /// Whether nothing is missing before this one. Kraken counts each channel's messages; that it may count them together is borne.
    private bool Follows(in PrivateFrame frame)
    {
        if (frame.Sequence is not { } number) return true;
        var before = _sequences.GetValueOrDefault(frame.Channel!);
        var isNext = frame.IsSnapshot || before == 0 || number == before + 1 || number == _lastSequence + 1 || number <= before;
        (_sequences[frame.Channel!], _lastSequence) = (number, number);
        return isNext;
    }
}
