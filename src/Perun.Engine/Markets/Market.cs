using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Engine.Markets;

/// What the engine knows of one instrument's market.
public sealed class Market(InstrumentId id) : IHasState
{
    /// A one-minute move beyond this is believed only once a second bar confirms it.
    internal const double SuspectMove = 0.3;
    private const double Confirmation = 0.1;
    private const double TurnoverSmoothing = 2.0 / (60 + 1);

    /// Clocks differ a little; what claims to be later than this is not from this market.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTime _barTime;
    private DateTime _pricedAt;
    private double _price;
    private decimal _money;
    private double _suspectPrice;
    private double _turnover;
    private bool _isHalted;
    private bool _badDataTold;
    private string _haltReason = "";
    private double _bid;
    private double _ask;
    private DateTime _quotedAt;

    public InstrumentId Id { get; } = id;

    public Instrument Instrument { get; internal set; } = null!;

    public TradingCalendar Calendar { get; internal set; } = null!;

    public bool HasPrice => _price > 0;

    /// The last believable price.
    public double Price => _price;

    /// The same as money.
    public decimal Money => _money == 0 ? _money = Prices.Decimal(_price) : _money;

    /// When the newest price was true: the end of its bar.
    public DateTime PricedAt => _pricedAt;

    /// Average turnover a minute over about the last hour of bars, in the quote currency.
    public double Turnover => _turnover;

    public bool IsHalted => _isHalted;

    public string HaltReason => _haltReason;

    /// A price came that is too far from the last to be believed without a second one.
    public bool IsSuspect => _suspectPrice > 0;

    public double SuspectPrice => _suspectPrice;

    /// What an order at the market would pay or get, as far as known.
    public decimal PriceFor(Side side)
    {
        if (_quotedAt < _pricedAt || _bid <= 0) return Money;
        return Prices.Decimal(side == Side.Buy ? _ask : _bid);
    }

    /// Takes a bar, or says why it is not believed. One from the future would silence all that come after it.
    /// <param name="minute">The minute in which it closed.</param>
    internal Believed Take(in Bar bar, DateTime minute, DateTime now)
    {
        if (!bar.IsSane || bar.High >= Prices.Most || !double.IsFinite(bar.Close * bar.Volume)) return Refuse();
        if (minute > now + ClockTolerance - Minute) return Refuse();
        if (minute <= _barTime) return Believed.Late;
        if (_price > 0 && IsFar(bar.Close, _price, SuspectMove) && !IsConfirmed(bar.Close))
        {
            _suspectPrice = bar.Close;
            _barTime = minute;
            return Believed.NotYet;
        }
        _suspectPrice = 0;
        _badDataTold = false;
        _barTime = minute;
        _pricedAt = minute + Minute;
        _price = bar.Close;
        _money = 0;
        var turnover = bar.Close * bar.Volume;
        _turnover = _turnover == 0 ? turnover : _turnover + (turnover - _turnover) * TurnoverSmoothing;
        return Believed.Yes;
    }

    internal Believed Take(in Quote quote, DateTime now)
    {
        if (!quote.IsSane || quote.Ask >= Prices.Most || quote.Time > now + ClockTolerance || (_price > 0 && IsFar(quote.Middle, _price, SuspectMove))) return Refuse();
        if (quote.Time < _quotedAt) return Believed.Late;
        (_quotedAt, _bid, _ask) = (quote.Time, quote.Bid, quote.Ask);
        return Believed.Yes;
    }

    /// Prices are so many times smaller from now on.
    internal void Split(decimal ratio)
    {
        var by = (double)ratio;
        (_price, _bid, _ask, _suspectPrice, _money) = (_price / by, _bid / by, _ask / by, 0, 0);
    }

    internal void Halt(bool isHalted, string reason) => (_isHalted, _haltReason) = (isHalted, isHalted ? reason : "");

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _barTime);
        stream.Sync(ref _pricedAt);
        stream.Sync(ref _price);
        _money = 0;
        stream.Sync(ref _suspectPrice);
        stream.Sync(ref _turnover);
        stream.Sync(ref _isHalted);
        stream.Sync(ref _badDataTold);
        stream.SyncText(ref _haltReason);
        stream.Sync(ref _bid);
        stream.Sync(ref _ask);
        stream.Sync(ref _quotedAt);
    }

    private Believed Refuse()
    {
        if (_badDataTold) return Believed.Late;
        _badDataTold = true;
        return Believed.No;
    }

    private bool IsConfirmed(double close) => _suspectPrice > 0 && !IsFar(close, _suspectPrice, Confirmation);

    private static bool IsFar(double price, double from, double share) => Math.Abs(price - from) > from * share;
}

/// What became of a piece of market data.
internal enum Believed
{
    Yes,

    /// Old or repeated, or a complaint about it was made already: ignored silently.
    Late,

    /// Waits for confirmation.
    NotYet,

    /// Garbage; to be told once.
    No,
}
