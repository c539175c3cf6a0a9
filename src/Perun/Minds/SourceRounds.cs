using Perun.Mind.Sources;

namespace Perun.Minds;

/// Asks sources that live outside, each off the trading loop: one is asked when it is due and its answer is taken at a later step, in
/// the order in which they were asked. One that is still busy is not asked again.
internal sealed class SourceRounds(SourceDesk desk) : IDisposable
{
    /// A source that hangs is given up like one that fails.
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private readonly List<Round> _underWay = [];
    private readonly CancellationTokenSource _stop = new();

    public void BeginDue(IReadOnlySet<string> atOnce, DateTime now, IReadOnlyList<string> symbols)
    {
        foreach (var source in desk.Due(now))
        {
            if (atOnce.Contains(source.Name) || _underWay.Exists(round => round.Source == source)) continue;
            desk.Asked(source.Name, now);
            _underWay.Add(new Round(source, AskAsync(source, new GatherRequest(now, symbols))));
        }
    }

    public void TakeAnswers(DateTime now)
    {
        for (var i = 0; i < _underWay.Count;)
        {
            var (source, answer) = _underWay[i];
            if (!answer.IsCompleted)
            {
                i++;
                continue;
            }
            _underWay.RemoveAt(i);
            desk.Take(source.Name, answer.IsCompletedSuccessfully ? answer.Result : new GatherFailed("it was stopped"), now);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<Gathering> AskAsync(IKnowledgeSource source, GatherRequest request)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        end.CancelAfter(Most);
        try
        {
            return await SourceDesk.AskAsync(source, request, end.Token);
        }
        catch (Exception) when (!_stop.IsCancellationRequested)
        {
            return new GatherFailed($"it gave no answer within {Most.TotalSeconds:0} s");
        }
    }

    private readonly record struct Round(IKnowledgeSource Source, Task<Gathering> Answer);
}
