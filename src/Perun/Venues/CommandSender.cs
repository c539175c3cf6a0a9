using Perun.Adapters.Venues;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Journal;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// Carries commands to a venue: those of one instrument one after the other, in the order in which the engine gave them, those of
/// different instruments side by side. Nothing is ever sent twice; what came of it goes to the inbox.
internal sealed class CommandSender(IVenue venue, Inbox inbox) : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Dictionary<InstrumentId, Task> _tails = [];
    private readonly HashSet<OrderId> _asked = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// Commands and questions that were given and have not come back.
    public int UnderWay
    {
        get
        {
            lock (_gate) return _tails.Values.Count(static task => !task.IsCompleted) + _asked.Count;
        }
    }

    /// The venue knows what it must know: commands that were given before go now.
    public void Open() => _open.TrySetResult();

    public void Carry(Command command)
    {
        switch (command)
        {
            case Command.Submit submit:
                After(submit.Order.Instrument, () => DoAsync(submit.Order.Id, submit.Order.Instrument, VenueTask.Submit, cancel => venue.SubmitAsync(submit.Order, cancel)));
                break;
            case Command.Cancel cancelled:
                After(cancelled.Instrument, () => DoAsync(cancelled.Order, cancelled.Instrument, VenueTask.Cancel, cancel => venue.CancelAsync(cancelled.Order, cancelled.Instrument, cancel)));
                break;
            case Command.Change change:
                After(change.Terms.Instrument, () => DoAsync(change.Terms.Order, change.Terms.Instrument, VenueTask.Change, cancel => venue.ChangeAsync(change.Terms, cancel)));
                break;
            case Command.Ask ask:
                Ask(ask.Order, ask.Instrument);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// Questions wait for no command: they change nothing. One about each order at a time.
    public void Ask(OrderId order, InstrumentId instrument)
    {
        lock (_gate)
            if (!_asked.Add(order)) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await _open.Task.WaitAsync(_stop.Token);
                inbox.Put(new Incoming.Asked(await venue.AskAsync(order, instrument, _stop.Token), order, instrument));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception fault)
            {
                inbox.Put(new Incoming.Asked(new Outcome.Unknown($"asking failed: {fault.Message}"), order, instrument));
            }
            finally
            {
                lock (_gate) _asked.Remove(order);
            }
        });
    }

    /// What is under way gets a moment to arrive; what doesn't is asked about after the next start.
    public void Dispose()
    {
        Task[] tails;
        lock (_gate) tails = [.. _tails.Values];
        Task.WhenAll(tails).Wait(LastWords);
        _stop.Cancel();
        _stop.Dispose();
    }

    private void After(InstrumentId instrument, Func<Task> next)
    {
        lock (_gate)
        {
            var before = _tails.GetValueOrDefault(instrument, Task.CompletedTask);
            _tails[instrument] = Task.Run(async () =>
            {
                await before;
                await next();
            });
        }
    }

    /// Whatever goes wrong on the way of a command, what it did is then unknown.
    private async Task DoAsync(OrderId order, InstrumentId instrument, VenueTask task, Func<CancellationToken, Task<Outcome>> send)
    {
        Outcome outcome;
        try
        {
            await _open.Task.WaitAsync(_stop.Token);
            outcome = await send(_stop.Token);
        }
        catch (Exception fault)
        {
            outcome = new Outcome.Unknown(fault is OperationCanceledException ? "stopped before an answer came" : fault.Message);
        }
        inbox.Put(new Incoming.Done(outcome, order, instrument, task));
    }
}
