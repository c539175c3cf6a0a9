using Perun.Adapters.Venues;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// What is fetched from a venue beside the floor; whatever becomes of it, the inbox hears of it.
internal sealed class VenueErrands(IVenue venue, Inbox inbox, CancellationToken stop)
{
    public async Task RunStreamsAsync()
    {
        try
        {
            await venue.RunAsync(inbox, stop);
            if (!stop.IsCancellationRequested) inbox.Put(new Incoming.Ended("the venue closed its streams for good"));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Ended($"following the venue failed: {fault.Message}"));
        }
    }

    /// No answer today is no reason to stop: what is followed goes on.
    public async Task ListAsync()
    {
        try
        {
            var answer = await venue.InstrumentsAsync(stop);
            if (answer.TryGet(out var instruments, out _)) inbox.Put(new Incoming.Listed(instruments));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Foreign($"listing the instruments failed: {fault.Message}"));
        }
    }

    public async Task ReadBooksAsync(string? place)
    {
        try
        {
            inbox.Put(new Incoming.Books(await venue.ReadBooksAsync(place, stop)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Books(new Outcome.Unknown($"reading the books failed: {fault.Message}")));
        }
    }
}
