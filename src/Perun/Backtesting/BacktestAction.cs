using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Perun.Backtest.Belief;
using Perun.Backtest.Costs;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Backtest.Keeping;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Statistics;
using Perun.Backtest.UserStrategies;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Simulation.World;
using Perun.Trading;

namespace Perun.Backtesting;

/// From stored history and a strategy's name to a report.
internal static class BacktestAction
{
    private const long MostBarsBothWays = 3_000_000;

    public static async Task<BacktestAnswer> RunAsync(BacktestRequest request, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var (answer, remarks) = await WithStrategyAsync(request, (strategy, stop) => Run(request, strategy, begun, stop), cancel);
        return answer with { Remarks = [.. remarks, .. answer.Remarks] };
    }

    /// Work with the strategy that was asked for, built in or of the user's own, and what no check can vouch for in the latter.
    internal static async Task<(T Answer, IReadOnlyList<string> Remarks)> WithStrategyAsync<T>(BacktestRequest request, Func<StrategyDefinition, CancellationToken, T> work, CancellationToken cancel)
    {
        try
        {
            if (!request.IsOwnStrategy)
            {
                var builtIn = StrategyCatalog.Find(request.Strategy) ?? throw CommandFailedException.Usage(StrategyCatalog.Unknown(request.Strategy));
                return (work(builtIn, cancel), []);
            }
            using var own = Load(request);
            return (await own.RunAsync(stop => work(own.Definition, stop), cancel), own.Remarks);
        }
        catch (StrategyFailedException failure)
        {
            throw new CommandFailedException(ExitCode.Refused, failure.Message);
        }
        catch (HistoryException trouble)
        {
            throw new CommandFailedException(trouble.Trouble is HistoryTrouble.Damaged or HistoryTrouble.Disk ? ExitCode.Environment : ExitCode.Refused, trouble.Message);
        }
    }

    /// A strategy of the user's own: compiled when it has changed, and watched while it runs.
    private static UserStrategy Load(BacktestRequest request)
    {
        var load = new UserStrategyLoader(Path.Combine(request.Settings.Paths.Data, "compiled")).Load(request.StrategyFile, request.Strategy);
        return load.Strategy ?? throw new CommandFailedException(ExitCode.Refused, string.Join('\n', load.Problems));
    }

    private static BacktestAnswer Run(BacktestRequest request, StrategyDefinition strategy, long begun, CancellationToken cancel)
    {
        var parameters = strategy.Parse(request.Set);
        if (parameters.Values is not { } values) throw CommandFailedException.Usage(string.Join('\n', parameters.Problems));
        var store = BarStore.In(request.Settings.Paths.Data);
        var remarks = new List<string>();
        var plan = PlanOf(request, strategy, values, store, remarks);
        var checks = StrategyChecks.Run(request, plan.Strategy, plan.Markets, cancel).ToList();
        if (checks.Exists(check => !check.IsClean))
            throw new CommandFailedException(ExitCode.Refused, string.Join('\n', checks.Where(check => !check.IsClean).Select(check => $"{check.Symbol}, {check.Check}: {check.Sentence}")));
        var run = BacktestRunner.Run(plan with { Way = request.Way ?? WayOf(plan) }, null, cancel);
        return Write(request, run, plan.Markets, store, begun) with { Remarks = remarks, Checks = checks };
    }

    /// Both ways, compared, where messages take a second or so on the other core.
    private static RunWay WayOf(RunPlan plan) => plan.Markets.Sum(market => (long)market.Bars.Length) <= MostBarsBothWays ? RunWay.Both : RunWay.Straight;

    /// The run that was asked for, with its bars in memory.
    internal static RunPlan PlanOf(BacktestRequest request, StrategyDefinition strategy, ParameterValues values, BarStore store, List<string> remarks)
    {
        var markets = request.Symbols.Select(symbol => Market(store, symbol, request)).ToList();
        if (request.Detail is { } finer) markets = WithDetail(markets, store, finer, request, remarks);
        IStrategy Make() => strategy.Create(values);
        if (LongerBars.Objection(Make(), request.Timeframe) is { } objection) throw CommandFailedException.Usage(objection);
        var spec = new RunSpec
        {
            Strategy = strategy.Name,
            Parameters = values.ByName(),
            Symbols = [.. markets.Select(market => market.Instrument.Symbol)],
            Timeframe = request.Timeframe,
            From = markets.Min(market => market.Bars[0].Time),
            To = markets.Max(market => market.Bars[^1].Time),
            StartCash = request.Settings.World.StartCash,
            Assumptions = request.Assumptions,
        };
        return request.Fills.On(new RunPlan
        {
            Spec = spec,
            Markets = markets,
            Way = request.Way ?? RunWay.Straight,
            Strategy = Make,
            Limits = Limits.Of(request.Settings) with { MinVolume = 0, StaleAfter = TimeSpan.FromDays(7), AllowShort = request.AllowsShort },
        });
    }

    internal static TradingHours HoursOf(IReadOnlyList<RunMarket> markets) =>
        markets.Any(market => market.Instrument.Hours == TradingHours.AroundTheClock) ? TradingHours.AroundTheClock : TradingHours.NewYork;

