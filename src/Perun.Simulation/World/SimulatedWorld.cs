using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Simulation.World;

/// Makes prices and news from a seed: moods of markets, clustered volatility, instruments that move together, the shape of
/// the day, gaps over nights and weekends, and stories of which some are true. The same seed gives the same world, byte for
/// byte, on any platform; an instrument's prices do not depend on which others are there, nor on the steps in which time
/// is advanced. It is made anew from its start whenever needed, so it has no state to save but a time.
public sealed class SimulatedWorld
{
    private const double EquitySessionShare = 0.72;
    private const double EquityDaily = 0.0085, SectorDaily = 0.005, CryptoDaily = 0.021, AltcoinDaily = 0.012;
    private const double StoriesAboutOne = 0.7, StoriesAboutMarket = 0.5;

    private readonly PricePath[] _paths;
    private readonly bool[] _isCrypto;
    private readonly Factor _equities, _crypto;
    private readonly SortedDictionary<string, Factor> _sectors = new(StringComparer.Ordinal);
    private readonly Factor[] _stockSectors;
    private readonly Factor? _altcoins;
    private readonly TimeOfDay _timeOfDay = new();
    private readonly WorldNews _news = new();
    private DateTime _minute;
    private DateTime _day;
    private DateTime? _lastTraded;
    private Session? _session;
    private int _told;
    private bool _isMade, _isOpen;

