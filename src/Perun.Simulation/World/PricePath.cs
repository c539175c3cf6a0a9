using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// One instrument's prices. A minute is drawn as a whole; its slices are drawn from the minute and a stream of their own,
/// so that a minute is the same whether anybody asks for its slices or not.
internal sealed class PricePath
{
    public const int SlicesAMinute = 6;
    private const double JumpChance = 1.0 / 4000;
    private const double JumpDeviations = 6;
    private const double NewsExcitement = 1.6;

    private readonly InstrumentProfile _profile;
    private readonly Factor _market, _sector;
    private readonly double _ownMinuteVolatility, _ownOvernight, _usualUnits, _ticksPerUnit, _unitsPerOne;
    private readonly ulong _sliceSeed;
    private readonly Bar[] _slices = new Bar[SlicesAMinute];
    private RandomStream _random;
    private Volatility _volatility;
    private double _price, _last;

    public PricePath(InstrumentProfile profile, ulong seed, Factor market, Factor sector, int minutesADay, double sessionShare)
    {
        var symbol = profile.Instrument.Symbol;
        _profile = profile;
        (_market, _sector) = (market, sector);
        _random = RandomStream.Named(seed, "price " + symbol);
        _sliceSeed = RandomStream.Named(seed, "slices " + symbol).Next();
        _volatility = new Volatility(minutesADay, ref _random);
        _ownMinuteVolatility = profile.OwnDailyVolatility * Math.Sqrt(sessionShare / minutesADay);
        _ownOvernight = profile.OwnDailyVolatility * Math.Sqrt(1 - sessionShare);
        _ticksPerUnit = (double)(1 / profile.Instrument.TickAt((decimal)profile.StartPrice));
        _unitsPerOne = profile.Instrument.AssetClass == AssetClass.Crypto ? 10_000 : 1;
        _usualUnits = profile.DailyTurnover / profile.StartPrice / minutesADay * _unitsPerOne;
        _price = profile.StartPrice;
        _last = OnTick(_price);
    }

    public WorldMarket Market => _profile.Market;

    public NewsEffects Effects { get; } = new();

    /// The minute at hand.
    public Bar Minute { get; private set; }

    /// The usual deviation of a day's return, from all that moves it.
    public double DailyVolatility(double marketDaily, double sectorDaily) => Math.Sqrt(
        Square(_profile.Beta * marketDaily) + Square(_profile.SectorBeta * sectorDaily) + Square(_profile.OwnDailyVolatility));

    /// What happened between two sessions.
    public void Gap(double marketGap, double stretch) =>
        Move(_profile.Beta * marketGap + _profile.SectorBeta * _sector.LastGap + _ownOvernight * stretch * _random.NextNormal());

    public void Step(double pattern, DateTime minute)
    {
        _volatility.Step(ref _random);
        var own = _ownMinuteVolatility * _volatility.Level * pattern * (Effects.IsAtWork(minute) ? NewsExcitement : 1);
        var shock = own * _random.NextNormal();
        if (_random.NextChance(JumpChance)) shock *= JumpDeviations;
        var marketMove = _profile.Beta * _market.Return + _profile.SectorBeta * _sector.Return;
        var move = marketMove + shock + Effects.Take(minute);
        var variance = Square(_profile.Beta * _market.Deviation) + Square(_profile.SectorBeta * _sector.Deviation) + own * own;

        // The extremes of a Brownian path between its two ends.
        var spread = -2 * variance;
        var up = (move + Math.Sqrt(move * move + spread * PortableMath.Log(_random.NextUnit()))) / 2;
        var down = (move - Math.Sqrt(move * move + spread * PortableMath.Log(_random.NextUnit()))) / 2;
        var (open, before) = (_last, _price);
        Move(move);
        var high = Math.Max(OnTick(before * PortableMath.Exp(up)), Math.Max(open, _last));
        var low = Math.Min(OnTick(before * PortableMath.Exp(down)), Math.Min(open, _last));

        var excitement = 0.35 + 0.65 * Math.Abs(move) / Math.Sqrt(variance);
        var liveliness = Math.Sqrt(_market.Liveliness * _volatility.Level);
        var noise = PortableMath.Exp(0.35 * _random.NextNormal());
        var units = Math.Floor(_usualUnits * pattern * excitement * liveliness * noise) + 1;
        Minute = new Bar(minute, open, high, low, _last, units / _unitsPerOne);
    }

    /// A ten-second slice of the minute at hand: the slices join, and together they have its open, high, low, close and volume.
    public ref readonly Bar Slice(int place)
    {
        if (_slices[0].Time != Minute.Time) DrawSlices();
        return ref _slices[place];
    }

    private void DrawSlices()
    {
        var minute = Minute;
        var random = RandomStream.Numbered(_sliceSeed, minute.Time.Ticks / TimeSpan.TicksPerMinute);
        var (early, late) = (random.NextUnit(), random.NextUnit());
        if (early > late) (early, late) = (late, early);
        var lowFirst = random.NextChance(minute.Close >= minute.Open ? 0.75 : 0.25);
        var (atEarly, atLate) = lowFirst ? (minute.Low, minute.High) : (minute.High, minute.Low);
        var units = Math.Round(minute.Volume * _unitsPerOne);
        var (open, given) = (minute.Open, 0.0);
        for (var place = 0; place < SlicesAMinute; place++)
        {
            var (from, to) = (place / (double)SlicesAMinute, (place + 1) / (double)SlicesAMinute);
            var way = to < early ? Between(minute.Open, atEarly, to / early)
                : to < late ? Between(atEarly, atLate, (to - early) / (late - early))
                : Between(atLate, minute.Close, (to - late) / (1 - late));
            var noise = 0.12 * (minute.High - minute.Low) * random.NextNormal();
            var close = place == SlicesAMinute - 1 ? minute.Close : Math.Clamp(OnTick(way + noise), minute.Low, minute.High);
            var (high, low) = (Math.Max(open, close), Math.Min(open, close));
            if (early >= from && early < to) (high, low) = (Math.Max(high, atEarly), Math.Min(low, atEarly));
            if (late >= from && late < to) (high, low) = (Math.Max(high, atLate), Math.Min(low, atLate));
            var until = place == SlicesAMinute - 1 ? units : Math.Max(given, Math.Floor(units * (to + random.NextBetween(-0.06, 0.06))));
            var time = minute.Time.AddTicks(place * TimeSpan.TicksPerMinute / SlicesAMinute);
            _slices[place] = new Bar(time, open, high, low, close, (until - given) / _unitsPerOne);
            (open, given) = (close, until);
        }
    }

    private void Move(double logReturn)
    {
        _price = Math.Max(_price * PortableMath.Exp(logReturn), 100 / _ticksPerUnit);
        _last = OnTick(_price);
    }

    private double OnTick(double price) => Math.Round(price * _ticksPerUnit) / _ticksPerUnit;

    private static double Between(double from, double to, double share) => from + (to - from) * share;

    private static double Square(double value) => value * value;
}
