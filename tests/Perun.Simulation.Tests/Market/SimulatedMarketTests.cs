using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;
using Perun.Simulation.World;

namespace Perun.Simulation.Tests.Market;

public class SimulatedMarketTests
{
    private static readonly DateTime Start = new(2026, 3, 3, 14, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = Start.AddDays(1).AddSeconds(17);

    [Fact]
    public void One_seed_gives_one_day_of_trading_whatever_the_steps()
    {
        var (whole, stepped, other) = (new Trader(Market(5)), new Trader(Market(5)), new Trader(Market(6)));
        whole.Market.Advance(End, whole);
        for (var to = Start; to < End; to = to.AddSeconds(7)) stepped.Market.Advance(to, stepped);
        stepped.Market.Advance(End, stepped);
        other.Market.Advance(End, other);
        whole.Fills.ShouldBeGreaterThan(20);
        stepped.Heard.ShouldBe(whole.Heard);
        other.Heard.ShouldNotBe(whole.Heard);
    }

    [Fact]
    public void A_market_saved_and_loaded_goes_on_as_if_nothing_had_happened()
    {
        var through = new Trader(Market(5));
        through.Market.Advance(End, through);

        var before = new Trader(Market(5));
        before.Market.Advance(Start.AddHours(5).AddSeconds(43), before);
        var saved = StateStream.Save();
        before.Market.Sync(saved);
        var after = new Trader(Market(99)) { Orders = before.Orders };
        var loading = StateStream.Load(saved.Saved);
        after.Market.Sync(loading);
        loading.ExpectEnd();
        after.Market.Now.ShouldBe(Start.AddHours(5).AddSeconds(43));
        after.Market.Advance(End, after);

        before.Heard.Concat(after.Heard).ShouldBe(through.Heard);
        after.Market.Exchange.Account.Cash.ShouldBe(through.Market.Exchange.Account.Cash);
    }

    [Fact]
    public void What_happens_is_told_in_the_order_of_time()
    {
        var trader = new Trader(Market(5));
        trader.Market.Advance(End, trader);
        trader.Times.ShouldBe(trader.Times.Order());
    }

    [Fact]
    public void An_order_sent_on_a_bar_fills_at_the_first_price_after_it()
    {
        var trader = new Trader(new SimulatedMarket(DefaultUniverse.Of("BTC/USD"), 5, Start, ExchangeRules.Frictionless));
        trader.Market.Advance(Start.AddMinutes(3), trader);
        var fill = trader.Market.Exchange.Account.Fills.First();
        fill.Time.ShouldBe(Start.AddMinutes(1));
        fill.Price.ShouldBe(trader.Closes[0]);
    }

    [Fact]
    public void History_passes_without_anybody_trading_and_leaves_a_last_price()
    {
        var market = Market(5);
        market.Advance(Start.AddHours(2));
        market.Exchange.LastPrice(new InstrumentId(0)).ShouldBeGreaterThan(0);
        market.Exchange.Account.FillCount.ShouldBe(0);
    }

    private static SimulatedMarket Market(ulong seed) => new(DefaultUniverse.Of("AAPL", "BTC/USD"), seed, Start);

    /// Buys with a bracket every few bars, by turns, and writes down what it hears.
    private sealed class Trader(SimulatedMarket market) : IMarketListener
    {
        public SimulatedMarket Market { get; } = market;

        public long Orders { get; set; }

        public int Fills { get; private set; }

        public List<string> Heard { get; } = [];

        public List<DateTime> Times { get; } = [];

        public List<decimal> Closes { get; } = [];

        public void OnPrice(InstrumentId instrument, in Bar slice, DateTime end) => Hear($"{end:O} price {instrument} {slice.Close}", end);

        public void OnNews(NewsItem item, DateTime now) => Hear($"{now:O} {item.Id}", now);

        public void OnReport(in OrderReport report, DateTime now)
        {
            Heard.Add($"{report.VenueTime:O} {report.Order} {report.Kind} {report.CumulativeQuantity} {report.CumulativeValue} {report.Reason}");
            Times.Add(now);
            if (report.Kind == ReportKind.Filled) Fills++;
        }

        public void OnBar(InstrumentId instrument, in Bar minute, DateTime now)
        {
            Hear($"{now:O} bar {instrument} {minute}", now);
            Closes.Add((decimal)minute.Close);
            if (minute.Time.Minute % 9 != 0 && Orders > 0) return;
            var price = (decimal)minute.Close;
            var notional = 2000m;
            var isShare = price < 10_000;
            var tick = isShare ? 0.01m : 0.1m;
            Orders++;
            Market.Exchange.Submit(new OrderRequest
            {
                Id = OrderId.At(Orders, 0),
                Instrument = instrument,
                Side = Side.Buy,
                Type = OrderType.Market,
                Quantity = isShare ? Math.Floor(notional / price) : Step.Round(notional / price, 0.0001m, RoundTo.Down),
                Legs = new BracketLegs
                {
                    StopId = OrderId.At(Orders, 1),
                    StopPrice = Step.Round(price * 0.998m, tick, RoundTo.Down),
                    TargetId = OrderId.At(Orders, 2),
                    TargetPrice = Step.Round(price * 1.002m, tick, RoundTo.Up),
                },
            }, now);
        }

        private void Hear(string line, DateTime time)
        {
            Heard.Add(line);
            Times.Add(time);
        }
    }
}
