using System.Threading.Channels;
using Perun.Commands.Access;
using Perun.Engine.Events;
using Perun.Facts;
using Perun.Trading;
using Perun.Web.Live;

namespace Perun.Daemon;

/// The one task that touches the trading floor. It keeps the market going at its speed, serves people's requests between
/// two moments, and puts up a fresh board for everybody who reads.
internal sealed class TradingLoop(TradingFloor floor, TimeProvider market, string dataFolder, Func<TradingFloor, BoardFrame> frame, FactChanges changes) : IOperatorDesk
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// After a pause the market catches up in pieces, so that a person is never kept waiting for all of it.
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromHours(1);
    private const int MostWaiting = 100;

    private readonly Channel<Waiting> _wishes = Channel.CreateBounded<Waiting>(MostWaiting);
    private Board _board = Board.Of(floor.State, frame(floor));
    private bool _wasFlagUp;

    /// The newest state, for any thread.
    public Board Board => Volatile.Read(ref _board);

    public async ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel)
    {
        var waiting = new Waiting(wish, new TaskCompletionSource<OperatorAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_wishes.Writer.TryWrite(waiting)) return new OperatorAnswer(IsDone: false, $"{MostWaiting} requests wait already: try again in a moment.");
        return await waiting.Answer.Task.WaitAsync(cancel);
    }

    /// Runs until it is told to stop; then everything that happened is durable, and a checkpoint is written.
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            using var beat = new PeriodicTimer(Beat);
            do
            {
                HonourKillFlag();
                ServeWishes();
                await KeepUpAsync(stop);
                PutUpBoard();
            }
            while (await beat.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            floor.Checkpoint();
        }
        finally
        {
            _wishes.Writer.TryComplete();
            while (_wishes.Reader.TryRead(out var waiting)) waiting.Answer.TrySetResult(new OperatorAnswer(IsDone: false, "Perun is stopping."));
        }
    }

    private async ValueTask KeepUpAsync(CancellationToken stop)
    {
        var now = market.GetUtcNow().UtcDateTime;
        var most = floor.Now + MostAtOnce;
        await floor.AdvanceToAsync(now < most ? now : most, stop);
    }

    private void ServeWishes()
    {
        while (_wishes.Reader.TryRead(out var waiting))
        {
            var (request, mistake) = Wishes.Read(waiting.Wish, floor.State);
            if (request is null)
            {
                waiting.Answer.TrySetResult(new OperatorAnswer(IsDone: false, mistake!));
                continue;
            }
            if (request is OperatorRequest.Resume) _wasFlagUp = KillFlag.Lower(dataFolder) && false;
            var (position, said) = floor.Ask(request);
            PutUpBoard();
            waiting.Answer.TrySetResult(Wishes.Answer(waiting.Wish, position, said));
        }
    }

    /// The file that works when nothing else does.
    private void HonourKillFlag()
    {
        if (!KillFlag.IsUp(dataFolder))
        {
            _wasFlagUp = false;
            return;
        }
        if (_wasFlagUp) return;
        _wasFlagUp = true;
        floor.Ask(new OperatorRequest.Kill(KillFlag.Read(dataFolder)?.Why ?? "the kill file is there") { By = "kill file" });
    }

    private void PutUpBoard()
    {
        var fresh = Board.Of(floor.State, frame(floor));
        if (fresh.Status.JournalPosition == _board.Status.JournalPosition && fresh.Status.Now - _board.Status.Now < TimeSpan.FromSeconds(1)) return;
        Volatile.Write(ref _board, fresh);
        changes.Announce();
    }

    private readonly record struct Waiting(OperatorWish Wish, TaskCompletionSource<OperatorAnswer> Answer);
}
