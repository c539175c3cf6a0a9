using System.Diagnostics;
using System.Text.Json.Serialization;
using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Commands;
using Perun.Mind.Models.Calls;
using Perun.Mind.Sources;

namespace Perun.Backtesting.OnHistory;

/// What a leak test came to.
/// <param name="Folder">With report.html and report.json; the two runs keep folders of their own.</param>
public sealed record LeakAnswer(NameTest Test, ModelBacktestAnswer Shown, ModelBacktestAnswer Hidden, string Folder, RunSpending Spent, IReadOnlyList<string> Remarks)
{
    [JsonIgnore]
    public LeakDocument Document => new(
        Shown.Model.Model, Shown.Backtest.Run.Spec.Symbols, Shown.Backtest.Run.Spec.From, Shown.Backtest.Run.Spec.To, Shown.Model.Every, Side(Shown), Side(Hidden),
        Test.Moments, Test.Views, Test.Agreement, Test.Differences, Test.HitRateShown, Test.HitRateHidden, Test.EarnedShown, Test.EarnedHidden, Test.Difference, Test.Band.Low, Test.Band.High, Test.Chance,
        Test.IsSuspect, Test.Verdict.Headline, Test.Verdict.Sentence);

    private static LeakSide Side(ModelBacktestAnswer answer) => new(
        answer.Backtest.Input.Statistics.Returns.Total, answer.Backtest.Run.Trades.Count, answer.Model.Decisions, answer.Model.Answered, answer.Model.CostUsd, Path.GetFileName(answer.Backtest.Report));
}

/// As scripts read it. Rates and earnings are fractions.
public sealed record LeakDocument(
    string Model, IReadOnlyList<string> Symbols, DateTime From, DateTime To, string Every, LeakSide Shown, LeakSide Hidden, int Moments, int Views, double Agreement, int Differences,
    double? HitRateShown, double? HitRateHidden, double EarnedShown, double EarnedHidden, double Difference, double BandLow, double BandHigh, double Chance, bool IsSuspect, string Headline, string Sentence);

public sealed record LeakSide(double? Return, int Trades, int Decisions, int Answered, decimal? CostUsd, string Run);

/// The same model over the same history with names shown and with names hidden, and whether it does better when it knows them.
internal static class LeakTest
{
    public static Task<LeakAnswer> RunAsync(ModelBacktestRequest request, CancellationToken cancel) => RunAsync(request, TimeProvider.System, cancel);

    internal static async Task<LeakAnswer> RunAsync(ModelBacktestRequest request, TimeProvider clock, CancellationToken cancel)
    {
        var (showing, hiding) = (request with { IsMasked = false }, request with { IsMasked = true });
        using var shown = Side.Open(showing, clock);
        using var hidden = Side.Open(hiding, clock);
        var (one, other) = (await shown.RehearseAsync(cancel), await hidden.RehearseAsync(cancel));
        if (one.ToAsk + other.ToAsk > 0) Agree(request, shown.Work, Together(one, other));
        var first = await shown.RunAsync(one, showing, cancel);
        var second = await hidden.RunAsync(other, request.MostUsd is { } most ? hiding with { MostUsd = Math.Max(0.000001m, most - (first.Spent.CostUsd ?? 0)) } : hiding, cancel);
        foreach (var side in (ModelBacktestAnswer[])[first, second])
        {
            if (side.Model.ByRules > 0)
                throw new CommandFailedException(ExitCode.Refused, $"The day's budget was spent in the middle, and {side.Model.ByRules:#,##0} decisions were left to the rules: that compares nothing. What was answered is on record; the same command goes on from there once there is budget again.");
        }
        var test = NameTest.Of(Paired(shown.Work, first.Model, second.Model), 1);
        var folder = Path.Combine(request.Run.Settings.Paths.Data, "leaktests", Path.GetFileName(first.Backtest.Report));
        var spent = new RunSpending(first.Spent.Calls + second.Spent.Calls, first.Spent.Recorded + second.Spent.Recorded, first.Spent.InputTokens + second.Spent.InputTokens,
            first.Spent.OutputTokens + second.Spent.OutputTokens, first.Spent.CostUsd + second.Spent.CostUsd);
        var answer = new LeakAnswer(test, first, second, request.Run.Out ?? folder, spent, [.. first.Backtest.Remarks.Union(second.Backtest.Remarks, StringComparer.Ordinal)]);
        Write(answer);
        return answer;
    }

