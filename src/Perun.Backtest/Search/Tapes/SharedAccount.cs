using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Ledger;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Search.Tapes;

/// One set's account led along an idea tape: from idea to idea while it holds nothing, bar by bar while it does. It does what
/// engine and venue do with the same ideas, or gives up; tests hold both against one another on many random sets.
internal sealed class SharedAccount
{
    private readonly SharedMarket _market;
    private readonly EngineSettings _limits;
    private readonly SharedMoney _money;
    private readonly SharedBrakes _brakes;
    private readonly SharedTiers _tiers;
    private readonly List<SharedTrade> _trades = [];
    private readonly decimal _start;
    private readonly double _startNear;
    private readonly long _minLots;
    private readonly double _lotTick, _reservePerUnit;
    private readonly bool _feeIsInBase, _watches;
    private readonly double _minNotional;
    private Int128 _spent;
    private long _feeSteps;
    private double _cash;
    private int _filled, _free;
    private string? _doubt;

    public SharedAccount(SharedMarket market, EngineSettings limits, ExchangeRules venue, decimal start)
    {
        (_market, _limits, _start) = (market, limits, start);
        _money = new SharedMoney(market, limits, venue);
        _brakes = new SharedBrakes(market, limits, (double)start);
        _tiers = new SharedTiers(venue, market.Instrument);
        (_startNear, _minLots) = ((double)start, (long)Math.Ceiling(market.Instrument.MinQuantity / market.Instrument.Lot));
        _watches = _brakes.WatchesEquity;
        _lotTick = (double)(_money.LotExact * _money.TickExact);
        _feeIsInBase = market.Instrument.Fees.IsPaidInBase(Side.Buy);
        _reservePerUnit = (1 + (double)venue.MarketCushion) * (_feeIsInBase ? 1 : 1 + (double)market.Instrument.Fees.TakerRate);
        _minNotional = (double)market.Instrument.MinNotional;
        Equity = new double[market.Bars.Length];
    }

    /// At the close of each bar.
    public double[] Equity { get; }

    public IReadOnlyList<SharedTrade> Trades => _trades;

    public SharedMoney Money => _money;

    /// False where the full engine has to do it.
    public bool TryRun(IdeaTape tape, double stopInAtr, double targetInAtr)
    {
        _trades.Clear();
        _brakes.Reset();
        _tiers.Reset();
        (_spent, _feeSteps, _cash, _filled, _free, _doubt) = (0, 0, (double)_start, 0, 0, null);
        for (var place = 0; place < tape.Ideas.Length && _doubt is null; place++)
        {
            ref readonly var idea = ref tape.Ideas[place];
            if (idea.Bar < _free || !idea.IsBuy || idea.Confidence < _limits.MinConfidence) continue;
            if (!tape.TryPlace(place, _market.Bars[idea.Bar].Close, stopInAtr, targetInAtr, out var stop, out var target)) continue;
            if (TryOrder(idea.Bar, stop, target) is { } entry && idea.Bar + 1 < _market.Bars.Length) Hold(entry, idea.Bar + 1, tape.NextSell[place]);
        }
        if (_doubt is null) StayFlatTo(_market.Bars.Length - 1);
        return _doubt is null && !_brakes.IsInDoubt && !_tiers.IsInDoubt;
    }

    private void StayFlatTo(int bar)
    {
        if (_filled <= bar) Array.Fill(Equity, _cash, _filled, bar + 1 - _filled);
        _filled = Math.Max(_filled, bar + 1);
    }

    /// Rules and size, as the gate has them for an account that holds nothing.
    private Entry? TryOrder(int bar, double stop, double target)
    {
        StayFlatTo(bar);
        _brakes.GoTo(bar, Equity);
        var (now, close) = (_market.Ends[bar], _market.Close[bar]);
        if (!_brakes.LetsIn(now, _cash)) return null;
        var price = _money.OnTick(close, RoundTo.Up);
        var stopTicks = stop > 0 ? _money.OnTick(stop, RoundTo.Up) : _money.DefaultStop(close);
        var targetTicks = target > 0 ? _money.OnTick(target, RoundTo.Down) : 0;
        if (stopTicks <= 0 || stopTicks >= price || _money.IsAtMost(close, stopTicks) || (targetTicks > 0 && targetTicks <= price)) return null;
        if (!_money.TrySize(_cash, price, stopTicks, out var lots)) lots = _money.Size(ExactCash(), price, stopTicks);
        if (lots <= 0 || lots < _money.LeastLots(price, stopTicks)) return null;
        if (lots * _money.Lot * close * _reservePerUnit > _cash * (1 - 1e-9)) return GiveUp("the venue may refuse an order for want of cash");
        if (stopTicks * _money.Tick < 1 && _market.Instrument.TickBelowOne > 0) return GiveUp("the tick changes with the price");
        _brakes.Entered(now);
        return new Entry(lots, stopTicks, targetTicks);
    }

