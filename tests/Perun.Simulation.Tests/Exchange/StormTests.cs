using FsCheck;
using FsCheck.Fluent;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.Tests.Exchange;

/// Rules that hold whatever is ordered and however the prices move.
public class StormTests
{
    private static readonly ExchangeRules Rough = new()
    {
        Latency = TimeSpan.FromSeconds(20),
        RejectChance = 0.05,
        PartialChance = 0.3,
        VolumeShare = 0.05m,
        StartingCash = 50_000,
    };

    [Fact]
    public void Cash_and_positions_are_the_start_and_the_fills_less_the_fees() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<ulong>(seed =>
        {
            var storm = new Storm(seed);
            for (var minute = 0; minute < 120; minute++) storm.Minute();
            storm.ShouldBalance();
        }));

    [Fact]
    public void A_storm_fills_refuses_cancels_expires_and_shorts()
    {
        var storm = new Storm(1);
        var wasShort = false;
        for (var minute = 0; minute < 600; minute++)
        {
            storm.Minute();
            wasShort |= storm.Venue.Shares < 0;
        }
        wasShort.ShouldBeTrue();
        storm.Venue.Exchange.Account.FillCount.ShouldBeGreaterThan(100);
        foreach (var kind in (ReportKind[])[ReportKind.Accepted, ReportKind.Filled, ReportKind.Rejected, ReportKind.Cancelled, ReportKind.Expired, ReportKind.Replaced, ReportKind.ReplaceRejected])
            storm.Heard.ShouldContain(report => report.Kind == kind, kind.ToString());
    }

    [Fact]
    public void An_exchange_saved_and_loaded_in_the_middle_has_the_same_future() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll<ulong>(seed =>
        {
            var (through, interrupted) = (new Storm(seed), new Storm(seed));
            for (var minute = 0; minute < 60; minute++)
            {
                through.Minute();
                interrupted.Minute();
                if (minute % 20 == 13) interrupted.Venue.Load(interrupted.Venue.Save());
            }
            interrupted.Heard.ShouldBe(through.Heard);
            interrupted.Venue.Save().ShouldBe(through.Venue.Save());
        }));

    /// Random orders of every kind, changes and cancels, over a random walk.
    private sealed class Storm(ulong seed)
    {
        private readonly List<OrderId> _sent = [];
        private readonly List<VenueFill> _fills = [];
        private readonly double[] _prices = [100, 100];
        private RandomStream _random = new(seed);

        public Venue Venue { get; } = new(Rough with { Seed = seed });

        public List<OrderReport> Heard { get; } = [];

        public void Minute()
        {
            for (var i = _random.NextBelow(4); i > 0; i--) Act();
            var start = Venue.Now;
            for (var instrument = 0; instrument < 2; instrument++)
            {
                var open = Math.Round(_prices[instrument] * (1 + 0.01 * _random.NextNormal()), 1);
                var close = Math.Round(open * (1 + 0.01 * _random.NextNormal()), 1);
                var high = Math.Round(Math.Max(open, close) * (1 + 0.01 * _random.NextUnit()), 1);
                var low = Math.Round(Math.Min(open, close) * (1 - 0.01 * _random.NextUnit()), 1);
                Venue.Exchange.Match(new InstrumentId(instrument), new Bar(start, open, high, low, close, _random.NextBelow(2000)), start.AddMinutes(1));
                _prices[instrument] = close;
            }
            Venue.Exchange.Advance(start.AddMinutes(1));
            Venue.Now = start.AddMinutes(1);
            Heard.AddRange(Venue.Reports());
            _fills.AddRange(Venue.Exchange.Account.Fills.Where(fill => fill.Number > _fills.Count));
            if (Venue.Coins < 0) throw new InvalidOperationException("a coin was sold short");
        }

        public void ShouldBalance()
        {
            var account = Venue.Exchange.Account;
            var cash = Rough.StartingCash;
            var positions = new decimal[2];
            foreach (var fill in _fills)
            {
                cash -= fill.Side.Sign() * fill.Quantity * fill.Price + (fill.FeeIsInBase ? 0 : fill.Fee);
                positions[fill.Instrument.Value] += fill.Side.Sign() * fill.Quantity - (fill.FeeIsInBase ? fill.Fee : 0);
            }
            account.Cash.ShouldBe(cash);
            Venue.Shares.ShouldBe(positions[0]);
            Venue.Coins.ShouldBe(positions[1]);
            account.FillCount.ShouldBe(_fills.Count);
            account.FeesPaid.ShouldBe(_fills.Where(fill => !fill.FeeIsInBase).Sum(fill => fill.Fee));
            foreach (var fills in _fills.GroupBy(fill => fill.Order))
            {
                var last = Heard.Last(report => report.Order == fills.Key);
                last.CumulativeQuantity.ShouldBe(fills.Sum(fill => fill.Quantity));
                last.CumulativeValue.ShouldBe(fills.Sum(fill => fill.Quantity * fill.Price));
                last.CumulativeFee.ShouldBe(fills.Sum(fill => fill.Fee));
            }
            foreach (var order in Venue.Exchange.Snapshot().OpenOrders) order.Filled.ShouldBeLessThanOrEqualTo(order.Terms.Quantity);
        }

        private void Act()
        {
            var choice = _random.NextBelow(10);
            if (choice == 0 && _sent.Count > 0) Venue.Exchange.Cancel(AnyOrder(), default, Venue.Now);
            else if (choice == 1 && _sent.Count > 0) Venue.Exchange.Change(new OrderChange { Order = AnyOrder(), Instrument = default, StopPrice = Near(0.97, 0), LimitPrice = Near(1, 0) }, Venue.Now);
            else Submit();
        }

        private OrderId AnyOrder() => _sent[_random.NextBelow(_sent.Count)];

        private void Submit()
        {
            var instrument = _random.NextBelow(2);
            var side = _random.NextBelow(5) < 3 ? Side.Buy : Side.Sell;
            var type = (OrderType)_random.NextBelow(5);
            var order = Venue.Order(side, type, _random.NextBelow(60),
                type is OrderType.Limit or OrderType.StopLimit ? Near(_random.NextBetween(0.98, 1.02), instrument) : 0,
                type is OrderType.Stop or OrderType.StopLimit ? Near(_random.NextBetween(0.98, 1.02), instrument) : 0) with
            {
                Instrument = new InstrumentId(instrument),
                TimeInForce = (TimeInForce)_random.NextBelow(4),
                ReduceOnly = _random.NextChance(0.2),
                PostOnly = type == OrderType.Limit && _random.NextChance(0.2),
                Trail = type == OrderType.TrailingStop ? new Trail(0.02m, IsFraction: true) : default,
            };
            if (_random.NextChance(0.4)) order = Venue.Bracket(order, Near(1 - 0.03 * side.Sign(), instrument), Near(1 + 0.03 * side.Sign(), instrument));
            _sent.Add(Venue.Submit(order));
            if (order.Legs is { } legs) _sent.Add(_random.NextChance(0.5) ? legs.StopId : legs.TargetId);
        }

        private decimal Near(double factor, int instrument) => Math.Round((decimal)(_prices[instrument] * factor), 1);
    }
}