    /// Views of the same instrument at the same moment, and what its price did until the next such moment.
    private static List<PairedView> Paired(Work work, ModelRun shown, ModelRun hidden)
    {
        var hiddenViews = ViewsOf(hidden);
        var pairs = new List<PairedView>();
        foreach (var market in work.Frame.Plan.Markets)
        {
            var symbol = market.Instrument.Symbol;
            var views = ViewsOf(shown).Where(view => view.Key.Symbol == symbol && hiddenViews.ContainsKey(view.Key)).OrderBy(view => view.Key.At).ToList();
            var prices = new PriceAt(market, work.Frame.Plan.Spec.Timeframe);
            double[] levels = [.. views.Select(view => prices.At(view.Key.At)), prices.Last];
            for (var i = 0; i < views.Count; i++)
                if (levels[i] > 0) pairs.Add(new PairedView(views[i].Key.At, symbol, hiddenViews[views[i].Key], views[i].Value, levels[i + 1] / levels[i] - 1));
        }
        return pairs;
    }

    private static Dictionary<(DateTime At, string Symbol), int> ViewsOf(ModelRun run) => run.Log
        .SelectMany(decision => decision.Symbols.Where(about => about.Checked != "symbol outside").Select(about => (Key: (decision.At, about.Symbol), Direction: about.Action switch { "buy" => 1, "sell" => -1, _ => 0 })))
        .GroupBy(view => view.Key).ToDictionary(group => group.Key, group => group.First().Direction);

    private static void Agree(ModelBacktestRequest request, Work work, CostStatement cost)
    {
        if (request.OnlyRecord || work.Frame.Settings.Models.Replaying == Replaying.Only) throw new CommandFailedException(ExitCode.Refused, Costs.Missing(cost));
        Costs.Check(work, request, cost);
        if (!request.Agrees(cost)) throw new CommandFailedException(ExitCode.Refused, "Nothing was asked.");
    }

    private static CostStatement Together(CostStatement one, CostStatement other) => one with
    {
        Decisions = one.Decisions + other.Decisions,
        Recorded = one.Recorded + other.Recorded,
        InputTokens = one.InputTokens + other.InputTokens,
        OutputTokens = one.OutputTokens + other.OutputTokens,
        MostOutputTokens = one.MostOutputTokens + other.MostOutputTokens,
        LikelyUsd = one.LikelyUsd + other.LikelyUsd,
        MostUsd = one.MostUsd + other.MostUsd,
        FirstMissing = one.FirstMissing ?? other.FirstMissing,
    };

    private static void Write(LeakAnswer answer)
    {
        Directory.CreateDirectory(answer.Folder);
        using (var page = File.Create(Path.Combine(answer.Folder, "report.html"))) LeakPage.Write(page, answer.Test, answer.Shown.Backtest.Input, answer.Hidden.Backtest.Input);
        using var json = File.Create(Path.Combine(answer.Folder, "report.json"));
        System.Text.Json.JsonSerializer.Serialize(json, answer.Document, Commands.Output.CommandJson.Default.LeakDocument);
    }

    /// One of the two walks, from its rehearsal to its report.
    private sealed class Side(Work work, ModelBacktestRequest request) : IDisposable
    {
        private Walk? _rehearsal;

        public Work Work => work;

        public static Side Open(ModelBacktestRequest request, TimeProvider clock) => new(ModelBacktest.Open(request, clock, (IReadOnlyList<IKnowledgeSource>)[]), request);

        public async Task<CostStatement> RehearseAsync(CancellationToken cancel)
        {
            _rehearsal = await ModelBacktest.WalkAsync(work, request, Replaying.Only, null, cancel);
            return Costs.Of(work, _rehearsal);
        }

        public async Task<ModelBacktestAnswer> RunAsync(CostStatement cost, ModelBacktestRequest bounded, CancellationToken cancel)
        {
            var begun = Stopwatch.GetTimestamp();
            if (cost.ToAsk == 0) return ModelBacktest.Write(work, request with { Run = request.Run with { Out = null } }, _rehearsal!, begun);
            using var walk = await ModelBacktest.WalkAsync(work, bounded, Replaying.WhereRecorded, cost, cancel);
            return ModelBacktest.Write(work, request with { Run = request.Run with { Out = null } }, walk, begun);
        }

        public void Dispose()
        {
            _rehearsal?.Dispose();
            work.Store.Dispose();
        }
    }

    /// The newest close that was known at a moment.
    private sealed class PriceAt(RunMarket market, Core.Bars.Timeframe timeframe)
    {
        private int _next;

        public double Last => market.Bars[^1].Close;

        public double At(DateTime moment)
        {
            while (_next < market.Bars.Length && BarEnds.Of(market.Instrument, timeframe, market.Bars[_next].Time) <= moment) _next++;
            return _next == 0 ? 0 : market.Bars[_next - 1].Close;
        }
    }
}
