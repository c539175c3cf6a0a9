using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Search.Tapes;
using Perun.Backtest.Straight;
using Perun.Backtest.UserStrategies;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

/// Runs parameter sets on every core: on the straight path where that reaches, with shared work where that is known to change
/// nothing, else each by messages. A set that fails says why, and the others go on.
internal sealed class SetRunner(SearchPlan plan, CancellationToken cancel)
{
    private readonly Scorer _scorer = new(plan.Run.Spec, plan.Hours);
    private bool _isDecided;
    private volatile bool _hasDisagreed;
    private StraightSets? _straight;

    /// Why sets did not share work; null where they did, or where none was run.
    public string? WhyNotShared { get; private set; }

    /// Why sets did not take the straight path; null where they did, or where none was run.
    public string? WhyNotStraight { get; private set; }

    /// How many sets were done without a run of their own.
    public int SharedCount { get; private set; }

    /// How many took the straight path, shared or not.
    public int StraightCount { get; private set; }

    /// The straight path came to something else than messages: nothing that it did can be trusted.
    public bool HasDisagreed { get => _hasDisagreed; private set => _hasDisagreed = value; }

    /// <param name="done">Told of each outcome, by its place; never by two threads at once.</param>
    public void Run(IReadOnlyList<ParameterValues> sets, Action<int, SetOutcome> done)
    {
        if (sets.Count == 0) return;
        var hasWitness = !_isDecided;
        if (!_isDecided) Decide();
        hasWitness &= _straight is not null;
        OnEveryCore(_straight?.Units(sets) ?? [.. Enumerable.Range(0, sets.Count).Select(place => (int[])[place])], sets, done, hasWitness ? 0 : -1);
    }

    private void Decide()
    {
        _isDecided = true;
        WhyNotStraight = plan.Run.Way switch
        {
            RunWay.Messages => "that was asked for",
            RunWay.Both => "both ways were asked for",
            _ => StraightReach.WhyNot(plan.Run),
        };
        if (WhyNotStraight is null)
        {
            var market = new StraightMarket(plan.Run);
            WhyNotStraight = market.Admit(market.Bars.Length);
            WhyNotShared = Sharing.WhyNot(plan);
            if (WhyNotStraight is null) _straight = new StraightSets(plan, market, _scorer, WhyNotShared is null);
        }
        WhyNotShared = WhyNotStraight ?? WhyNotShared;
    }

    /// The first set is run by messages, too, beside the others, and compared. What is kept of it is what the straight path has, so
    /// that the same set has the same numbers whichever was the first.
    private SetOutcome Witness(ParameterValues values, StraightAccount account, out bool hasCounted)
    {
        hasCounted = false;
        var outcome = Full(values, RunWay.Messages);
        if (outcome.Numbers is null || _straight!.TryRun(values, account, cancel) is not { } numbers) return outcome;
        if (!StraightSets.Agree(numbers, outcome.Numbers)) HasDisagreed = true;
        hasCounted = true;
        return outcome with { Numbers = numbers };
    }

    private void Count()
    {
        StraightCount++;
        if (_straight!.Shares) SharedCount++;
    }

    /// <param name="witness">The place of the set that is run both ways; below zero for none.</param>
    private void OnEveryCore(IReadOnlyList<int[]> units, IReadOnlyList<ParameterValues> sets, Action<int, SetOutcome> done, int witness)
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
                var account = _straight?.NewAccount();
                while (Volatile.Read(ref failure) is null && !HasDisagreed && Interlocked.Increment(ref next) is var unit && unit < units.Count)
                {
                    foreach (var place in units[unit])
                    {
                        var hasCounted = false;
                        cancel.ThrowIfCancellationRequested();
                        var outcome = account is null ? Full(sets[place], plan.Run.Way)
                            : place == witness ? Witness(sets[place], account, out hasCounted)
                            : Straight(sets[place], account, out hasCounted);
                        lock (gate)
                        {
                            if (hasCounted) Count();
                            done(place, outcome);
                        }
                    }
                    _straight?.Forget(sets[units[unit][0]], units[unit].Length);
                }
            }
            catch (Exception thrown)
            {
                lock (gate)
                {
                    // Of a strategy that is stuck every object is stopped: the one that was stuck is to be named.
                    if (failure is null or StrategyFailedException { IsBystander: true }) failure = thrown;
                }
            }
        }
    }

    private SetOutcome Straight(ParameterValues values, StraightAccount account, out bool hasCounted)
    {
        hasCounted = false;
        try
        {
            if (_straight!.TryRun(values, account, cancel) is not { } numbers) return Full(values, RunWay.Messages);
            hasCounted = true;
            return new SetOutcome(values, numbers, null);
        }
        catch (StrategyFailedException failure) when (failure.InnerException is not OperationCanceledException)
        {
            return new SetOutcome(values, null, failure.Message);
        }
    }

    private SetOutcome Full(ParameterValues values, RunWay way)
    {
        try
        {
            var run = BacktestRunner.Run(plan.RunOf(values) with { Way = way }, null, cancel);
            if (run is { Way: RunWay.Both, WayRemark: { } difference }) throw new SearchException($"{values}: {difference}.");
            return new SetOutcome(values, _scorer.Of(run), null);
        }
        catch (StrategyFailedException failure) when (failure.InnerException is not OperationCanceledException)
        {
            return new SetOutcome(values, null, failure.Message);
        }
    }
}
