using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Events;

namespace Perun.Engine.Tests.Storms;

/// Makes one event after another, likely and unlikely ones.
internal sealed class Weather(Dice dice, EngineState state)
{
    private readonly double[] _prices = [100, 100, 100];
    private readonly List<OrderReport> _past = [];
    private readonly List<OrderReport> _late = [];

    public List<OrderId> Orders { get; } = [];

    public DateTime Now { get; private set; } = EngineBench.Start;

    public static EngineSettings Settings(Dice dice) => new()
    {
        Protection = dice.Of(ProtectionStyle.VenueBracket, ProtectionStyle.VenueStop, ProtectionStyle.EngineHeld),
        AllowShort = dice.Chance(40),
        ValidateOnly = dice.Chance(3),
        LiquidateOnClose = dice.Chance(20),
        Cooldown = TimeSpan.FromSeconds(dice.Of(0, 60)),
        MaxPositionSize = dice.Of(AmountOrPercent.Percent(10), AmountOrPercent.Percent(60), AmountOrPercent.Amount(5_000)),
        MaxPositions = 1 + dice.Below(3),
        MaxExposurePercent = dice.Of(20m, 100m),
        RiskPerTradePercent = dice.Of(0.5m, 1m, 5m),
        MaxDailyLoss = dice.Of(AmountOrPercent.Percent(1), AmountOrPercent.Percent(50), AmountOrPercent.None),
        MaxDrawdownPercent = dice.Of(0m, 2m, 50m),
        LossStreakLimit = dice.Below(3),
        StopOutLimit = dice.Below(3),
        StaleAfter = TimeSpan.FromHours(2),
    };

    public IEngineEvent Next()
    {
        Now += TimeSpan.FromMilliseconds(dice.Of(0, 0, 50, 1_000, 5_000, 20_000, 61_000));
        if (dice.Chance(1)) Now += TimeSpan.FromHours(dice.Of(-1, 1, 7, 30));
        return dice.Below(100) switch
        {
            < 18 => Bar(),
            < 21 => Quote(),
            < 36 => new SignalProposed(Signal()),
            < 44 => new OperatorAsked(Request()),
            < 78 when Orders.Count > 0 => new OrderReported(Report()),
            < 80 => new TradingHalted(Any(), dice.Chance(40), "halt"),
            < 82 => Account(),
            < 84 => new Started("storm", "test", 1, state.Settings),
            _ => default(TimePassed),
        };
    }

    private InstrumentId Any() => new(dice.Below(3));

    private BarClosed Bar()
    {
        var place = dice.Below(3);
        var step = dice.Chance(3) ? dice.Of(0.1, 0.65, 0.75, 1.4, 1.25, 10) : 1 + (dice.Unit() - 0.5) * dice.Of(0.002, 0.02, 0.1);
        var price = _prices[place] * step;
        if (dice.Chance(97)) _prices[place] = Math.Clamp(price, 5, 5_000);
        if (dice.Chance(2)) price = dice.Of(0, -1, double.NaN, double.PositiveInfinity, 1e15, 1e-9);
        var time = Now.AddMinutes(-1) + TimeSpan.FromSeconds(dice.Chance(5) ? dice.Of(-600, -60, 30, 86_400) : 0);
        return new BarClosed(new InstrumentId(place), new Bar(time, price, price, price, price, dice.Below(10_000)));
    }

    private QuoteSeen Quote()
    {
        var place = dice.Below(3);
        var price = dice.Chance(5) ? dice.Of(0, double.NaN, 1_000) : _prices[place];
        return new QuoteSeen(new InstrumentId(place), new Quote(Now, price * 0.9995, price * 1.0005, 1, 1));
    }

    private Signal Signal()
    {
        var instrument = Any();
        var action = dice.Of(SignalAction.Buy, SignalAction.Buy, SignalAction.Sell, SignalAction.Hold);
        var price = state.Market(instrument).Price;
        var sign = action == SignalAction.Buy ? 1 : -1;
        return new Signal
        {
            Analyst = "storm",
            Instrument = dice.Chance(1) ? new InstrumentId(99) : instrument,
            Action = action,
            Confidence = dice.Chance(3) ? dice.Of(double.NaN, -1, 2) : 0.4 + dice.Unit() * 0.6,
            Rationale = "",
            BasedOn = Now - TimeSpan.FromSeconds(dice.Of(0, 0, 0, 1, 1, 30, 30, 400, -60)),
            Stop = dice.Chance(20) ? null : Money(price * (1 - sign * dice.Unit() * 0.1)),
            Target = dice.Chance(50) ? null : Money(price * (1 + sign * dice.Unit() * 0.1)),
        };
    }

