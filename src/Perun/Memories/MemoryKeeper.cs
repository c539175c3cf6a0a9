using Perun.Configuration;
using Perun.Core.Instruments;

namespace Perun.Memories;

/// Remembers beside the trading loop: it follows the journal through a connection of its own, so that trading neither waits
/// for it nor hands it anything. What it can't do now it does later; a store or folder that fails is told of once.
internal sealed class MemoryKeeper(string storePath, MemorySettings settings, IReadOnlyList<Instrument> listed, MemoryInbox inbox, TimeProvider clock, Action<string> tell, params IReadOnlyList<IMemoryChore> chores)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FilesEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                using var follower = new JournalFollower(storePath, settings, listed, Tell);
                await FollowAsync(follower, () => pause = FirstPause, stop);
                return;
            }
            catch (Exception trouble) when (trouble is not OutOfMemoryException)
            {
                Tell($"Memory is at a standstill, trading goes on: {trouble.Message} What is missed is remembered once this is put right.");
            }
            try
            {
                await Task.Delay(pause, clock, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task FollowAsync(JournalFollower follower, Action onGood, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        var files = clock.GetTimestamp();
        try
        {
            do
            {
                follower.Take(inbox);
                follower.CatchUp(stop);
                onGood();
                foreach (var chore in chores) follower.Do(chore);
                if (clock.GetElapsedTime(files) < FilesEvery) continue;
                follower.WriteFiles();
                files = clock.GetTimestamp();
            }
            while (await beat.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was traded last is remembered before the end; after a very long way behind, the rest comes with the next start.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), clock);
            try
            {
                follower.Take(inbox);
                follower.CatchUp(patience.Token);
            }
            catch (OperationCanceledException)
            {
            }
            follower.WriteFiles();
        }
    }

    private void Tell(string sentence)
    {
        if (_told.Count < 100 && _told.Add(sentence)) tell(sentence);
    }
}
