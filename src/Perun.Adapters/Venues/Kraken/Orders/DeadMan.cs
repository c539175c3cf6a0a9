using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Keeps Kraken's dead man's switch wound while it can't strip a position of its protection, and off otherwise. It is never the only
/// guard: what it would do is done by nobody's absence alone.
internal sealed class DeadMan(KrakenRest rest, KrakenDesk desk, KnownOrders orders, OpenOrderList open, TimeSpan time, VenueLog log)
{
    private readonly Turn _turn = new();
    private DateTime _armedUntil;

    public bool IsArmed => rest.Now < _armedUntil;

    /// Winds it three times within its time.
    public async Task RunAsync(CancellationToken stop)
    {
        if (time == TimeSpan.Zero) return;
        try
        {
            while (true)
            {
                await WindAsync(stop);
                await Task.Delay(time / 3, rest.Clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: what rests stays, and Kraken is not to cancel it for our silence.
            await DisarmAsync(CancellationToken.None);
        }
    }

    public async Task WindAsync(CancellationToken cancel)
    {
        if (orders.Open().Count == 0 && !IsArmed) return;
        await _turn.TakeAsync(cancel);
        try
        {
            if (!(await open.NewAsync(cancel)).TryGet(out var list, out _) || !DeadManPolicy.MayArm(orders.Open(), list))
            {
                await TurnOffAsync(cancel);
                return;
            }
            // Counted from before it is asked: an answer that is lost may have armed it.
            var armed = rest.Now + time;
            _armedUntil = armed;
            if (await desk.CancelAllAfterAsync(time, cancel) is Outcome.Refused refused) log.Warn($"Kraken's dead man's switch can't be set: {refused.Reason}");
        }
        finally
        {
            _turn.Give();
        }
    }

    /// Before anything protective is sent. False where it may still be armed: what is sent then could be cancelled for our silence.
    public async Task<bool> DisarmAsync(CancellationToken cancel)
    {
        if (!IsArmed) return true;
        await _turn.TakeAsync(cancel);
        try
        {
            return await TurnOffAsync(cancel);
        }
        finally
        {
            _turn.Give();
        }
    }

    private async Task<bool> TurnOffAsync(CancellationToken cancel)
    {
        if (!IsArmed) return true;
        var outcome = await desk.CancelAllAfterAsync(TimeSpan.Zero, cancel);
        if (outcome is Outcome.Accepted) _armedUntil = default;
        else log.Warn($"Kraken's dead man's switch can't be turned off ({outcome.Words}): it may cancel everything at {_armedUntil:HH:mm:ss}");
        return outcome is Outcome.Accepted;
    }
}
