using System.Diagnostics;
using System.Globalization;
using Perun.Adapters.Storage;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Strategies;
using Perun.Daemon;
using Perun.Mind.Knowledge.Auditing;
using Perun.Mind.Masking;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Sources;
using Perun.Simulation.Randomness;

namespace Perun.Backtesting.OnHistory;

/// A model over stored history, through the engine of every backtest: first rehearsed from the record, which tells what it will ask and
/// cost, and then, where the record lacks anything and the person agrees, run.
internal static class ModelBacktest
{
    /// What charts are drawn from before the run begins.
    private const int WarmBars = 250;
    private static readonly TimeSpan WarmTime = TimeSpan.FromDays(35);

    public static async Task<ModelBacktestAnswer> RunAsync(ModelBacktestRequest request, CancellationToken cancel) => await RunAsync(request, TimeProvider.System, [], cancel);

    internal static async Task<ModelBacktestAnswer> RunAsync(ModelBacktestRequest request, TimeProvider clock, IReadOnlyList<IKnowledgeSource> more, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var work = Open(request, clock, more);
        using (work.Store)
        {
            using var walk = await WalkedAsync(work, request, cancel);
            return Write(work, request, walk, begun);
        }
    }

    /// Rehearses, asks the person, and runs; the walk that counts.
    private static async Task<Walk> WalkedAsync(Work work, ModelBacktestRequest request, CancellationToken cancel)
    {
        var rehearsal = await WalkAsync(work, request, Replaying.Only, null, cancel);
        var cost = Costs.Of(work, rehearsal);
        if (cost.ToAsk == 0) return rehearsal;
        rehearsal.Dispose();
        if (request.OnlyRecord || work.Frame.Settings.Models.Replaying == Replaying.Only) throw new CommandFailedException(ExitCode.Refused, Costs.Missing(cost));
        Costs.Check(work, request, cost);
        if (!request.Agrees(cost)) throw new CommandFailedException(ExitCode.Refused, "Nothing was asked.");
        return await WalkAsync(work, request, Replaying.WhereRecorded, cost, cancel);
    }

    internal static Work Open(ModelBacktestRequest request, TimeProvider clock, IReadOnlyList<IKnowledgeSource> more)
    {
        var settings = request.Run.Settings;
        if (!settings.Models.Models.TryGetValue(ModelTask.TradingAnalysis, out var model))
            throw CommandFailedException.Usage("--analyst model needs to know which: set TRADING_ANALYSIS_LLM_MODEL in .env, or give --trading-analysis-llm-model NAME (perun model-server is one to try it with, without a key).");
        try
        {
            var store = BarStore.In(settings.Paths.Data);
            var remarks = new List<string>();
            var strategy = StrategyCatalog.Find(request.Run.Strategy) ?? throw CommandFailedException.Usage(StrategyCatalog.Unknown(request.Run.Strategy));
            var parameters = strategy.Parse(request.Run.Set);
            if (parameters.Values is not { } values) throw CommandFailedException.Usage(string.Join('\n', parameters.Problems));
            var every = EveryOf(request);
            var plan = BacktestAction.PlanOf(request.Run, strategy, values, store, remarks);
            plan = plan with { Spec = SpecOf(plan.Spec, request, model, every) };
            var (walked, warm, sources) = WithPast(plan, store);
            var end = plan.Spec.To + plan.Spec.Timeframe.Length;
            var news = HistoryNews.Load(NewsArchive.In(settings.Paths.Data), [.. plan.Markets.Select(market => market.Instrument)], sources, plan.Spec.From, end, request.NewsDelay);
            if (news.Items.Count == 0) remarks.Add($"There is no news from {plan.Spec.From:yyyy-MM-dd} to {end:yyyy-MM-dd}: the model reads charts and the account only. perun data import-news brings news, and perun data generate the simulated world's.");
            Directory.CreateDirectory(settings.Paths.Data);
            var calls = new ModelStore(Path.Combine(settings.Paths.Data, PerunDaemon.StoreFile), Durability.Full);
            var frame = new HistoryFrame(settings, plan, walked, warm, news, request.IsMasked ? () => MaskOf(plan, request) : null, calls, calls, clock) { More = more };
            return new Work(frame, calls, store, model, every, remarks);
        }
        catch (HistoryException trouble)
        {
            throw new CommandFailedException(trouble.Trouble is HistoryTrouble.Damaged or HistoryTrouble.Disk ? ExitCode.Environment : ExitCode.Refused, trouble.Message);
        }
        catch (StoreException failure)
        {
            throw new CommandFailedException(ExitCode.Environment, failure.Message);
        }
    }

