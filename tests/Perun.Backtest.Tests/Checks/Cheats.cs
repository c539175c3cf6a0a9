using System.Runtime.CompilerServices;
using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Checks;

/// Every way we know in which a strategy could come by the future.
internal static class Cheats
{
    private static Idea If(bool knows) => knows ? new Idea(SignalAction.Buy, 0.9, 0, 0) : default;

    /// Reads on behind the reference it was given.
    public sealed class ReachesPastItsBar : IStrategy
    {
        public Idea Next(in Bar bar) => If(Unsafe.Add(ref Unsafe.AsRef(in bar), 1).Close > bar.Close * 1.008);

        public string Explain() => "";
    }

    /// Was handed the whole history when it was made.
    public sealed class HoldsTheHistory(Bar[] history) : IStrategy
    {
        private int _at = -1;

        public Idea Next(in Bar bar)
        {
            _at++;
            return If(_at + 2 < history.Length && history[_at + 2].Close > bar.Close * 1.01);
        }

        public string Explain() => "";
    }

    /// Counts on a bar that truncated history doesn't have.
    public sealed class NeedsTheNextBar(Bar[] history) : IStrategy
    {
        private int _at = -1;

        public Idea Next(in Bar bar) => If(++_at < history.Length - 1 ? history[_at + 1].Close > bar.Close : bar.Time.Year == 2024 && history[_at + 1].Close > 0);

        public string Explain() => "";
    }

    /// Remembers in a static field what an earlier run saw.
    public sealed class LearnsFromEarlierRuns : IStrategy
    {
        private static readonly Dictionary<DateTime, double> Seen = [];

        public static void Forget() => Seen.Clear();

        public Idea Next(in Bar bar)
        {
            Seen[bar.Time] = bar.Close;
            return If(Seen.TryGetValue(bar.Time.AddMinutes(1), out var next) && next > bar.Close * 1.008);
        }

        public string Explain() => "";
    }

    /// Has a file of its own with what will happen.
    public sealed class HasACopyOfTheData(Bar[] copy) : IStrategy
    {
        private readonly Dictionary<DateTime, double> _known = copy.ToDictionary(bar => bar.Time, bar => bar.Close);

        public Idea Next(in Bar bar) => If(_known.TryGetValue(bar.Time.AddMinutes(1), out var next) && next > bar.Close * 1.008);

        public string Explain() => "";
    }

    /// Acts when the dice say so.
    public sealed class ThrowsDice : IStrategy
    {
        public Idea Next(in Bar bar) => If(Random.Shared.Next(10) == 0);

        public string Explain() => "";
    }
}