    private OperatorRequest Request() => dice.Below(24) switch
    {
        0 => new OperatorRequest.Kill("storm"),
        < 6 => new OperatorRequest.Resume("storm"),
        6 => new OperatorRequest.Flatten("storm"),
        7 or 8 => new OperatorRequest.Close(Any()),
        9 => new OperatorRequest.CancelOrder(Orders.Count > 0 ? dice.From(Orders) : default),
        _ => Enter(),
    };

    private OperatorRequest.Enter Enter()
    {
        var instrument = Any();
        var price = Math.Round(Money(state.Market(instrument).Price), 1);
        var side = dice.Chance(70) ? Side.Buy : Side.Sell;
        return new OperatorRequest.Enter(
            instrument, side, dice.Chance(50) ? null : dice.Of(1m, 3m, 10m, 0.5m, -1m, 1_000_000m), dice.Chance(50) ? null : price - side.Sign() * dice.Below(3),
            Math.Round(price * (side == Side.Buy ? 0.95m : 1.05m), 1), null);
    }

    private AccountSeen Account() => dice.Chance(90)
        ? new AccountSeen(state.Ledger.Cash, [.. state.Ledger.Positions.Select(static position => new Holding(position.Instrument, position.Quantity))])
        : new AccountSeen(state.Ledger.Cash + dice.Of(0.009m, 5m, -5m), []);

    /// Plausible ones mostly; some lost, some delayed, repeated, and some that can't be true.
    private OrderReport Report()
    {
        if (_late.Count > 0 && dice.Chance(15))
        {
            var late = _late[^1];
            _late.RemoveAt(_late.Count - 1);
            return late;
        }
        if (_past.Count > 0 && dice.Chance(10)) return dice.From(_past);
        var report = Plausible(Recent());
        if (dice.Chance(5)) report = Absurd(report);
        else if (dice.Chance(10)) _late.Add(report);
        _past.Add(report);
        return report;
    }

    private OrderId Recent() => Orders[Math.Max(0, Orders.Count - 1 - dice.Below(dice.Of(3, 6, 30)))];

    private OrderReport Plausible(OrderId id)
    {
        var order = state.Desk.Find(id)!;
        var report = new OrderReport
        {
            Order = id,
            Instrument = order.Instrument,
            Kind = dice.Of(
                ReportKind.Accepted, ReportKind.Accepted, ReportKind.Filled, ReportKind.Filled, ReportKind.Filled, ReportKind.Cancelled, ReportKind.Cancelled,
                ReportKind.Rejected, ReportKind.Expired, ReportKind.Unknown, ReportKind.NotFound, ReportKind.CancelRejected, ReportKind.ReplaceRejected, ReportKind.Replaced),
            VenueTime = Now,
            CumulativeQuantity = order.FilledQuantity,
            CumulativeValue = order.FilledValue,
            CumulativeFee = order.Fee,
            FeeIsInBase = order.FeeIsInBase,
            Quantity = dice.Chance(30) ? order.Quantity : 0,
        };
        if (report.Kind != ReportKind.Filled && !dice.Chance(20)) return report;
        var lot = state.Universe[order.Instrument].Lot;
        var quantity = dice.Chance(60) ? order.Remaining : Math.Floor(order.Remaining * dice.Below(100) / 100 / lot) * lot;
        if (dice.Chance(2)) quantity += lot;
        if (quantity <= 0) return report with { Kind = ReportKind.Accepted };
        var price = Money(_prices[order.Instrument.Value]);
        var isInBase = state.Universe[order.Instrument].Fees.IsPaidInBase(order.Side);
        return report with
        {
            CumulativeQuantity = report.CumulativeQuantity + quantity,
            CumulativeValue = report.CumulativeValue + quantity * price,
            CumulativeFee = report.CumulativeFee + (isInBase ? quantity * 0.0025m : quantity * price * 0.001m),
            FeeIsInBase = isInBase,
        };
    }

    private OrderReport Absurd(in OrderReport report) => dice.Below(8) switch
    {
        0 => report with { CumulativeQuantity = -1 },
        1 => report with { CumulativeValue = decimal.MaxValue },
        2 => report with { CumulativeQuantity = decimal.MaxValue, CumulativeValue = 1 },
        3 => report with { CumulativeFee = decimal.MinValue },
        4 => report with { Instrument = new InstrumentId(77) },
        5 => report with { Order = OrderId.At(1_000_000 + dice.Below(1_000), 0) },
        6 => report with { Quantity = -5, StopPrice = decimal.MaxValue },
        _ => report with { VenueTime = dice.Of(DateTime.MaxValue, default), CumulativeValue = report.CumulativeValue / 3 },
    };

    private static decimal Money(double price) => Math.Round((decimal)Math.Clamp(price, 0, 1e9), 2);
}
