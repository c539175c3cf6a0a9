using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.Search;
using Perun.Backtest.Search.WalkForward;
using Perun.Backtesting;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Tests.Configuration;

namespace Perun.Tests.Backtesting;

public sealed class SweepActionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PerunSettings _settings;

    public SweepActionTests()
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_DATA", _folder.Path)]);
        reading.Problems.ShouldBeEmpty();
        _settings = settings!;
        Generator.Run(BarStore.In(_folder.Path), ["BTC/USD"], 3, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 5, null, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sweep_with_the_usual_limits_and_costs_shares_work_and_leaves_its_reports()
    {
        var answer = await SweepAsync("sma-atr", "one", ["period=10:30:10", "stopAtr=1,2"]);
        (answer.Result.Outcomes.Count, answer.Result.WhyNotShared).ShouldBe((6, null));
        answer.Result.SharedCount.ShouldBeGreaterThan(0);
        foreach (var name in (string[])["report.html", "report.json", "sets.csv", "sets.jsonl", "winner/report.html", "winner/trades.csv"])
            new FileInfo(_folder.File($"one/{name}")).Length.ShouldBeGreaterThan(200, name);
        (await SweepAsync("sma-atr", "one", ["period=10:30:10", "stopAtr=1,2"], resume: true)).Result.Known.ShouldBe(6);
    }

    [Fact]
    public async Task A_file_of_ones_own_is_swept_and_begins_anew_when_its_text_changes()
    {
        var text = Perun.Backtest.UserStrategies.StrategyTemplate.Text("Mine");
        _folder.Write("Mine.cs", text);
        var first = await SweepAsync(_folder.File("Mine.cs"), "own", [], SearchMethod.Random);
        first.Result.Outcomes.Count.ShouldBe(4);
        first.Result.WhyNotShared.ShouldNotBeNull().ShouldContain("one's own");
        _folder.Write("Mine.cs", text + "\n// another thought\n");
        var second = await SweepAsync(_folder.File("Mine.cs"), "own", [], SearchMethod.Random);
        second.Result.Known.ShouldBe(0);
        second.Remarks.ShouldContain(remark => remark.Contains("began anew"));
    }

    [Fact]
    public async Task What_can_not_be_swept_is_told()
    {
        await Refused(["fsat=5:30"], "no parameter fsat");
        await Refused(["period=30:10"], "reversed");
        (await Should.ThrowAsync<CommandFailedException>(() => SweepAsync("ema-cross", "none", ["fast=60", "slow=10,20"]))).Message.ShouldContain("No combination");
        (await Should.ThrowAsync<CommandFailedException>(() => SweepAsync("sma-atr", "nothing", ["period=5"], resume: true))).Message.ShouldContain("nothing to go on with");
        _folder.Write("blocked", "a file where a folder should be");
        await Should.ThrowAsync<IOException>(() => SweepAsync("sma-atr", "blocked/under", ["period=5"]));

        async Task Refused(string[] vary, string told) =>
            (await Should.ThrowAsync<CommandFailedException>(() => SweepAsync("sma-atr", "none", vary))).Message.ShouldContain(told);
    }

    [Fact]
    public async Task A_walk_leaves_its_reports()
    {
        var sweep = Request("sma-atr", "walk", ["period=10:30:10"]);
        var answer = await WalkForwardAction.RunAsync(Walk(sweep, "1d", "12w"), Cancel);
        answer.Result.Folds.Count.ShouldBe(1);
        foreach (var name in (string[])["report.html", "report.json", "folds.csv", "fold-001.jsonl", "out-of-sample/report.html"])
            new FileInfo(_folder.File($"walk/{name}")).Length.ShouldBeGreaterThan(200, name);
        (await Should.ThrowAsync<CommandFailedException>(() => WalkForwardAction.RunAsync(Walk(sweep, "3y", "1y"), Cancel))).Message.ShouldContain("shorten --train");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static WalkForwardRequest Walk(SweepRequest sweep, string train, string test) => new(sweep, Length(train), Length(test), Stretch.None, Stretch.None, IsAnchored: false, Progress: null);

    private static Stretch Length(string text) => Stretch.TryParse(text, out var stretch) ? stretch : throw new ArgumentException(text);

    private Task<SweepAnswer> SweepAsync(string strategy, string folder, string[] vary, SearchMethod? method = null, bool resume = false) =>
        SweepAction.RunAsync(Request(strategy, folder, vary, method) with { MustResume = resume }, Cancel);

    private SweepRequest Request(string strategy, string folder, string[] vary, SearchMethod? method = null) => new(
        new BacktestRequest(_settings, strategy, [], ["BTC/USD"], Timeframe.M1, null, null, null, _folder.File(folder)), vary, method, Trials: 4, Objective.Sharpe, Cores: 2, MustResume: false, Progress: null);
}