    private void Hold(in Entry entry, int first, int sellBar)
    {
        var buy = _money.Taken(Side.Buy, _market.Open[first], entry.Lots, first);
        var rate = _tiers.RateOf(Liquidity.Taker, StartOf(first));
        _tiers.Add(entry.Lots * _money.Lot * (buy * _money.Tick));
        var held = _feeIsInBase ? entry.Lots - SharedMoney.FeeLots(entry.Lots, rate) : entry.Lots;
        var room = _market.VolumeLots is { } volumes ? volumes[first] : long.MaxValue;
        if (entry.Lots > room || held <= 0 || held < _minLots)
        {
            GiveUp("an entry was larger than the bar's share");
            return;
        }
        if (_watches) _brakes.GoTo(first, Equity);
        var fee = _feeIsInBase ? 0 : _money.FeeSteps(Side.Buy, entry.Lots, buy, rate);
        if (_watches) _brakes.Saw(_cash - fee * _money.FeeStep, _market.Ends[first]);
        _spent += Math.BigMul(entry.Lots, buy);
        _feeSteps += fee;
        _cash = Cash();
        var open = new Holding(entry, held, buy, first, fee);
        if (MetOnEntry(open, first) is { } atOnce)
        {
            Leave(open, first, atOnce, room - entry.Lots);
            return;
        }
        Value(held, first);
        var last = Math.Min(sellBar, _market.Bars.Length - 1);
        if (Wait(open, first + 1, last) || _doubt is not null) return;
        if (sellBar >= _market.Bars.Length - 1)
        {
            (_filled, _free) = (_market.Bars.Length, int.MaxValue);
            if (sellBar == _market.Bars.Length - 1) RefuseDust(held, sellBar);
            return;
        }
        RefuseDust(held, sellBar);
        var exit = sellBar + 1;
        Leave(open, exit, new Exit(_money.Taken(Side.Sell, _market.Open[exit], held, exit), ExitReason.Signal, Liquidity.Taker, IsAtOpen: true), RoomAt(exit));
    }

    /// Leads the position through its bars; true where a stop or a target ended it.
    private bool Wait(in Holding open, int from, int last)
    {
        var (lows, highs, closes, equity) = (_market.Low, _market.High, _market.Close, Equity);
        // A hair wider than the levels, so that whatever could touch is looked at closely.
        var nearStop = open.Entry.Stop * _money.Tick * (1 + 1e-12);
        var nearTarget = open.Entry.Target > 0 ? open.Entry.Target * _money.Tick * (1 - 1e-12) : double.PositiveInfinity;
        var (cash, quantity) = (_cash, open.Held * _money.Lot);
        for (var bar = from; bar <= last; bar++)
        {
            if (_watches) _brakes.GoTo(bar, equity);
            if ((lows[bar] <= nearStop || highs[bar] >= nearTarget) && Met(open, bar) is { } met)
            {
                Leave(open, bar, met, RoomAt(bar));
                return true;
            }
            equity[bar] = cash + quantity * closes[bar];
            if (!_watches) continue;
            _brakes.Saw(equity[bar], _market.Ends[bar]);
            _brakes.LiftWhatIsOver(_market.Ends[bar], equity[bar]);
        }
        return false;
    }

    /// A gap through the target is the target's; else the stop comes first.
    private Exit? Met(in Holding open, int bar)
    {
        var (stop, target) = (open.Entry.Stop, open.Entry.Target);
        if (target > 0 && _money.IsAtLeast(_market.Open[bar], target))
            return new Exit(Math.Max(1, _money.OnTick(_market.Open[bar], RoundTo.Down)), ExitReason.Target, Liquidity.Maker, IsAtOpen: true);
        if (_money.IsAtMost(_market.Low[bar], stop)) return Stopped(open, bar);
        return target > 0 && _money.IsAtLeast(_market.High[bar], target) ? new Exit(target, ExitReason.Target, Liquidity.Maker, IsAtOpen: false) : null;
    }

