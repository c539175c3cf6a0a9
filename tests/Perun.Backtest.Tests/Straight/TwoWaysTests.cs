using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Straight;
using Perun.Backtest.Tests.Runs;

namespace Perun.Backtest.Tests.Straight;

/// The straight path and messages, side by side: the same trades to the last digit, the same refusals, the same curve.
public class TwoWaysTests
{
    private const int WorldsEach = 250;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Both_ways_come_to_the_same_in_worlds_by_lot(int lot)
    {
        var (reached, trips) = (0, 0);
        var refusals = new HashSet<string>(StringComparer.Ordinal);
        var whys = new List<string>();
        for (var seed = (ulong)(lot * WorldsEach); seed < (ulong)((lot + 1) * WorldsEach); seed++)
        {
            var plan = RandomWorld.Plan(seed);
            if (StraightPath.TryRun(plan, null, CancellationToken.None, out var why) is not { } straight)
            {
                whys.Add(why!);
                continue;
            }
            var messages = BacktestRunner.ByMessages(plan, null, CancellationToken.None);
            TwoWays.Difference(messages, straight).ShouldBeNull($"world {seed}: {plan.Spec.Strategy} on {plan.Markets[0].Instrument.Symbol} {plan.Spec.Timeframe}");
            straight.Equity.Equity.ShouldBe(messages.Equity.Equity, $"world {seed}");
            reached++;
            trips += straight.Trades.Count;
            refusals.UnionWith(straight.Refusals.Keys);
        }
        reached.ShouldBeGreaterThan(WorldsEach / 2, string.Join('\n', whys.GroupBy(why => why).Select(group => $"{group.Count()} {group.Key}")));
        trips.ShouldBeGreaterThan(1_500);
        refusals.Count.ShouldBeGreaterThan(8, string.Join(' ', refusals));
    }
}