    /// The report of a run as a person, a script and a spreadsheet read it.
    internal static void WriteReport(string folder, ReportInput input)
    {
        Directory.CreateDirectory(folder);
        using (var html = File.Create(Path.Combine(folder, "report.html"))) HtmlReport.Write(html, input);
        using (var json = File.Create(Path.Combine(folder, "report.json"))) JsonReport.Write(json, input);
        using (var trades = File.CreateText(Path.Combine(folder, "trades.csv"))) CsvExport.Trades(trades, input.Run.Trades);
        using (var equity = File.CreateText(Path.Combine(folder, "equity.csv"))) CsvExport.Equity(equity, input.Run.Equity);
        if (input.Model is not { } model) return;
        using (var page = File.Create(Path.Combine(folder, RunShelf.DecisionsPageFile))) DecisionPage.Write(page, model);
        using (var log = new StreamWriter(Path.Combine(folder, RunShelf.DecisionsFile)) { NewLine = "\n" }) DecisionLog.Write(log, model.Log);
    }

    /// <param name="model">What a model did in it, where one decided.</param>
    internal static BacktestAnswer Write(BacktestRequest request, RunResult run, IReadOnlyList<RunMarket> markets, BarStore store, long begun, ModelRun? model = null)
    {
        var hours = HoursOf(markets);
        var benchmark = Benchmark(request, markets, store);
        var statistics = RunStatistics.Of(run, new StatisticsOptions(hours, benchmark));
        var belief = RunBelief.Of(run, statistics, new BeliefOptions(hours));
        var input = new ReportInput(run, statistics, belief) { Bars = markets.ToDictionary(market => market.Instrument.Symbol, market => market.Bars, StringComparer.Ordinal), Benchmark = benchmark, Model = model };
        var folder = request.Out ?? Path.Combine(request.Settings.Paths.Data, "runs", Name(run));
        WriteReport(folder, input);
        IReadOnlyList<StatisticRow> rows = [.. StatisticRows.Of(statistics), .. StatisticRows.Of(run), .. StatisticRows.Of(belief), .. model is null ? [] : ModelRows.Of(model)];
        return new BacktestAnswer(run, input, rows, folder, Stopwatch.GetElapsedTime(begun));
    }

    private static RunMarket Market(BarStore store, string symbol, BacktestRequest request)
    {
        using var file = store.Open(new SeriesKey(symbol, request.Timeframe));
        var from = request.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.MinValue;
        var to = request.To?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.MaxValue;
        var bars = file.Between(from, to).ToArray();
        if (bars.Length > 0) return new RunMarket(InstrumentOf(symbol), bars);
        var range = file.Range is { } stored ? $"its bars go from {stored.First:yyyy-MM-dd} to {stored.Last:yyyy-MM-dd}" : "it has none at all";
        throw new CommandFailedException(ExitCode.Refused, $"{symbol} has no {request.Timeframe} bars in that range: {range}.");
    }

    /// Where one symbol has no finer bars, its own settle what happens inside them; where none has, the option was a mistake.
    private static List<RunMarket> WithDetail(List<RunMarket> markets, BarStore store, Timeframe detail, BacktestRequest request, List<string> remarks)
    {
        if (detail.CompareTo(request.Timeframe) >= 0) throw CommandFailedException.Usage($"--detail {detail} settles nothing inside bars of {request.Timeframe}: give a shorter length.");
        var keys = store.Keys().ToHashSet();
        List<RunMarket> found = [];
        foreach (var market in markets)
        {
            var key = new SeriesKey(market.Instrument.Symbol, detail);
            if (!keys.Contains(key))
            {
                remarks.Add($"{key.Symbol} has no {detail} bars: inside its bars the worse is taken.");
                found.Add(market);
                continue;
            }
            using var file = store.Open(key);
            found.Add(market with { Detail = file.Between(market.Bars[0].Time, market.Bars[^1].Time + request.Timeframe.Length).ToArray() });
        }
        return found.Exists(market => market.Detail is not null) ? found : throw store.Missing(new SeriesKey(markets[0].Instrument.Symbol, detail));
    }

    private static BenchmarkCurve? Benchmark(BacktestRequest request, IReadOnlyList<RunMarket> markets, BarStore store)
    {
        var market = request.Benchmark is { } symbol ? Market(store, symbol, request) : markets[0];
        return new BenchmarkCurve(market.Instrument.Symbol, [.. market.Bars.Select(bar => bar.Time.Ticks)], [.. market.Bars.Select(bar => bar.Close)]);
    }

    /// The particulars of what the catalog knows; plain ones for what it doesn't.
    private static Instrument InstrumentOf(string symbol)
    {
        if (WorldCatalog.TryFind(symbol, out var profile)) return profile.Instrument;
        var hours = TradingHoursGuess.Of(symbol);
        var isCrypto = hours == TradingHours.AroundTheClock;
        var model = WorldCatalog.All.First(known => known.Instrument.Hours == hours).Instrument;
        return model with { Symbol = symbol.ToUpperInvariant(), BaseAsset = symbol.Split('/')[0], Tick = isCrypto ? 0.00000001m : 0.0001m, TickBelowOne = 0, Lot = isCrypto ? 0.00000001m : 1 };
    }

    /// Equal requests on equal bars name the same folder, so that a run made again replaces itself.
    private static string Name(RunResult run)
    {
        var spec = run.Spec;
        var parameters = string.Join('-', spec.Parameters.Select(parameter => parameter.Value.ToString(CultureInfo.InvariantCulture)));
        var name = $"{spec.Strategy}-{parameters}-{string.Join('-', spec.Symbols)}-{spec.Timeframe}-{spec.From:yyyyMMdd}-{spec.To:yyyyMMdd}";
        return FileName(name) + Mark(spec);
    }

    internal static string FileName(string name) =>
        string.Concat(name.Take(120).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));

    /// Runs that differ only in what they assume keep apart.
    internal static string Mark(RunSpec spec) => spec.Assumptions is null || spec.Assumptions == FillAssumptions.Usual.Words ? ""
        : $"-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spec.Assumptions)))[..8]}";
}
