using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Mind.Analysts;

namespace Perun.Trading;

/// Runs the analysts' passes at their rhythm. A slow analyst holds nothing up: its answer is taken when it is there, and the
/// engine judges its age.
internal sealed class AnalystDesk(IReadOnlyList<IAnalyst> analysts, TimeSpan every, bool waits, Action<string, string>? onFailure = null) : IDisposable
{
    private readonly List<Pass> _underWay = [];
    private readonly CancellationTokenSource _stop = new();

    public DateTime NextCycle { get; private set; }

    public void See(InstrumentId instrument, in Bar minute)
    {
        foreach (var analyst in analysts)
            if (analyst is IFollowsBars follower) follower.See(instrument, minute);
    }

    /// Begins a pass of each analyst that is not still busy with the last one.
    public void BeginCycleIfDue(DateTime now, EngineState state)
    {
        if (now < NextCycle) return;
        // On the clock's marks, so that a pass follows the bars that close on them.
        NextCycle = new DateTime(now.Ticks - now.Ticks % every.Ticks, DateTimeKind.Utc) + every;
        var brief = BriefOf(now, state);
        foreach (var analyst in analysts)
        {
            if (_underWay.Exists(pass => pass.Analyst == analyst)) continue;
            _underWay.Add(new Pass(analyst, analyst.ProposeAsync(brief, _stop.Token).AsTask()));
        }
    }

    /// Signals of the passes that have ended, in the order in which the passes began. A simulation waits for all of them.
    public async ValueTask<IReadOnlyList<Signal>> AnswersAsync(CancellationToken cancel)
    {
        if (_underWay.Count == 0) return [];
        List<Signal>? signals = null;
        for (var i = 0; i < _underWay.Count;)
        {
            var pass = _underWay[i];
            if (!waits && !pass.Answer.IsCompleted)
            {
                i++;
                continue;
            }
            _underWay.RemoveAt(i);
            var analysis = await AnswerOf(pass, cancel);
            if (analysis.Failure is { } failure) onFailure?.Invoke(pass.Analyst.Name, failure);
            if (analysis.Signals.Count > 0) (signals ??= []).AddRange(analysis.Signals);
        }
        return signals ?? (IReadOnlyList<Signal>)[];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static async ValueTask<Analysis> AnswerOf(Pass pass, CancellationToken cancel)
    {
        try
        {
            return await pass.Answer.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Analysis.Failed("it was cancelled");
        }
        catch (HttpRequestException failure)
        {
            return Analysis.Failed(failure.Message);
        }
    }

    private static MarketBrief BriefOf(DateTime now, EngineState state) => new(now,
        [.. state.Markets.Select(market => new InstrumentBrief(
            market.Id, market.Instrument, market.Calendar.IsOpen(now), market.Price, state.Ledger[market.Id].Quantity))]);

    private readonly record struct Pass(IAnalyst Analyst, Task<Analysis> Answer);
}
