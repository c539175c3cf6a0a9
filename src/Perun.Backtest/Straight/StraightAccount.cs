using System.Runtime.InteropServices;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Risk;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Straight;

/// An account led along one market: from idea to idea while it holds nothing, bar by bar while it does. It does what engine and
/// venue do with the same ideas, or gives up; every run that is made both ways holds them against one another.
internal sealed class StraightAccount
{
    /// Who trades more often makes room for it as it goes.
    private const int BarsToATrade = 16;

    private readonly StraightMarket _market;
    private readonly Bar[] _bars;
    private readonly EngineSettings _limits;
    private readonly StraightMoney _money;
    private readonly StraightLedger _ledger;
    private readonly StraightBrakes _brakes;
    private readonly StraightTiers _tiers;
    private readonly StraightLegs _legs;
    private readonly List<StraightTrade> _trades;
    private readonly long[] _refusals = new long[Enum.GetValues<Reason>().Length];
    private readonly long _minLots;
    private readonly double _reservePerUnit, _minNotional;
    private readonly bool _feeIsInBase, _watches;
    private StraightEntry _entry;
    private Holding _open;
    private int _next, _exitBar;
    private bool _isOrdered, _isHeld, _isLeaving;
    private string? _doubt;

    /// <param name="equity">Room for what it is worth at the close of each bar.</param>
    public StraightAccount(StraightMarket market, EngineSettings limits, ExchangeRules venue, decimal start, double[] equity)
    {
        (_market, _bars, _limits) = (market, market.Bars, limits);
        _money = new StraightMoney(market, limits, venue);
        _ledger = new StraightLedger(market.Instrument, _money.FeeStepExact, start);
        _brakes = new StraightBrakes(market, limits, (double)start);
        _tiers = new StraightTiers(venue, market.Instrument);
        _legs = new StraightLegs(_bars, _money);
        _trades = new List<StraightTrade>(_bars.Length / BarsToATrade);
        _minLots = (long)Math.Ceiling(market.Instrument.MinQuantity / market.Instrument.Lot);
        _watches = _brakes.WatchesEquity;
        _feeIsInBase = market.Instrument.Fees.IsPaidInBase(Side.Buy);
        _reservePerUnit = (1 + (double)venue.MarketCushion) * (_feeIsInBase ? 1 : 1 + (double)market.Instrument.Fees.TakerRate);
        _minNotional = (double)market.Instrument.MinNotional;
        Equity = equity;
    }

    /// At the close of each bar, up to what doubles can tell.
    public double[] Equity { get; }

    public ReadOnlySpan<StraightTrade> Trades => CollectionsMarshal.AsSpan(_trades);

    /// The same, for whoever keeps them when the account is no longer needed.
    public IReadOnlyList<StraightTrade> TradesToKeep => _trades;

    public StraightMoney Money => _money;

    public StraightLedger Ledger => _ledger;

    /// Stops that were taken in a bar in which the target was touched, too.
    public long Ambiguities => _legs.Ambiguities;

    /// The bar since which a position is held that the last bar left open; none where nothing is.
    public int? HeldSince => _isHeld ? _open.Since : null;

    /// Why messages have to do it, where they have to.
    public string? Doubt => _doubt ?? (_brakes.IsInDoubt ? "the account came too close to a limit to be told" : _tiers.IsInDoubt ? "what was traded came too close to the border of a fee tier" : null);

    /// How often each rule said no.
    public IEnumerable<KeyValuePair<Reason, long>> Refusals
    {
        get
        {
            for (var i = 0; i < _refusals.Length; i++)
                if (_refusals[i] > 0) yield return new((Reason)i, _refusals[i]);
        }
    }

    public void Begin()
    {
        _trades.Clear();
        _ledger.Begin();
        _brakes.Reset();
        _tiers.Reset();
        Array.Clear(_refusals);
        _legs.Ambiguities = 0;
        (_next, _exitBar, _isOrdered, _isHeld, _isLeaving, _doubt) = (0, int.MaxValue, false, false, false, null);
    }

    /// What the strategy said at the end of a bar, which must be admitted, as all before it.
    public void Take(int bar, in Idea idea)
    {
        if (idea.Action == SignalAction.Sell && !_isHeld && !_isOrdered) return;
        GoTo(bar);
        if (_doubt is not null || (idea.Action == SignalAction.Sell && !_isHeld)) return;
        if (Mistake(idea) is var mistake and not Reason.None) Refuse(mistake);
        else if (idea.Action == SignalAction.Buy) Enter(bar, idea);
        else if (_isLeaving) Refuse(Reason.DuplicateSignal);
        else (_isLeaving, _exitBar) = (true, _market.ExitBarAfter(bar));
    }

