using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Search;
using Perun.Backtest.Tests.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Tests.Search;

/// Searches on made-up history.
internal static class SearchBench
{
    public static StrategyDefinition Strategy(string name) => StrategyCatalog.Find(name)!;

    public static RunPlan Run(Bar[] bars, Instrument? instrument = null, EngineSettings? limits = null, ExchangeRules? venue = null, Timeframe? timeframe = null) => new()
    {
        Spec = new RunSpec
        {
            Strategy = "",
            Parameters = new Dictionary<string, double>(),
            Symbols = [(instrument ?? RunBench.Coin()).Symbol],
            Timeframe = timeframe ?? Timeframe.M1,
            From = bars[0].Time,
            To = bars[^1].Time,
            StartCash = 100_000,
        },
        Markets = [new RunMarket(instrument ?? RunBench.Coin(), bars)],
        Strategy = static () => throw new InvalidOperationException("a search makes its own"),
        Limits = limits ?? RunBench.TenPercentEach,
        Venue = venue ?? ExchangeRules.Frictionless,
    };

    public static SearchSpace Space(string strategy, string[] vary, params string[] set) => Space(Strategy(strategy), vary, set);

    public static SearchSpace Space(StrategyDefinition strategy, string[] vary, params string[] set)
    {
        var (space, problems) = SearchSpace.Of(strategy, set, vary);
        problems.ShouldBeEmpty();
        return space!;
    }

    public static SearchPlan Plan(RunPlan run, SearchSpace space) => new()
    {
        Run = run with { Spec = run.Spec with { Strategy = space.Strategy.Name } },
        Space = space,
        Hours = run.Markets[0].Instrument.Hours,
        Cores = 2,
    };

    public static SearchPlan Plan(int bars, string strategy, params string[] vary) => Plan(Run(RunBench.Walk(bars)), Space(strategy, vary));

    public static SearchResult Search(SearchPlan plan, string? journal = null) => ParameterSearch.Run(plan, journal, null, CancellationToken.None);
}