    /// On the bar of the entry the target has only just come to the venue.
    private Exit? MetOnEntry(in Holding open, int bar)
    {
        var (stop, target) = (open.Entry.Stop, open.Entry.Target);
        if (_money.IsAtMost(_market.Low[bar], stop)) return Stopped(open, bar);
        if (target == 0) return null;
        var offered = _money.OfferedAtOpen(_market.Open[bar]);
        if (offered >= target) return new Exit(offered, ExitReason.Target, Liquidity.Taker, IsAtOpen: true);
        if (!_money.IsAtLeast(_market.High[bar], target)) return null;
        return new Exit(target, ExitReason.Target, Liquidity.Maker, _money.IsAtLeast(_market.Open[bar], target));
    }

    private Exit Stopped(in Holding open, int bar)
    {
        var isGap = _money.IsAtMost(_market.Open[bar], open.Entry.Stop);
        var price = isGap ? _money.Taken(Side.Sell, _market.Open[bar], open.Held, bar) : _money.Taken(Side.Sell, open.Entry.Stop, open.Held, bar);
        return new Exit(price, ExitReason.Stop, Liquidity.Taker, isGap);
    }

    /// When what fills at a bar's open is filled: orders of the bar before may come a little later.
    private long StartOf(int bar) => Math.Max(_market.Bars[bar].Time.Ticks, _market.Ends[bar - 1]);

    private void Leave(in Holding open, int bar, in Exit exit, long room)
    {
        if (open.Held > room)
        {
            GiveUp("an exit was larger than the bar's share");
            return;
        }
        if (_watches) _brakes.GoTo(bar, Equity);
        _spent -= Math.BigMul(open.Held, exit.Ticks);
        var rate = _tiers.RateOf(exit.Liquidity, exit.IsAtOpen ? StartOf(bar) : _market.Ends[bar]);
        _tiers.Add(open.Held * _money.Lot * (exit.Ticks * _money.Tick));
        var fee = _money.FeeSteps(Side.Sell, open.Held, exit.Ticks, rate);
        _feeSteps += fee;
        _cash = Cash();
        (Equity[bar], _filled, _free) = (_cash, bar + 1, bar);
        var value = Math.BigMul(open.Held, exit.Ticks) - Math.BigMul(open.Entry.Lots, open.EntryTicks);
        var profit = (double)value * _lotTick - (fee + open.Fee) * _money.FeeStep;
        var isClose = Math.Abs(profit) < 1e-9 * (1 + (double)open.Held * exit.Ticks * _lotTick);
        var isLoss = isClose ? (decimal)value * _money.LotExact * _money.TickExact - (fee + open.Fee) * _money.FeeStepExact < 0 : profit < 0;
        _trades.Add(new SharedTrade(open.Since, bar, open.Entry.Lots, open.Held, open.EntryTicks, exit.Ticks, open.Entry.Stop, exit.Reason, profit));
        _brakes.Closed(_market.Ends[bar], isLoss, exit.Reason == ExitReason.Stop);
        if (_watches) _brakes.Saw(_cash, _market.Ends[bar]);
    }

    private void Value(long held, int bar)
    {
        Equity[bar] = _cash + held * _money.Lot * _market.Close[bar];
        if (!_watches) return;
        _brakes.Saw(Equity[bar], _market.Ends[bar]);
        _brakes.LiftWhatIsOver(_market.Ends[bar], Equity[bar]);
    }

    private void RefuseDust(long held, int bar)
    {
        if (held * _money.Lot * _market.Close[bar] < _minNotional * (1 + 1e-9) && _minNotional > 0) GiveUp("a position was too small to be sold");
    }

    private long RoomAt(int bar) => _market.VolumeLots is { } volumes ? volumes[bar] : long.MaxValue;

    private double Cash() => _startNear - (double)_spent * _lotTick - _feeSteps * _money.FeeStep;

    private decimal ExactCash() => _start - (decimal)_spent * _money.LotExact * _money.TickExact - _feeSteps * _money.FeeStepExact;

    private Entry? GiveUp(string why)
    {
        _doubt = why;
        return null;
    }

    /// <param name="Stop">In ticks, as the target, which is zero where there is none.</param>
    private readonly record struct Entry(long Lots, long Stop, long Target);

    private readonly record struct Holding(Entry Entry, long Held, long EntryTicks, int Since, long Fee);

    private readonly record struct Exit(long Ticks, ExitReason Reason, Liquidity Liquidity, bool IsAtOpen);
}