    /// Time goes on to the end of a bar.
    public void GoTo(int bar)
    {
        while (_next <= bar && _doubt is null)
        {
            if (_isOrdered) Fill(_next);
            else if (!_isHeld) StayFlatTo(bar);
            else if (_next == _exitBar) LeaveAtOpen(_next);
            else Wait(Math.Min(bar, _exitBar - 1));
        }
    }

    private void StayFlatTo(int bar)
    {
        Array.Fill(Equity, _ledger.CashNear, _next, bar + 1 - _next);
        _next = bar + 1;
    }

    /// What no rule needs to look at.
    private static Reason Mistake(in Idea idea)
    {
        if (idea.Action is not (SignalAction.Buy or SignalAction.Sell)) return Reason.UnknownAction;
        if (!(idea.Confidence is >= 0 and <= 1)) return Reason.LowConfidence;
        return IsPriceOrNone(idea.Stop) && IsPriceOrNone(idea.Target) ? Reason.None : Reason.NotPositive;
    }

    private static bool IsPriceOrNone(double price) => price is > 1e-6 and < 1e11 || !(price > 0) || Prices.IsPrice(Prices.Decimal(price));

    /// Rules and size, as the gate has them.
    private void Enter(int bar, in Idea idea)
    {
        var close = _bars[bar].Close;
        if (idea.Stop is > 0 and < 1.01 && _market.Instrument.TickBelowOne > 0) GiveUp("the tick changes with the price");
        else if (Judge(bar, close, idea, out var entry) is var reason and not Reason.None) Refuse(reason);
        else if (entry.Lots * _money.Lot * close * _reservePerUnit > _ledger.CashNear * (1 - 1e-9)) GiveUp("the venue may refuse an order for want of cash");
        else
        {
            _brakes.Entered(_market.EndOf(bar));
            (_entry, _isOrdered) = (entry, true);
        }
    }

    private Reason Judge(int bar, double close, in Idea idea, out StraightEntry entry)
    {
        entry = default;
        var price = _money.OnTick(close, RoundTo.Up);
        var stop = idea.Stop > 0 ? _money.OnTick(idea.Stop, RoundTo.Up) : _money.DefaultStop(close);
        var target = idea.Target > 0 ? _money.OnTick(idea.Target, RoundTo.Down) : 0;
        if (stop <= 0 || stop >= price || _money.IsAtMost(close, stop)) return Reason.StopOnWrongSide;
        if (idea.Target > 0 && target <= price) return Reason.TargetOnWrongSide;
        if (idea.Confidence < _limits.MinConfidence) return Reason.LowConfidence;
        if (!_market.TakesOrdersAfter(bar)) return Reason.MarketClosed;
        if (_isHeld) return Reason.AlreadyInPosition;
        _brakes.GoTo(bar, Equity);
        if (_brakes.Refusal(_market.EndOf(bar), _ledger.CashNear) is var refusal and not Reason.None) return refusal;
        var whyNone = Reason.BelowMinimum;
        if (!_money.TrySize(_ledger.CashNear, price, stop, out var lots)) lots = _money.Size(_ledger.Exact(_ledger.Cash), price, stop, out whyNone);
        entry = new StraightEntry(lots, stop, target);
        return lots <= 0 || lots < _money.LeastLots(price, stop) ? whyNone : Reason.None;
    }

    /// The order of the bar before is filled at this one's open; its legs may end the position in the same bar.
    private void Fill(int bar)
    {
        _isOrdered = false;
        var buy = _money.Taken(Side.Buy, _bars[bar].Open, _entry.Lots, bar);
        var rate = _tiers.RateOf(Liquidity.Taker, _market.StartOf(bar));
        _tiers.Add(_entry.Lots * _money.Lot * (buy * _money.Tick));
        var fee = _feeIsInBase ? _money.FeeLots(_entry.Lots, rate) : _money.FeeSteps(Side.Buy, _entry.Lots, buy, rate);
        var held = _feeIsInBase ? _entry.Lots - fee : _entry.Lots;
        if (held <= 0 || held < _minLots || !_market.HasRoom(bar, _entry.Lots))
        {
            GiveUp("an entry was larger than the bar's share");
            return;
        }
        if (_watches) _brakes.GoTo(bar, Equity);
        _ledger.Buy(_entry.Lots, buy, _feeIsInBase ? fee : 0, _feeIsInBase ? 0 : fee);
        _open = new Holding(_entry, held, buy, bar, fee, _ledger.Cash);
        (_isHeld, _isLeaving, _exitBar) = (true, false, int.MaxValue);
        if (_watches) _brakes.Saw(_ledger.CashNear + _entry.Lots * _money.Lot * (buy * _money.Tick), _market.EndOf(bar));
        if (_legs.MetOnEntry(bar, _entry, held) is { } atOnce)
        {
            Leave(bar, atOnce, _entry.Lots);
            return;
        }
        Value(bar);
        _next = bar + 1;
    }

