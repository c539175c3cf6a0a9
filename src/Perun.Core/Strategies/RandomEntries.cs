using Perun.Core.Bars;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys and leaves by the fall of a die: the null that a rule must tell itself apart from. The die is a hash of the seed and
/// the bar, not a sequence, so that a bar gets the same answer wherever history begins, live as in a backtest.
public sealed class RandomEntries(int seed, double entryChance, double exitChance, AtrBracket bracket) : IStrategy
{
    private const double UnitPer53Bits = 1.0 / (1UL << 53);

    private double _die;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "random", "Buys and leaves at random: what luck alone would do.",
        [
            new("seed", 1, 0, 1_000_000, 1, "another seed, another player"),
            new("entryChance", 0.02, 0, 1, 0.01, "the chance to buy on a bar"),
            new("exitChance", 0.05, 0, 1, 0.01, "the chance to leave on a bar"),
            .. AtrBracket.Parameters,
        ],
        values => new RandomEntries(values.Whole("seed"), values["entryChance"], values["exitChance"], AtrBracket.Of(values)))
    {
        Constraint = values => values["entryChance"] + values["exitChance"] <= 1
            ? null
            : $"entryChance is {values["entryChance"]} and exitChance is {values["exitChance"]}: together they must not be above 1.",
    };

    public string Name => $"random{seed}";

    public Idea Next(in Bar bar)
    {
        var range = bracket.Next(bar);
        if (!double.IsFinite(range)) return _idea = default;
        _die = Throw(bar);
        if (_die < entryChance) return _idea = bracket.Buy(bar, 0);
        return _idea = _die < entryChance + exitChance ? bracket.Sell(0) : default;
    }

    public string Explain() => _idea.Action switch
    {
        SignalAction.Buy => $"the die of seed {seed} fell on {_die:0.####}, below {entryChance:0.####}, and the chart had no say; {bracket.Explain(_idea)}",
        SignalAction.Sell => $"the die of seed {seed} fell on {_die:0.####}, from {entryChance:0.####} to {entryChance + exitChance:0.####}, and the chart had no say; {bracket.Explain(_idea)}",
        _ => $"the die of seed {seed} fell on {_die:0.####}: nothing to do",
    };

    private double Throw(in Bar bar)
    {
        var hash = Stir((ulong)seed);
        // The moment of the week: a market that stands still must not answer the same on every bar.
        hash = Stir(hash ^ (ulong)(bar.Time.Ticks % TimeSpan.TicksPerDay + (long)bar.Time.DayOfWeek * TimeSpan.TicksPerDay));
        hash = Stir(hash ^ BitConverter.DoubleToUInt64Bits(bar.Open));
        hash = Stir(hash ^ BitConverter.DoubleToUInt64Bits(bar.High));
        hash = Stir(hash ^ BitConverter.DoubleToUInt64Bits(bar.Low));
        hash = Stir(hash ^ BitConverter.DoubleToUInt64Bits(bar.Close));
        return ((hash >> 11) + 0.5) * UnitPer53Bits;
    }

    /// One step of SplitMix64 (Steele, Lea, Flood).
    private static ulong Stir(ulong state)
    {
        unchecked
        {
            var z = state + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
