using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtesting;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Tests.Configuration;

namespace Perun.Tests.Backtesting;

public sealed class BacktestActionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PerunSettings _settings;

    public BacktestActionTests()
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_DATA", _folder.Path)]);
        reading.Problems.ShouldBeEmpty();
        _settings = settings!;
        Generator.Run(BarStore.In(_folder.Path), ["BTC/USD"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 5, null, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_leaves_a_report_and_the_same_run_leaves_the_same_bytes()
    {
        var first = await AskAsync("sma-atr", "one");
        await AskAsync("sma-atr", "two");
        first.Run.Bars.ShouldBe(5 * 1440);
        first.Run.Trades.Count.ShouldBeGreaterThan(5);
        foreach (var name in (string[])["report.html", "report.json", "trades.csv", "equity.csv"])
        {
            var bytes = await File.ReadAllBytesAsync(_folder.File($"one/{name}"), Cancel);
            bytes.Length.ShouldBeGreaterThan(500);
            (await File.ReadAllBytesAsync(_folder.File($"two/{name}"), Cancel)).ShouldBe(bytes, name);
        }
    }

    [Fact]
    public async Task A_run_is_made_both_ways_and_either_way_alone_leaves_the_same_trades_and_curve()
    {
        var usual = await AskAsync("ema-cross", "usual");
        (usual.Run.Way, usual.Run.WayRemark).ShouldBe((RunWay.Both, null));
        usual.Run.HowItWent().ShouldStartWith("Two ways, one result");
        foreach (var way in (RunWay[])[RunWay.Straight, RunWay.Messages])
        {
            (await AskAsync("ema-cross", $"{way}", way: way)).Run.Way.ShouldBe(way);
            foreach (var name in (string[])["trades.csv", "equity.csv"])
                (await File.ReadAllBytesAsync(_folder.File($"{way}/{name}"), Cancel)).ShouldBe(await File.ReadAllBytesAsync(_folder.File($"usual/{name}"), Cancel), $"{way} {name}");
        }
    }

    [Fact]
    public async Task A_file_of_ones_own_runs_as_a_built_in_strategy_does()
    {
        _folder.Write("Mine.cs", Perun.Backtest.UserStrategies.StrategyTemplate.Text("Mine"));
        var answer = await AskAsync(_folder.File("Mine.cs"), "own");
        answer.Run.Spec.Strategy.ShouldBe("Mine");
        answer.Run.Trades.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("mcad", "did you mean macd?")]
    [InlineData("nowhere/Mine.cs", "is not there")]
    public async Task What_is_no_strategy_is_told(string strategy, string told) =>
        (await Should.ThrowAsync<CommandFailedException>(() => AskAsync(strategy, "none"))).Message.ShouldContain(told);

    [Fact]
    public async Task What_is_not_stored_and_what_has_no_bars_in_the_range_is_told()
    {
        (await Should.ThrowAsync<CommandFailedException>(() => AskAsync("macd", "none", "ETH/USD"))).Message.ShouldContain("no bars of ETH/USD");
        (await Should.ThrowAsync<CommandFailedException>(() => AskAsync("macd", "none", from: new DateOnly(2030, 1, 1)))).Message.ShouldContain("2026-01-05 to 2026-01-09");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<BacktestAnswer> AskAsync(string strategy, string folder, string symbol = "BTC/USD", DateOnly? from = null, RunWay? way = null) =>
        BacktestAction.RunAsync(new BacktestRequest(_settings, strategy, [], [symbol], Timeframe.M1, from, null, null, _folder.File(folder)) { Way = way }, Cancel);
}
