using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Asks what became of our orders while the stream did not tell: those that are not open any more are looked up fifty at a time,
/// those whose id is not known among all that ended. The stream is whole once that is done.
internal sealed class OrderCatchUp(KrakenRest rest, KnownOrders orders, OrderLookup lookup, OpenOrderList open, Action<OrderReport> tell, VenueLog log)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private CancellationTokenSource? _running;
    private SocketPen? _pen;
    private bool _isAgain;

    /// The work that runs now, for who must wait for its end.
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <param name="openIds">The orders that Kraken says are open; null where it has to be asked.</param>
    public void Begin(SocketPen pen, IReadOnlyList<string>? openIds)
    {
        lock (_gate)
        {
            if (_running is { IsCancellationRequested: false } && _pen == pen)
            {
                _isAgain = true;
                return;
            }
            // What still runs for a connection that is gone ends by itself, and says nothing of this one.
            _running?.Cancel();
            (_pen, _isAgain) = (pen, false);
            _running = CancellationTokenSource.CreateLinkedTokenSource(pen.Over);
            Work = RunAsync(pen, openIds, _running);
        }
    }

    /// One order's fees are missing.
    public void Ask(TrackedOrder order)
    {
        if (order.VenueOrderId is not { } venueId) return;
        lock (_gate)
            if (!_asked.Add(venueId)) return;
        _ = AskAsync(order, venueId);
    }

    public void Stop()
    {
        lock (_gate) _running?.Cancel();
    }

    private async Task RunAsync(SocketPen pen, IReadOnlyList<string>? openIds, CancellationTokenSource running)
    {
        var cancel = running.Token;
        await Task.Yield();
        try
        {
            while (true)
            {
                var isDone = await TryAsync(openIds, cancel);
                lock (_gate)
                {
                    cancel.ThrowIfCancellationRequested();
                    if (isDone && !_isAgain)
                    {
                        End(running);
                        break;
                    }
                    _isAgain = false;
                }
                openIds = null;
                await Task.Delay(Pause, rest.Clock, cancel);
            }
            pen.Tell(StreamState.Whole, "all news of orders is here");
        }
        catch (OperationCanceledException)
        {
            lock (_gate) End(running);
        }
    }

    private void End(CancellationTokenSource running)
    {
        if (_running == running) (_running, _isAgain) = (null, false);
        running.Dispose();
    }

    private async Task<bool> TryAsync(IReadOnlyList<string>? openIds, CancellationToken cancel)
    {
        if (openIds is null)
        {
            if (!(await open.NewAsync(cancel)).TryGet(out var list, out var failure)) return Failed(failure);
            Take(list);
            openIds = [.. list.Rows.Keys];
        }
        var stillOpen = openIds.ToHashSet(StringComparer.Ordinal);
        var missing = orders.Open().Where(order => order.VenueOrderId is not { } id || !stillOpen.Contains(id) || order.LacksFees).ToArray();
        var named = missing.Select(static order => order.VenueOrderId).OfType<string>().ToArray();
        if (named.Length > 0)
        {
            if (!(await lookup.QueryAsync(named, cancel)).TryGet(out var queried, out var failure)) return Failed(failure);
            Take(queried);
        }
        var nameless = missing.Where(static order => order.VenueOrderId is null).ToArray();
        if (nameless.Length == 0) return true;
        if (!(await lookup.ClosedSinceAsync(nameless.Min(static order => order.Since) - Slack, cancel)).TryGet(out var closed, out var trouble)) return Failed(trouble);
        Take(closed);
        return true;
    }

    private void Take(OpenOrders rows)
    {
        foreach (var (venueId, row) in rows.Rows)
            if (row is not null && orders.TryFind(venueId, row.ClOrdId, out _, out var order) && order is not null) tell(OrderRecords.Take(orders, order, venueId, row, rows.AskedAt));
    }

    private async Task AskAsync(TrackedOrder order, string venueId)
    {
        await Task.Yield();
        try
        {
            if ((await lookup.QueryAsync([venueId], CancellationToken.None)).TryGet(out var queried, out var failure)) Take(queried);
            else log.Note($"the fees of order {order.Id} are not told yet ({failure.Words})");
        }
        finally
        {
            lock (_gate) _asked.Remove(venueId);
        }
    }

    private bool Failed(Outcome failure)
    {
        log.Warn($"what became of orders can't be asked ({failure.Words}); tried again in {Pause.TotalSeconds:0} seconds");
        return false;
    }
}
