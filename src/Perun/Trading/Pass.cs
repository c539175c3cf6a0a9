using Perun.Mind.Analysts;

namespace Perun.Trading;

/// One pass of one analyst, from its brief to its answer. What an analyst throws or leaves out is an answer, too: a failure.
internal sealed class Pass : IDisposable
{
    private const int MostSignals = 1000;

    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _isOverdue;
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _most;
    private readonly Task<Analysis> _answer;
    private bool _isTaken;

    public Pass(IAnalyst analyst, MarketBrief brief, Patience patience, CancellationToken stop)
    {
        Analyst = analyst;
        _most = patience.Most;
        _patience = new CancellationTokenSource(patience.Most, patience.Clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop, _patience.Token);
        _isOverdue = _patience.Token.Register(_givenUp.SetResult);
        _answer = AskAsync(analyst, brief, _end.Token);
    }

    public IAnalyst Analyst { get; }

    /// The analyst is free again.
    public bool HasEnded => _answer.IsCompleted;

    /// Until there is an answer, or none is expected any more.
    public Task WaitAsync(CancellationToken cancel) => HasEnded || _isTaken ? Task.CompletedTask : Task.WhenAny(_answer, _givenUp.Task).WaitAsync(cancel);

    /// The answer, once; null while there is none. One that comes after the pass was given up is not heard.
    public Analysis? TakeAnswer()
    {
        if (_isTaken || (!HasEnded && !_givenUp.Task.IsCompleted)) return null;
        _isTaken = true;
        return _givenUp.Task.IsCompleted
            ? Analysis.Failed($"no answer within {_most.TotalSeconds:0.#} seconds: it was told to stop, and its next pass waits until it does")
            : _answer.Result;
    }

    public void Dispose()
    {
        _isOverdue.Dispose();
        _end.Dispose();
        _patience.Dispose();
    }

    private static async Task<Analysis> AskAsync(IAnalyst analyst, MarketBrief brief, CancellationToken end)
    {
        try
        {
            var analysis = await analyst.ProposeAsync(brief, end);
            if (analysis?.Signals is not { } signals || signals.Any(signal => signal is null)) return Analysis.Failed("its answer is empty");
            return signals.Count <= MostSignals ? analysis : Analysis.Failed($"it made {signals.Count} proposals at once, {MostSignals} are the most");
        }
        catch (OperationCanceledException)
        {
            return Analysis.Failed("it was cancelled");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever an analyst does wrong ends its pass and nothing else.
            return Analysis.Failed($"{fault.GetType().Name}: {fault.Message}");
        }
    }
}