    /// <param name="universe">Its instruments must be of the world's catalogue.</param>
    /// <param name="start">Where the world begins, UTC; rounded down to the minute.</param>
    public SimulatedWorld(Universe universe, ulong seed, DateTime start)
    {
        Start = _minute = new DateTime(start.Ticks - start.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        Position = Start;
        Seed = seed;
        _equities = new Factor(seed, "equities", EquityDaily, TimeOfDay.SessionMinutes, EquitySessionShare, hasMoods: true);
        _crypto = new Factor(seed, "crypto", CryptoDaily, TimeOfDay.DayMinutes, 1, hasMoods: true);
        _paths = new PricePath[universe.Count];
        _isCrypto = new bool[universe.Count];
        for (var place = 0; place < universe.Count; place++) Settle(universe.Instruments[place], place);
        if (_isCrypto.Contains(false)) _news.Cover(WorldMarket.Equities, EquityDaily, StoriesAboutMarket, _equities.Effects, seed);
        if (_isCrypto.Contains(true)) _news.Cover(WorldMarket.Crypto, CryptoDaily, StoriesAboutMarket, _crypto.Effects, seed);
        _altcoins = _sectors.GetValueOrDefault("altcoins");
        _stockSectors = [.. _sectors.Where(static sector => sector.Key != "altcoins").Select(static sector => sector.Value)];
    }

    public ulong Seed { get; }

    public DateTime Start { get; }

    /// Everything up to here has happened.
    public DateTime Position { get; private set; }

    public Regime MoodOf(WorldMarket market) => market == WorldMarket.Crypto ? _crypto.Regime : _equities.Regime;

    internal WorldNews News => _news;

    /// Lets time pass, telling what happens.
    public void Advance(DateTime to, IWorldListener listener) => Run(to, listener);

    /// Lets time pass unheard: the world is afterwards as if somebody had listened.
    public void SkipTo(DateTime to) => Run(to, null);

    private void Run(DateTime to, IWorldListener? listener)
    {
        if (to <= Position) return;
        while (_minute < to)
        {
            if (!_isMade) MakeMinute();
            if (!TellMinute(to, listener)) break;
            _minute = _minute.AddTicks(TimeSpan.TicksPerMinute);
            (_isMade, _told) = (false, 0);
        }
        _news.TellUntil(to.AddTicks(1), listener);
        Position = to;
    }

    /// True once the whole minute is told.
    private bool TellMinute(DateTime to, IWorldListener? listener)
    {
        var wantsSlices = listener is { WantsSlices: true };
        for (; _told < PricePath.SlicesAMinute; _told++)
        {
            var end = _minute.AddTicks((_told + 1) * (TimeSpan.TicksPerMinute / PricePath.SlicesAMinute));
            if (end > to) return false;
            if (_news.Next < end) _news.TellUntil(end, listener);
            if (wantsSlices) TellSlices(_told, end, listener!);
        }
        if (listener is null) return true;
        for (var place = 0; place < _paths.Length; place++)
            if (_isOpen || _isCrypto[place]) listener.OnBar(new InstrumentId(place), _paths[place].Minute);
        return true;
    }

    private void TellSlices(int slice, DateTime end, IWorldListener listener)
    {
        for (var place = 0; place < _paths.Length; place++)
            if (_isOpen || _isCrypto[place]) listener.OnSlice(new InstrumentId(place), _paths[place].Slice(slice), end);
    }

    private void MakeMinute()
    {
        if (_minute.Date != _day) BeginDay();
        _isMade = true;
        StepCrypto();
        _isOpen = _session is { } session && session.Contains(_minute);
        if (!_isOpen) return;
        if (_lastTraded is { } last && last.Date != _day) OpenWithGap((_day - last.Date).Days);
        _lastTraded = _minute;
        var pattern = _timeOfDay.Equities(_minute, _session!.Value);
        _equities.Step(pattern, _minute);
        foreach (var sector in _stockSectors) sector.Step(pattern, _minute);
        for (var place = 0; place < _paths.Length; place++)
            if (!_isCrypto[place]) _paths[place].Step(pattern, _minute);
    }

    private void BeginDay()
    {
        _day = _minute.Date;
        _session = TradingCalendar.NewYork.SessionOn(DateOnly.FromDateTime(_day));
        _news.PlanDay(_day);
        _news.TellUntil(Start, null); // what was published before the world began is not news in it
    }

    private void StepCrypto()
    {
        if (_altcoins is null) return;
        var pattern = _timeOfDay.Crypto(_minute);
        _crypto.Step(pattern, _minute);
        _altcoins.Step(pattern, _minute);
        for (var place = 0; place < _paths.Length; place++)
            if (_isCrypto[place]) _paths[place].Step(pattern, _minute);
    }

    /// A night's variance, and somewhat more after a weekend or a holiday.
    private void OpenWithGap(int nights)
    {
        var stretch = Math.Sqrt(1 + 0.15 * (nights - 1));
        _equities.OpenWithGap(stretch, 1 - EquitySessionShare);
        foreach (var sector in _stockSectors) sector.OpenWithGap(stretch, 1 - EquitySessionShare);
        foreach (var path in _paths)
            if (path.Market == WorldMarket.Equities) path.Gap(_equities.LastGap, stretch);
    }

    private void Settle(Instrument instrument, int place)
    {
        if (!WorldCatalog.TryFind(instrument.Symbol, out var profile))
            throw new ArgumentException($"the simulated world has no {instrument.Symbol}: see WorldCatalog for those it has", nameof(instrument));
        var isCrypto = _isCrypto[place] = profile.Market == WorldMarket.Crypto;
        var (minutes, share) = isCrypto ? (TimeOfDay.DayMinutes, 1.0) : (TimeOfDay.SessionMinutes, EquitySessionShare);
        if (!_sectors.TryGetValue(profile.Sector, out var sector))
        {
            sector = new Factor(Seed, profile.Sector, isCrypto ? AltcoinDaily : SectorDaily, minutes, share, hasMoods: false);
            _sectors.Add(profile.Sector, sector);
        }
        var path = _paths[place] = new PricePath(profile, Seed, isCrypto ? _crypto : _equities, sector, minutes, share);
        if (profile.IsFund) return; // it has no business of its own: its news is the market's
        var daily = path.DailyVolatility(isCrypto ? CryptoDaily : EquityDaily, isCrypto ? AltcoinDaily : SectorDaily);
        _news.Cover(profile, daily, StoriesAboutOne, path.Effects, Seed);
    }
}
