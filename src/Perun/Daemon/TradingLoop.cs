using System.Threading.Channels;
using Perun.Commands.Access;
using Perun.Engine.Events;
using Perun.Engine.Safety;
using Perun.Facts;
using Perun.Trading;
using Perun.Web.Live;

namespace Perun.Daemon;

/// The one task that touches the trading floor. It keeps the market going at its speed, serves people's requests between
/// two moments, and puts up a fresh board for everybody who reads.
internal sealed class TradingLoop(TradingFloor floor, TimeProvider market, string dataFolder, Func<TradingFloor, BoardFrame> frame, FactChanges changes) : IOperatorDesk
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// A page redraws no faster than an eye reads.
    private static readonly TimeSpan BoardEvery = TimeSpan.FromMilliseconds(250);

    /// After a pause the market catches up in pieces, so that a person is never kept waiting for all of it.
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromHours(1);
    private const int MostWaiting = 100;
    private const string Stopping = "Perun is stopping: start it again, then ask again.";

    private readonly Channel<Waiting> _wishes = Channel.CreateBounded<Waiting>(MostWaiting);
    private Board _board = Board.Of(floor.State, frame(floor));
    private long _boardPutUp = TimeProvider.System.GetTimestamp();
    private bool _wasFlagUp;
    private bool _isOver;

    /// The newest state, for any thread.
    public Board Board => Volatile.Read(ref _board);

    public async ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel)
    {
        var waiting = new Waiting(wish, new TaskCompletionSource<OperatorAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_wishes.Writer.TryWrite(waiting))
            return new OperatorAnswer(IsDone: false, Volatile.Read(ref _isOver) ? Stopping : $"{MostWaiting} requests wait already: try again in a moment.");
        return await waiting.Answer.Task.WaitAsync(cancel);
    }

    /// Runs until it is told to stop; then everything that happened is durable, and a checkpoint is written.
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                HonourKillFlag();
                ServeWishes();
                await KeepUpAsync(stop);
                if (TimeProvider.System.GetElapsedTime(_boardPutUp) >= BoardEvery) PutUpBoard();
                await floor.Market.WaitAsync(Beat, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            floor.Checkpoint();
        }
        finally
        {
            Volatile.Write(ref _isOver, true);
            _wishes.Writer.TryComplete();
            while (_wishes.Reader.TryRead(out var waiting)) waiting.Answer.TrySetResult(new OperatorAnswer(IsDone: false, Stopping));
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
            try
            {
                waiting.Answer.TrySetResult(Serve(waiting.Wish));
            }
            catch
            {
                // The loop ends with this; the person who asked must not wait for an answer that never comes.
                waiting.Answer.TrySetResult(new OperatorAnswer(IsDone: false, "Perun failed over this request and stops; its log says more (LOG_PATH). Start it again, and look at perun orders and perun positions."));
                throw;
            }
        }
    }

    private OperatorAnswer Serve(OperatorWish wish)
    {
        var (request, mistake) = Wishes.Read(wish, floor.State);
        if (request is null) return new OperatorAnswer(IsDone: false, mistake!);
        if (request is OperatorRequest.Resume && LowerFlag() is { } trouble) return new OperatorAnswer(IsDone: false, trouble);
        var (position, said) = floor.Ask(request);
        PutUpBoard();
        return Wishes.Answer(wish, position, said, floor.State.Brakes[Brake.Venue]);
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
        PutUpBoard();
    }

    /// Why the kill file can't be taken down; null when it is.
    private string? LowerFlag()
    {
        try
        {
            KillFlag.Lower(dataFolder);
            _wasFlagUp = false;
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The kill switch stays on: {KillFlag.PathIn(dataFolder)} can't be removed ({failure.Message}).";
        }
    }

    private void PutUpBoard()
    {
        if (floor.Position == _board.Status.JournalPosition && floor.Now - _board.Status.Now < TimeSpan.FromSeconds(1)) return;
        _boardPutUp = TimeProvider.System.GetTimestamp();
        Volatile.Write(ref _board, Board.Of(floor.State, frame(floor)));
        changes.Announce();
    }

    private readonly record struct Waiting(OperatorWish Wish, TaskCompletionSource<OperatorAnswer> Answer);
}
