using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// What many instruments move with: a whole market, with its moods, or a sector of one. It draws from a stream of its own,
/// so that it is the same whichever instruments listen to it.
internal sealed class Factor
{
    private const int MinutesBetweenMoods = 30;

    private readonly double _dailyVolatility;
    private readonly double _minuteVolatility;
    private readonly int _minutesADay;
    private readonly bool _hasMoods;
    private Volatility _volatility;
    private RandomStream _random;
    private Mood _mood;
    private double _pullHome;
    private int _minutesToMood;

    /// <param name="sessionShare">The part of a day's variance that falls into trading minutes; the rest is overnight.</param>
    public Factor(ulong seed, string name, double dailyVolatility, int minutesADay, double sessionShare, bool hasMoods)
    {
        _random = RandomStream.Named(seed, "factor " + name);
        _dailyVolatility = dailyVolatility;
        _minutesADay = minutesADay;
        _minuteVolatility = dailyVolatility * Math.Sqrt(sessionShare / minutesADay);
        _hasMoods = hasMoods;
        _volatility = new Volatility(minutesADay, ref _random);
        Regime = hasMoods ? (Regime)_random.NextBelow(4) : Regime.Range;
        _mood = hasMoods ? Mood.Of(Regime) : new Mood(1, 0, 0, 1);
    }

    public Regime Regime { get; private set; }

    /// The return of the minute at hand.
    public double Return { get; private set; }

    /// The deviation that this minute's return was drawn with.
    public double Deviation { get; private set; }

    /// How lively the market is: one is usual.
    public double Liveliness => _volatility.Level * _mood.Volatility;

    public NewsEffects Effects { get; } = new();

    /// One minute of trading, with the time of day's usual share of volatility.
    public void Step(double pattern, DateTime minute)
    {
        if (_hasMoods && --_minutesToMood <= 0) Reconsider();
        _volatility.Step(ref _random);
        Deviation = _minuteVolatility * _mood.Volatility * _volatility.Level * pattern;
        var drift = (_mood.DriftADay * _dailyVolatility - _mood.PullADay * _pullHome) / _minutesADay;
        Return = drift + Deviation * _random.NextNormal() + Effects.Take(minute);
        _pullHome += Return;
    }

    /// The return between the last two sessions.
    public double LastGap { get; private set; }

    /// The night's share of a day's variance passes at once; the stretch is for more than one night.
    public void OpenWithGap(double stretch, double overnightShare)
    {
        LastGap = stretch * _dailyVolatility * Math.Sqrt(overnightShare) * _mood.Volatility * _random.NextNormal();
        _pullHome += LastGap;
    }

    private void Reconsider()
    {
        _minutesToMood = MinutesBetweenMoods;
        if (!_random.NextChance(MinutesBetweenMoods / (_mood.MeanDays * _minutesADay))) return;
        Regime = Mood.After(Regime, ref _random);
        _mood = Mood.Of(Regime);
        _pullHome = 0; // a range forms around the price at which it begins
    }
}
