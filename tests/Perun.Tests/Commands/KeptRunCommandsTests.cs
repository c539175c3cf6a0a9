using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.Keeping;
using Perun.Backtesting;
using Perun.Commands;

namespace Perun.Tests.Commands;

/// Runs that real backtests kept, listed, compared and taken away.
public sealed class KeptRunCommandsTests : IDisposable
{
    private readonly CommandLine _line = new() { Actions = new PerunActions { Backtest = BacktestAction.RunAsync } };

    public KeptRunCommandsTests() =>
        Generator.Run(BarStore.In(_line.Data), ["BTC/USD"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 5, null, CancellationToken.None);

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Runs_are_listed_sorted_compared_and_removed()
    {
        (await _line.TypeAsync("runs")).Output.ShouldContain("No run is kept yet");
        foreach (var strategy in (string[])["sma-atr", "macd"])
            (await _line.TypeAsync($"backtest {strategy} --symbols BTC/USD --bars 1m")).Code.ShouldBe(ExitCode.Done);

        var list = (await _line.TypeAsync("runs --sort name --json")).Json;
        list.GetArrayLength().ShouldBe(2);
        list[0].GetProperty("name").GetString().ShouldStartWith("macd-");
        list[1].GetProperty("strategy").GetString().ShouldBe("sma-atr");
        list[0].GetProperty("trades").GetInt32().ShouldBeGreaterThan(5);
        (await _line.TypeAsync("runs --sort luck")).Error.ShouldContain("give one of made, name");

        var said = await _line.TypeAsync("compare sma macd");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("B less A");
        said.Output.ShouldContain("only in A");
        var document = (await _line.TypeAsync("compare sma macd --json")).Json;
        var page = await File.ReadAllTextAsync(document.GetProperty("page").GetString()!, TestContext.Current.CancellationToken);
        page.ShouldContain("\"curve\"");
        page.ShouldContain("Only in sma-atr");
        var both = document.GetProperty("tradesInBoth").GetInt32();
        (both + document.GetProperty("onlySecond").GetArrayLength()).ShouldBe(list[0].GetProperty("trades").GetInt32());
        (both + document.GetProperty("onlyFirst").GetArrayLength()).ShouldBe(list[1].GetProperty("trades").GetInt32());

        (await _line.TypeAsync("runs remove macd")).Error.ShouldContain("--yes");
        (await _line.TypeAsync("runs remove macd --yes")).Output.ShouldContain("is gone");
        (await _line.TypeAsync("compare sma macd")).Error.ShouldContain("There is no run \"macd\"");
        (await _line.TypeAsync("runs --json")).Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_run_is_named()
    {
        await _line.TypeAsync("backtest macd --symbols BTC/USD --bars 1m");
        var run = RunShelf.In(_line.Data).List().Single();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, RunShelf.ReportFile), "{}", TestContext.Current.CancellationToken);

        var said = await _line.TypeAsync("runs");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Output.ShouldContain("DAMAGED");
        said.Error.ShouldContain("run it again");
        (await _line.TypeAsync("compare macd macd")).Error.ShouldContain("can't be read");
    }

    [Theory]
    [InlineData("backtest", "Name a strategy")]
    [InlineData("backtest macd --against-journal", "leave macd away")]
    [InlineData("backtest --against-journal --from 2026-01-06 --to 2026-01-05", "would end")]
    public async Task What_can_not_be_meant_is_told(string line, string told)
    {
        var said = await _line.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(told);
    }
}
