using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Engine.Markets;

namespace Perun.Backtest.Tests.Runs;

public sealed class RunAnalystTests
{
    [Fact]
    public async Task An_analyst_that_proposes_what_a_strategy_proposes_trades_as_the_strategy_does()
    {
        var plan = RunBench.Plan(RunBench.Walk(3000), () => new SmaCross());
        var strategy = BacktestRunner.Run(plan, null, CancellationToken.None);
        var echo = new Echo(new SmaCross());
        var analyst = await BacktestRunner.RunAsync(plan, echo, TestContext.Current.CancellationToken);
        strategy.Trades.Count.ShouldBeGreaterThan(10);
        analyst.Trades.Select(trade => (trade.Opened, trade.Closed, trade.Quantity, trade.AverageEntry, trade.AverageExit, trade.Profit, trade.Reason))
            .ShouldBe(strategy.Trades.Select(trade => (trade.Opened, trade.Closed, trade.Quantity, trade.AverageEntry, trade.AverageExit, trade.Profit, trade.Reason)));
        analyst.Equity.Equity.ShouldBe(strategy.Equity.Equity);
        analyst.Trades.ShouldAllBe(trade => echo.Proposed[trade.Decision].Action == SignalAction.Buy);
        echo.Judged.ShouldBe(echo.Proposed.Count);
    }

    /// A strategy in an analyst's clothes.
    private sealed class Echo(IStrategy strategy) : IRunAnalyst
    {
        private Idea _idea;
        private Bar _bar;

        public Dictionary<long, Signal> Proposed { get; } = [];

        public int Judged { get; private set; }

        public void See(InstrumentId instrument, in Bar bar, DateTime end) => (_idea, _bar) = (strategy.Next(bar), bar);

        public bool IsDue(DateTime now) => _idea.Action != SignalAction.Hold;

        public ValueTask<IReadOnlyList<Signal>> ProposeAsync(DateTime now, EngineState state, CancellationToken cancel)
        {
            if (_idea.Action == SignalAction.Sell && state.Ledger[new InstrumentId(0)].IsFlat) return ValueTask.FromResult<IReadOnlyList<Signal>>([]);
            return ValueTask.FromResult<IReadOnlyList<Signal>>([new Signal
            {
                Analyst = "echo",
                Instrument = new InstrumentId(0),
                Action = _idea.Action,
                Confidence = _idea.Confidence,
                Rationale = "",
                BasedOn = now,
                ReferencePrice = Prices.Decimal(_bar.Close),
                Stop = _idea.Stop > 0 ? Prices.Decimal(_idea.Stop) : null,
                Target = _idea.Target > 0 ? Prices.Decimal(_idea.Target) : null,
            }]);
        }

        public void Proposing(long position, Signal signal) => Proposed[position] = signal;

        public void Hear(DateTime now, Notice notice)
        {
            if (notice is Notice.Judged) Judged++;
        }
    }
}