    /// <param name="cost">What was agreed to; null for a rehearsal.</param>
    internal static async Task<Walk> WalkAsync(Work work, ModelBacktestRequest request, Replaying replaying, CostStatement? cost, CancellationToken cancel)
    {
        var heard = new List<string>();
        var mind = new HistoryMind(work.Frame, replaying, text => Hear(heard, text));
        try
        {
            var guard = cost is null ? null : new SpendingGuard(request.MostUsd, mind);
            var isDaily = work.Frame.Plan.Spec.Timeframe.CompareTo(Timeframe.D1) >= 0;
            var analyst = new HistoryAnalyst(mind, work.Every, isDaily)
            {
                Progress = cost is null ? null : done =>
                {
                    request.Progress?.Invoke(mind.Book.Decisions.Count, cost.Decisions);
                    guard?.Check();
                },
            };
            var run = await BacktestRunner.RunAsync(work.Frame.Plan, analyst, cancel);
            return new Walk(run, mind, heard);
        }
        catch (YoungEvidenceException young)
        {
            mind.Dispose();
            throw new CommandFailedException(ExitCode.Refused, $"{young.Message} The run proves nothing and was ended.");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && cost is not null)
        {
            mind.Dispose();
            throw new CommandFailedException(ExitCode.Interrupted,
                $"Stopped after {mind.Book.Decisions.Count:#,##0} of {cost.Decisions:#,##0} decisions. {mind.Record.Spending.Sentence} What was answered is on record: the same command goes on from there and pays for nothing twice.");
        }
        catch
        {
            mind.Dispose();
            throw;
        }
    }

    internal static ModelBacktestAnswer Write(Work work, ModelBacktestRequest request, Walk walk, long begun)
    {
        var model = ModelStory.Of(work, request, walk);
        var answer = BacktestAction.Write(request.Run, walk.Run, work.Frame.Plan.Markets, work.Bars, begun, model);
        return new ModelBacktestAnswer(answer with { Remarks = [.. work.Remarks, .. walk.Heard] }, model, walk.Mind.Record.Spending);
    }

    private static TimeSpan EveryOf(ModelBacktestRequest request)
    {
        var bars = request.Run.Timeframe.Length;
        if (request.Every is not { } every) return bars > TimeSpan.FromHours(1) ? bars : TimeSpan.FromHours(1);
        if (every < bars) throw CommandFailedException.Usage($"--every {Words(every)} is shorter than bars of {request.Run.Timeframe}: between them there is nothing new to ask about.");
        return every;
    }

    private static RunSpec SpecOf(RunSpec spec, ModelBacktestRequest request, string model, TimeSpan every) => spec with
    {
        Strategy = $"model {model}{(request.IsMasked ? ", masked" : "")}",
        Parameters = new Dictionary<string, double>(),
        Assumptions = string.Join("; ", [spec.Assumptions ?? "", $"asked every {Words(every)}", $"news known {Words(request.NewsDelay)} after it arrived", .. request.IsMasked ? (string[])["masked"] : [],
            .. request.Run.Strategy != DefaultRules ? (string[])[$"{request.Run.Strategy} while a budget is spent"] : []]),
    };

    /// What decides while a budget is spent, as it does live.
    public const string DefaultRules = "sma-atr";

    private static (List<WalkedMarket> Walked, List<Bar[]> Warm, List<string> Sources) WithPast(RunPlan plan, BarStore store)
    {
        var (walked, warm, sources) = (new List<WalkedMarket>(), new List<Bar[]>(), new List<string>());
        foreach (var market in plan.Markets)
        {
            using var file = store.Open(new SeriesKey(market.Instrument.Symbol, plan.Spec.Timeframe));
            var length = plan.Spec.Timeframe.Length * WarmBars;
            var past = file.Between(plan.Spec.From - (length > WarmTime ? length * 2 : WarmTime), market.Bars[0].Time).ToArray();
            sources.Add(file.Source);
            warm.Add(past);
            walked.Add(new WalkedMarket(market.Instrument, [.. past, .. market.Bars]));
        }
        return (walked, warm, sources);
    }

    /// The same run has the same mask, and another run another.
    private static Mask MaskOf(RunPlan plan, ModelBacktestRequest request)
    {
        var spec = plan.Spec;
        var stream = RandomStream.Named(1, $"mask {string.Join(',', spec.Symbols)} {spec.Timeframe} {spec.From:O} {spec.To:O}");
        return new Mask([.. plan.Markets.Select(market => market.Instrument)], request.Names, (spec.From, spec.To), bound => stream.NextBelow(bound));
    }

    internal static string Words(TimeSpan span) =>
        span.TotalDays >= 1 && span.TotalDays % 1 == 0 ? $"{span.TotalDays:0}d" : span.TotalHours >= 1 && span.TotalHours % 1 == 0 ? $"{span.TotalHours:0}h"
        : span.TotalMinutes % 1 == 0 && span > TimeSpan.Zero ? $"{span.TotalMinutes:0}m" : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0}s");

    private static void Hear(List<string> heard, string text)
    {
        const int most = 20;
        if (heard.Count < most && !heard.Contains(text)) heard.Add(text);
    }
}

/// What a run works on until it is over.
internal sealed record Work(HistoryFrame Frame, ModelStore Store, BarStore Bars, string Model, TimeSpan Every, IReadOnlyList<string> Remarks);

/// A walk through history that came to its end.
internal sealed record Walk(RunResult Run, HistoryMind Mind, IReadOnlyList<string> Heard) : IDisposable
{
    public void Dispose() => Mind.Dispose();
}
