using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Strategies;
using Perun.Simulation.Exchange;
using Perun.Simulation.World;
using Perun.Trading;

namespace Perun.Tests.Trading;

/// A strategy that traded live on the simulated venue, and the backtest of it on the bars of that run.
public sealed class OneEngineTests
{
    private const int Days = 5;
    private const ulong Seed = 3;

    [Theory]
    [InlineData("AAPL")]
    [InlineData("AAPL,MSFT,SPY,TSLA")]
    public async Task On_the_path_inside_its_bars_a_backtest_makes_the_live_trades_to_the_cent(string symbols)
    {
        var live = await LiveAsync(symbols);
        var run = Backtest(symbols, new ExchangeRules(), market => market.Slices);

        live.Count.ShouldBeGreaterThan(5);
        run.Trades.Select(Words).ShouldBe(live.Select(Words));
    }

    /// What is assumed where only bars are known: an order takes effect at once and fills at the next bar's open (live it
    /// takes its latency, and fills where the price is then), and a stop or target fills at its level.
    [Theory]
    [InlineData("AAPL")]
    [InlineData("AAPL,MSFT,SPY,TSLA")]
    public async Task On_bars_alone_it_makes_the_same_trades_at_nearly_the_same_prices(string symbols)
    {
        var live = await LiveAsync(symbols);
        var run = Backtest(symbols, new ExchangeRules { Latency = TimeSpan.Zero }, market => market.Minutes);

        run.Trades.Select(trade => (trade.Symbol, Minute(trade.Opened), trade.Reason)).Order().ShouldBe(live.Select(trade => (trade.Symbol, Minute(trade.Opened), trade.Reason)).Order());
        foreach (var (one, other) in run.Trades.OrderBy(Key).Zip(live.OrderBy(Key)))
        {
            Math.Abs(one.AverageEntry / other.AverageEntry - 1).ShouldBeLessThan(0.002m);
            Math.Abs(one.AverageExit / other.AverageExit - 1).ShouldBeLessThan(0.005m);
        }
    }

    private static async Task<IReadOnlyList<RunTrade>> LiveAsync(string symbols)
    {
        using var session = new Session(Seed, ("DEFAULT_SYMBOLS", symbols));
        await session.DaysAsync(Days);
        return [.. session.Trades.Reverse().Select(trade => new RunTrade
        {
            Symbol = trade.Symbol,
            Side = Enum.Parse<Core.Orders.Side>(trade.Side),
            Opened = trade.Opened,
            Closed = trade.Closed,
            Quantity = trade.Quantity,
            AverageEntry = trade.Entry,
            AverageExit = trade.Exit,
            Fees = trade.Fees,
            Profit = trade.Profit,
            Reason = Enum.Parse<Engine.Ledger.ExitReason>(trade.Reason),
        })];
    }

    private static RunResult Backtest(string symbols, ExchangeRules venue, Func<Recorded, List<Bar>> detail)
    {
        using var session = new Session(Seed, ("DEFAULT_SYMBOLS", symbols));
        var universe = DefaultUniverse.Of(session.Settings.Analysis.Symbols);
        var history = new Recorder(universe);
        var world = new SimulatedWorld(universe, Seed, SimulationRun.Start - Origin.History);
        world.Advance(SimulationRun.Start, history);
        var recorder = new Recorder(universe);
        world.Advance(SimulationRun.Start.AddDays(Days), recorder);

        var timeframe = session.Settings.Analysis.Timeframe;
        List<RunMarket> markets = [];
        var warm = new Queue<IStrategy>();
        for (var place = 0; place < universe.Count; place++)
        {
            var instrument = universe.Instruments[place];
            markets.Add(new RunMarket(instrument, [.. Longer(recorder.Of[place].Minutes, instrument, timeframe)], [.. detail(recorder.Of[place])]));
            var strategy = new SmaCross();
            foreach (var bar in Longer(history.Of[place].Minutes, instrument, timeframe)) strategy.Next(bar);
            warm.Enqueue(strategy);
        }
        var settings = session.Settings;
        return BacktestRunner.Run(new RunPlan
        {
            Spec = new RunSpec
            {
                Strategy = "sma-atr",
                Parameters = new Dictionary<string, double>(),
                Symbols = [.. universe.Instruments.Select(instrument => instrument.Symbol)],
                Timeframe = timeframe,
                From = SimulationRun.Start,
                To = SimulationRun.Start.AddDays(Days),
                StartCash = settings.World.StartCash,
            },
            Markets = markets,
            Strategy = warm.Dequeue,
            Limits = Limits.Of(settings),
            Venue = venue,
        }, null, Session.Cancel);
    }

    private static IEnumerable<Bar> Longer(List<Bar> minutes, Instrument instrument, Timeframe timeframe)
    {
        var aggregator = new BarAggregator(timeframe, TradingCalendar.For(instrument.Hours));
        return minutes.SelectMany(minute => aggregator.Add(minute).ToArray());
    }

    private static string Words(RunTrade trade) =>
        $"{trade.Symbol} {trade.Side} {trade.Opened:O} {trade.Closed:O} {trade.Quantity} {trade.AverageEntry} {trade.AverageExit} {trade.Fees} {trade.Profit} {trade.Reason}";

    private static string Key(RunTrade trade) => $"{trade.Symbol} {trade.Opened:O}";

    private static DateTime Minute(DateTime time) => new(time.Ticks - (time.Ticks - 1) % TimeSpan.TicksPerMinute);

    private sealed record Recorded(List<Bar> Minutes, List<Bar> Slices);

    private sealed class Recorder(Universe universe) : IWorldListener
    {
        public Recorded[] Of { get; } = [.. universe.Instruments.Select(_ => new Recorded([], []))];

        public bool WantsSlices => true;

        public void OnBar(InstrumentId instrument, in Bar minute) => Of[instrument.Value].Minutes.Add(minute);

        public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end) => Of[instrument.Value].Slices.Add(slice);

        public void OnNews(NewsItem item)
        {
        }
    }
}
