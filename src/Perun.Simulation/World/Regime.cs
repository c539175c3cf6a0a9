using System.Diagnostics;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// The mood of a market.
public enum Regime
{
    Quiet,
    Range,
    TrendUp,
    TrendDown,
    Crash,
}

/// What a mood does to a market's factor, in units of its usual daily volatility.
internal readonly record struct Mood(double Volatility, double DriftADay, double PullADay, double MeanDays)
{
    public static Mood Of(Regime regime) => regime switch
    {
        Regime.Quiet => new Mood(0.65, 0.03, 0, 7),
        Regime.Range => new Mood(0.95, 0, 1.2, 9),
        Regime.TrendUp => new Mood(0.9, 0.17, 0, 12),
        Regime.TrendDown => new Mood(1.2, -0.22, 0, 6),
        Regime.Crash => new Mood(2.6, -1.7, 0, 1.1),
        _ => throw new UnreachableException(),
    };

    /// The Markov chain: what follows what.
    public static Regime After(Regime regime, ref RandomStream random)
    {
        var chance = random.NextUnit();
        return regime switch
        {
            Regime.Quiet => chance < 0.45 ? Regime.TrendUp : chance < 0.8 ? Regime.Range : chance < 0.95 ? Regime.TrendDown : Regime.Crash,
            Regime.Range => chance < 0.45 ? Regime.TrendUp : chance < 0.65 ? Regime.Quiet : chance < 0.93 ? Regime.TrendDown : Regime.Crash,
            Regime.TrendUp => chance < 0.4 ? Regime.Range : chance < 0.75 ? Regime.Quiet : chance < 0.95 ? Regime.TrendDown : Regime.Crash,
            Regime.TrendDown => chance < 0.45 ? Regime.Range : chance < 0.85 ? Regime.TrendUp : Regime.Crash,
            Regime.Crash => chance < 0.55 ? Regime.TrendUp : Regime.Range,
            _ => throw new UnreachableException(),
        };
    }
}
