using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Mind.Analysts;

namespace Perun.Trading;

/// Runs the analysts' passes at their rhythm. A slow analyst holds nothing up: its answer is taken when it is there, and the
/// engine judges its age. One that fails, whatever way, is told of; one that outstays its patience is given up.
internal sealed class AnalystDesk(IReadOnlyList<IAnalyst> analysts, TimeSpan every, Patience patience, DateTime opens) : IDisposable
{
    private readonly List<Pass> _underWay = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isBusy;

    /// On the clock's marks, so that a pass follows the bars that close on them.
    public DateTime NextCycle { get; private set; } = MarkAfter(opens, every);

    /// Whether a pass is under way; for any thread.
    public bool IsBusy => Volatile.Read(ref _isBusy);

    /// Hears the analyst's name and why there is no answer.
    public Action<string, string>? OnFailure { get; init; }

    public static DateTime MarkAfter(DateTime moment, TimeSpan every) => LastMark(moment, every) + every;

    public static DateTime LastMark(DateTime moment, TimeSpan every) => new(moment.Ticks - moment.Ticks % every.Ticks, DateTimeKind.Utc);

    public void See(InstrumentId instrument, in Bar minute)
    {
        foreach (var analyst in analysts)
            if (analyst is IFollowsBars follower) follower.See(instrument, minute);
    }

    /// Begins a pass of each analyst that is not still busy with the last one.
    public void BeginCycleIfDue(DateTime now, EngineState state)
    {
        if (now < NextCycle) return;
        NextCycle = MarkAfter(now, every);
        var brief = BriefOf(now, state);
        foreach (var analyst in analysts)
        {
            if (_underWay.Exists(pass => pass.Analyst == analyst)) continue;
            _underWay.Add(new Pass(analyst, brief, patience, _stop.Token));
        }
        Volatile.Write(ref _isBusy, _underWay.Count > 0);
    }

    /// Signals of the passes that have ended, in the order in which the passes began. A simulation waits for all of them.
    public async ValueTask<IReadOnlyList<Signal>> AnswersAsync(CancellationToken cancel)
    {
        if (_underWay.Count == 0) return [];
        List<Signal>? signals = null;
        for (var i = 0; i < _underWay.Count;)
        {
            var pass = _underWay[i];
            if (patience.WaitsForAnswers) await pass.WaitAsync(cancel);
            if (pass.TakeAnswer() is { } analysis)
            {
                if (analysis.Failure is { } failure) OnFailure?.Invoke(pass.Analyst.Name, failure);
                if (analysis.Signals.Count > 0) (signals ??= []).AddRange(analysis.Signals);
            }
            // A pass that was given up stays until it really ends: its analyst gets no second one beside it.
            if (!pass.HasEnded)
            {
                i++;
                continue;
            }
            pass.Dispose();
            _underWay.RemoveAt(i);
        }
        Volatile.Write(ref _isBusy, _underWay.Count > 0);
        return signals ?? (IReadOnlyList<Signal>)[];
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var pass in _underWay) pass.Dispose();
        _stop.Dispose();
    }

    private static MarketBrief BriefOf(DateTime now, EngineState state) => new(now,
        [.. state.Markets.Select(market => new InstrumentBrief(
            market.Id, market.Instrument, market.Calendar.IsOpen(now), market.Price, state.Ledger[market.Id].Quantity))]);
}

/// How long an analyst may take, in real time whatever the market's speed.
/// <param name="WaitsForAnswers">A simulation stands still until a pass has ended or was given up.</param>
internal sealed record Patience(bool WaitsForAnswers, TimeSpan Most, TimeProvider Clock)
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    public static Patience OfDaemon { get; } = new(WaitsForAnswers: false, Usual, TimeProvider.System);

    public static Patience OfSimulation { get; } = new(WaitsForAnswers: true, Usual, TimeProvider.System);
}
