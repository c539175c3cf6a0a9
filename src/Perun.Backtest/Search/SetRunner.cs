using Perun.Backtest.Runs;
using Perun.Backtest.Search.Tapes;
using Perun.Backtest.UserStrategies;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

/// Runs parameter sets on every core: with shared work where that is known to change nothing, else each through an engine of
/// its own. A set that fails says why, and the others go on.
internal sealed class SetRunner(SearchPlan plan, CancellationToken cancel)
{
    private readonly Scorer _scorer = new(plan.Run.Spec, plan.Hours);
    private bool _isDecided;
    private SharedSets? _shared;

    /// Why sets did not share work; null where they did, or where none was run.
    public string? WhyNotShared { get; private set; }

    /// How many sets were done without an engine of their own.
    public int SharedCount { get; private set; }

    /// Shared work came to something else than the full engine: nothing that it did can be trusted.
    public bool HasDisagreed { get; private set; }

    /// <param name="done">Told of each outcome, by its place; never by two threads at once.</param>
    public void Run(IReadOnlyList<ParameterValues> sets, Action<int, SetOutcome> done)
    {
        if (sets.Count == 0) return;
        var first = 0;
        if (!_isDecided)
        {
            _isDecided = true;
            WhyNotShared = Sharing.WhyNot(plan);
            if (WhyNotShared is null)
            {
                done(0, Witness(sets[0]));
                first = 1;
            }
        }
        if (HasDisagreed) return;
        var units = _shared is { } shared ? shared.Units(sets, first) : [.. Enumerable.Range(first, sets.Count - first).Select(place => (int[])[place])];
        OnEveryCore(units, sets, done);
    }

    /// The first set goes through the full engine, too: it says when bars end, and whether shared work agrees with it. What is
    /// kept of it is what shared work has, so that the same set has the same numbers whichever was the first.
    private SetOutcome Witness(ParameterValues values)
    {
        var outcome = Full(values, out var run);
        if (run is null || SharedMarket.Of(plan.Run, run) is not { } market)
        {
            WhyNotShared = run is null ? "the first set failed" : "bars overlap";
            return outcome;
        }
        _shared = new SharedSets(plan, market, _scorer);
        if (_shared.TryRun(values, _shared.NewAccount()) is not { } numbers) return outcome;
        HasDisagreed = !SharedSets.Agree(numbers, outcome.Numbers!);
        SharedCount++;
        return outcome with { Numbers = numbers };
    }

    private void OnEveryCore(IReadOnlyList<int[]> units, IReadOnlyList<ParameterValues> sets, Action<int, SetOutcome> done)
    {
        var (next, gate) = (-1, new Lock());
        Exception? failure = null;
        var threads = new Thread[Math.Clamp(plan.Cores, 1, Math.Max(1, units.Count))];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"search {i + 1}" };
            threads[i].Start();
        }
        foreach (var thread in threads) thread.Join();
        cancel.ThrowIfCancellationRequested();
        if (failure is not null) throw failure;

        void Work()
        {
            try
            {
                var account = _shared?.NewAccount();
                while (Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) is var unit && unit < units.Count)
                {
                    foreach (var place in units[unit])
                    {
                        cancel.ThrowIfCancellationRequested();
                        var numbers = account is null ? null : _shared!.TryRun(sets[place], account);
                        var outcome = numbers is null ? Full(sets[place], out _) : new SetOutcome(sets[place], numbers, null);
                        lock (gate)
                        {
                            if (numbers is not null) SharedCount++;
                            done(place, outcome);
                        }
                    }
                    _shared?.Forget(sets[units[unit][0]], units[unit].Length);
                }
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, thrown, null);
            }
        }
    }

    private SetOutcome Full(ParameterValues values, out Results.RunResult? run)
    {
        run = null;
        try
        {
            run = BacktestRunner.Run(plan.RunOf(values), null, cancel);
            return new SetOutcome(values, _scorer.Of(run), null);
        }
        catch (StrategyFailedException failure) when (failure.InnerException is not OperationCanceledException)
        {
            return new SetOutcome(values, null, failure.Message);
        }
    }
}
