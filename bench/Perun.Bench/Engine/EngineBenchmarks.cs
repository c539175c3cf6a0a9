using Perun.Bench.Measuring;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Engine.Events;

namespace Perun.Bench.Engine;

/// Events through the engine: quiet bars, bars with a position, and whole round trips. The yardstick is the least that
/// could be done with the same bars: a look whether each is sane and later than the last.
internal static class EngineBenchmarks
{
    private const int Bars = 200_000;
    private const int Trips = 5_000;
    private static readonly DateTime Start = new(2026, 3, 4, 17, 0, 0, DateTimeKind.Utc);
    private static readonly double[] Sink = new double[1];

    public static IEnumerable<Benchmark> All()
    {
        var quiet = new Lazy<Rig>(static () => new Rig());
        var holding = new Lazy<Rig>(static () => new Rig().Enter().FillEntry());
        var trading = new Lazy<Rig>(static () => new Rig());
        return
        [
            Benchmark.PerSecond("Engine quiet bars", "events", Bars, () => quiet.Value.Feed(Bars), () => Look(Bars)),
            Benchmark.Bytes("Engine quiet bars", "event", Bars, () => quiet.Value.Feed(Bars), () => Look(Bars)),
            Benchmark.PerSecond("Engine bars with a position", "events", Bars, () => holding.Value.Feed(Bars), () => Look(Bars)),
            Benchmark.Bytes("Engine bars with a position", "event", Bars, () => holding.Value.Feed(Bars), () => Look(Bars)),
            Benchmark.PerSecond("Engine round trips", "events", Trips * Rig.EventsPerTrip, () => trading.Value.Trade(Trips), () => Look(Trips * Rig.EventsPerTrip)),
            Benchmark.Bytes("Engine round trips", "event", Trips * Rig.EventsPerTrip, () => trading.Value.Trade(Trips), () => Look(Trips * Rig.EventsPerTrip)),
        ];
    }

    private static void Look(int bars)
    {
        var (last, sum) = (Start, 0.0);
        for (var i = 0; i < bars; i++)
        {
            var bar = Rig.BarAt(Start.AddMinutes(i));
            if (!bar.IsSane || bar.Time < last) continue;
            last = bar.Time;
            sum += bar.Close;
        }
        Sink[0] = sum;
    }

    /// An engine with one instrument, at a venue that fills everything at 100.
    private sealed class Rig : IEngineOutput
    {
        /// Signal, acceptance, fill, the leg's acceptance, the stop's fill, a bar.
        public const int EventsPerTrip = 6;

        private readonly TradingEngine _engine;
        private long _position;
        private DateTime _now = Start;
        private OrderRequest _entry;
        private OrderId _asked;

        public Rig()
        {
            _engine = new TradingEngine(this);
            Do(new InstrumentListed(new Instrument { Symbol = "SHR", AssetClass = AssetClass.Equity, BaseAsset = "SHR", Hours = TradingHours.AroundTheClock, Tick = 0.01m, Lot = 1, MinQuantity = 1 }));
            Do(new Started("bench", "bench", 100_000, new EngineSettings { Cooldown = TimeSpan.Zero, MaxTradesPerDay = int.MaxValue, LossStreakLimit = 0, StopOutLimit = 0, SymbolLossLimit = 0, MaxDailyLoss = default, MaxDrawdownPercent = 0 }));
            Feed(1);
        }

        public bool WantsNotices => false;

        public static Bar BarAt(DateTime time) => new(time, 100, 100, 100, 100, 1_000);

        public void Feed(int bars)
        {
            for (var i = 0; i < bars; i++)
            {
                Do(new BarClosed(default, BarAt(_now)), _now.AddMinutes(1));
                if (_asked.IsNone) continue;
                Tell(_asked, ReportKind.Accepted, 0, _entry.Quantity);
                _asked = OrderId.None;
            }
        }

        public Rig Enter()
        {
            Do(new SignalProposed(new Signal { Analyst = "bench", Instrument = default, Action = SignalAction.Buy, Confidence = 1, Rationale = "", BasedOn = _now, Stop = 99 }));
            return this;
        }

        public Rig FillEntry()
        {
            var (order, stop) = (_entry, _entry.Legs!.Value.StopId);
            Tell(order.Id, ReportKind.Accepted, 0, 0);
            Tell(order.Id, ReportKind.Filled, order.Quantity, 0);
            Tell(stop, ReportKind.Accepted, 0, order.Quantity);
            return this;
        }

        public void Trade(int trips)
        {
            for (var i = 0; i < trips; i++)
            {
                Enter().FillEntry();
                Tell(_entry.Legs!.Value.StopId, ReportKind.Filled, _entry.Quantity, 0);
                Feed(1);
            }
        }

        void IEngineOutput.Submit(in OrderRequest order) => _entry = order;

        void IEngineOutput.Cancel(OrderId order, InstrumentId instrument)
        {
        }

        void IEngineOutput.Change(in OrderChange change)
        {
        }

        void IEngineOutput.Ask(OrderId order, InstrumentId instrument) => _asked = order;

        void IEngineOutput.Tell(Notice notice)
        {
        }

        private void Tell(OrderId order, ReportKind kind, decimal filled, decimal quantity) => Do(new OrderReported(new OrderReport
        {
            Order = order,
            Instrument = default,
            Kind = kind,
            VenueTime = _now,
            CumulativeQuantity = filled,
            CumulativeValue = filled * 100,
            Quantity = quantity,
        }));

        private void Do<T>(in T happened, DateTime? at = null) where T : struct, IEngineEvent
        {
            _now = at ?? _now;
            happened.GoTo(_engine, new Stamp(++_position, _now));
        }
    }
}
