using System.Globalization;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Straight;

/// One market's account in whole numbers: money in grains, which are no larger than any money that is booked. Kept twice, as
/// balances and as tallies of what was booked, and held against one another after every booking.
internal sealed class StraightLedger
{
    /// Beyond this doubles can't hold a curve's millionths.
    private const decimal MostMoney = 1_000_000_000m;

    private readonly Int128 _start;
    private readonly long _perLotTick, _lotTicksPerGrain, _perFeeStep;
    private readonly double _grain;
    private readonly decimal _grainExact;
    private Int128 _cash, _cost, _spent, _made;
    private long _held, _bought, _sold, _feeLots, _feeSteps;

    /// <param name="feeStep">What fees in cash are multiples of.</param>
    public StraightLedger(Instrument instrument, decimal feeStep, decimal start)
    {
        var scale = Scale(instrument, feeStep, start);
        var lotTick = instrument.Lot * instrument.Tick;
        _lotTicksPerGrain = 1;
        for (; !decimal.IsInteger(lotTick * scale); lotTick *= 10) _lotTicksPerGrain *= 10;
        (_start, _perLotTick, _perFeeStep) = ((Int128)(start * scale), (long)(lotTick * scale), (long)(feeStep * scale));
        (_grainExact, _grain) = (1 / scale, 1 / (double)scale);
        Begin();
    }

    public double CashNear { get; private set; }

    /// In grains, as all that is not said to be near or exact.
    public Int128 Cash => _cash;

    public Int128 Start => _start;

    /// In lots.
    public long Held => _held;

    /// Null where the books of such an account fit into whole numbers.
    public static string? WhyNot(Instrument instrument, decimal feeStep, decimal start)
    {
        if (start is < 0 or > MostMoney) return $"more money than {MostMoney:#,##0} needs other books";
        var isTooFine = Decimals(feeStep) > Position.CostDecimals || Decimals(start) > Position.CostDecimals || Decimals(instrument.Lot) > Position.CostDecimals || Decimals(instrument.Tick) > Position.CostDecimals;
        return isTooFine || Math.Max(instrument.Lot * instrument.Tick, feeStep) * Scale(instrument, feeStep, start) > long.MaxValue / 1_000_000 ? "prices, quantities or fees have too many decimals" : null;
    }

    public void Begin()
    {
        (_cash, _cost, _spent, _made) = (_start, 0, 0, 0);
        (_held, _bought, _sold, _feeLots, _feeSteps) = (0, 0, 0, 0, 0);
        CashNear = Near(_cash);
    }

    /// <param name="feeLots">What a fee in the asset itself kept of the lots.</param>
    public void Buy(long lots, long ticks, long feeLots, long feeSteps)
    {
        _cost = Value(lots, ticks);
        _cash -= _cost + Math.BigMul(feeSteps, _perFeeStep);
        _held += lots - feeLots;
        _made -= Math.BigMul(feeSteps, _perFeeStep);
        (_bought, _feeLots, _feeSteps, _spent) = (_bought + lots, _feeLots + feeLots, _feeSteps + feeSteps, _spent + _cost);
        Check();
    }

    /// Sells all that is held; answers what the round trip made before fees.
    public Int128 Sell(long ticks, long feeSteps)
    {
        var proceeds = Value(_held, ticks);
        var profit = proceeds - _cost;
        _cash += proceeds - Math.BigMul(feeSteps, _perFeeStep);
        _made += profit - Math.BigMul(feeSteps, _perFeeStep);
        (_sold, _feeSteps, _spent) = (_sold + _held, _feeSteps + feeSteps, _spent - proceeds);
        (_held, _cost) = (0, 0);
        Check();
        return profit;
    }

    public double Near(Int128 grains)
    {
        // What fits into a long is a double sooner.
        var small = unchecked((long)grains);
        return (small == grains ? small : (double)grains) * _grain;
    }

    public decimal Exact(Int128 grains) => (decimal)grains * _grainExact;

    public Int128 OfFees(long steps) => Math.BigMul(steps, _perFeeStep);

    private void Check()
    {
        CashNear = Near(_cash);
        if (_held != _bought - _sold - _feeLots) throw Broken($"position is {_held} lots, but the fills sum to {_bought - _sold - _feeLots}");
        var flows = _start - _spent - Math.BigMul(_feeSteps, _perFeeStep);
        if (_cash != flows) throw Broken($"cash is {Exact(_cash)}, but the flows leave {Exact(flows)}");
        if (_cash != _start + _made - _cost) throw Broken($"cash is {Exact(_cash)}, but start, profit, fees and open costs leave {Exact(_start + _made - _cost)}");
    }

    private static InvalidOperationException Broken(string trouble) => new(string.Create(CultureInfo.InvariantCulture, $"the books of this run don't balance: {trouble}"));

    /// As the engine books it: rounded to the decimals of a cost where it has more.
    private Int128 Value(long lots, long ticks)
    {
        var value = Math.BigMul(lots, ticks) * _perLotTick;
        if (_lotTicksPerGrain == 1) return value;
        var (whole, rest) = Int128.DivRem(value, _lotTicksPerGrain);
        var half = _lotTicksPerGrain / 2;
        return rest > half || (rest == half && Int128.IsOddInteger(whole)) ? whole + 1 : whole;
    }

    /// How many grains make one.
    private static decimal Scale(Instrument instrument, decimal feeStep, decimal start)
    {
        var decimals = Math.Max(Math.Min(Decimals(instrument.Lot * instrument.Tick), Position.CostDecimals), Math.Max(Decimals(feeStep), Decimals(start)));
        var scale = 1m;
        for (var i = 0; i < decimals; i++) scale *= 10;
        return scale;
    }

    private static int Decimals(decimal number) => Digits.Plain(number).Scale;
}
