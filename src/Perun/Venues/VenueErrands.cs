using Perun.Adapters.Venues;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// What is asked of a venue beside the trading loop: its streams, its books, its list of instruments. What comes of it goes to the inbox, and
/// of each kind one is under way at most.
internal sealed class VenueErrands(IVenue venue, Inbox inbox) : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _streams = Task.CompletedTask;
    private Task _reading = Task.CompletedTask;
    private Task _listing = Task.CompletedTask;

    /// The books or the list have not come back yet.
    public bool IsBusy => !_reading.IsCompleted || !_listing.IsCompleted;

    /// The streams are held open.
    public bool IsFollowing => !_streams.IsCompleted;

    public void Follow() => _streams = Task.Run(FollowAsync);

    /// False where they are being read.
    public bool TryReadBooks(string? movementsPlace)
    {
        if (!_reading.IsCompleted) return false;
        _reading = Task.Run(() => ReadBooksAsync(movementsPlace));
        return true;
    }

    /// False where it is being asked for.
    public bool TryList()
    {
        if (!_listing.IsCompleted) return false;
        _listing = Task.Run(ListAsync);
        return true;
    }

    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAll(_streams, _reading, _listing).Wait(LastWords);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await venue.RunAsync(inbox, _stop.Token);
            if (!_stop.IsCancellationRequested) inbox.Put(new Incoming.Ended($"{venue.Name} closed its streams for good: start Perun again once the reason is mended"));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Ended($"following {venue.Name} failed over a mistake of Perun's own ({fault.Message}): start Perun again"));
        }
    }

    /// No answer today is no reason to stop: what is followed goes on.
    private async Task ListAsync()
    {
        try
        {
            var answer = await venue.InstrumentsAsync(_stop.Token);
            if (answer.TryGet(out var instruments, out _)) inbox.Put(new Incoming.Listed(instruments));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Foreign($"listing the instruments failed: {fault.Message}"));
        }
    }

    private async Task ReadBooksAsync(string? place)
    {
        try
        {
            inbox.Put(new Incoming.Books(await venue.ReadBooksAsync(place, _stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            inbox.Put(new Incoming.Books(new Outcome.Unknown($"reading the books failed: {fault.Message}")));
        }
    }
}