    /// Leads the position through its bars, until a stop or a target ends it.
    private void Wait(int last)
    {
        var (bars, equity) = (_bars, Equity);
        // A hair wider than the levels, so that whatever could touch is looked at closely.
        var nearStop = _open.Entry.Stop * _money.Tick * (1 + 1e-12) + 2e-8;
        var nearTarget = _open.Entry.Target > 0 ? _open.Entry.Target * _money.Tick * (1 - 1e-12) - 2e-8 : double.PositiveInfinity;
        var (cash, quantity) = (_ledger.CashNear, _open.Held * _money.Lot);
        for (var bar = _next; bar <= last; bar++)
        {
            ref readonly var seen = ref bars[bar];
            if (_watches) _brakes.GoTo(bar, equity);
            if ((seen.Low <= nearStop || seen.High >= nearTarget) && _legs.Met(bar, _open.Entry, _open.Held) is { } met)
            {
                Leave(bar, met, 0);
                return;
            }
            var near = cash + quantity * StraightMoney.Near(seen.Close);
            equity[bar] = near;
            if (!_watches) continue;
            var now = _market.EndOf(bar);
            _brakes.Saw(near, now);
            _brakes.LiftWhatIsOver(now, near);
        }
        _next = last + 1;
    }

    private void LeaveAtOpen(int bar)
    {
        if (_minNotional > 0 && _open.Held * _money.Lot * _bars[bar - 1].Close < _minNotional * (1 + 1e-9)) GiveUp("a position was too small to be sold");
        else Leave(bar, new StraightExit(_money.Taken(Side.Sell, _bars[bar].Open, _open.Held, bar), ExitReason.Signal, Liquidity.Taker, IsAtOpen: true), 0);
    }

    /// <param name="taken">What the entry took of the same bar's volume.</param>
    private void Leave(int bar, in StraightExit exit, long taken)
    {
        if (!_market.HasRoom(bar, _open.Held + taken))
        {
            GiveUp("an exit was larger than the bar's share");
            return;
        }
        if (_watches) _brakes.GoTo(bar, Equity);
        var now = _market.EndOf(bar);
        var rate = _tiers.RateOf(exit.Liquidity, exit.IsAtOpen ? _market.StartOf(bar) : now);
        _tiers.Add(_open.Held * _money.Lot * (exit.Ticks * _money.Tick));
        var fee = _money.FeeSteps(Side.Sell, _open.Held, exit.Ticks, rate);
        var profit = _ledger.Sell(exit.Ticks, fee) - _ledger.OfFees(fee + (_feeIsInBase ? 0 : _open.Fee));
        _trades.Add(new StraightTrade(_open.Since, bar, _open.Entry.Lots, _open.Held, _open.EntryTicks, exit.Ticks, _open.Entry.Stop, _open.Entry.Target, _open.Fee, fee, exit.Reason, _ledger.Near(profit), _open.Cash, _ledger.Cash));
        (_isHeld, _isLeaving, _exitBar, _next) = (false, false, int.MaxValue, bar + 1);
        Equity[bar] = _ledger.CashNear;
        _brakes.Closed(now, Int128.IsNegative(profit), exit.Reason == ExitReason.Stop);
        if (_watches) _brakes.Saw(_ledger.CashNear, now);
    }

    private void Value(int bar)
    {
        var close = _bars[bar].Close;
        var near = _ledger.CashNear + _open.Held * _money.Lot * StraightMoney.Near(close);
        Equity[bar] = near;
        if (!_watches) return;
        var now = _market.EndOf(bar);
        _brakes.Saw(near, now);
        _brakes.LiftWhatIsOver(now, near);
    }

    private void Refuse(Reason reason) => _refusals[(int)reason]++;

    private void GiveUp(string why) => _doubt = why;

    private readonly record struct Holding(StraightEntry Entry, long Held, long EntryTicks, int Since, long Fee, Int128 Cash);
}
