using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Backtesting.OnHistory;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Tests.Commands;
using Perun.VenueServers.Models;

namespace Perun.Tests.Backtesting.OnHistory;

/// `perun backtest --analyst model` and its neighbours as a person types them.
public sealed class ModelCommandTests : IDisposable
{
    private const string Backtest = "backtest --analyst model --symbols BTC/USD --bars 1h --every 6h";

    private readonly CommandLine _perun = new() { Actions = new PerunActions { ModelBacktest = ModelBacktest.RunAsync, LeakTest = LeakTest.RunAsync, Backtest = Perun.Backtesting.BacktestAction.RunAsync } };

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task A_run_says_what_it_costs_before_and_what_it_cost_after_and_its_decisions_can_be_looked_at()
    {
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), TestContext.Current.CancellationToken);
        Generate();
        Env($"TRADING_ANALYSIS_LLM_MODEL=scripted\nLLM_BASE_URL={server.Address}\n");
        var unasked = await _perun.TypeAsync(Backtest);
        unasked.Code.ShouldBe(ExitCode.Usage);
        unasked.Error.ShouldContain("scripted is asked 17 times");
        unasked.Error.ShouldContain("Say --yes");

        var said = await _perun.TypeAsync($"{Backtest} --yes");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("Asked 17 times");
        said.Output.ShouldContain("none younger than its decision");
        var again = await _perun.TypeAsync($"{Backtest} --json");
        again.Error.ShouldContain("Nobody was asked: all 17 answers were on record.");
        again.Json.GetProperty("model").GetProperty("answered").GetInt32().ShouldBe(17);

        var why = await _perun.TypeAsync("why 3 --run model");
        why.Code.ShouldBe(ExitCode.Done, why.Error);
        why.Output.ShouldContain("Decision 3 at 2026-01-05 12:00:00");
        why.Output.ShouldContain("# Context as of 2026-01-05 12:00:00 UTC");
        why.Output.ShouldContain("pieces of evidence, and when each could be known");
        (await _perun.TypeAsync("why last --run model --json")).Json.GetProperty("number").GetInt32().ShouldBe(17);
        (await _perun.TypeAsync("why 99 --run model")).Error.ShouldContain("has no decision 99: they go from 1 to 17");
        (await _perun.TypeAsync("runs remove model --yes")).Code.ShouldBe(ExitCode.Done);
        Directory.GetDirectories(Path.Combine(_perun.Data, "runs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_leak_test_tells_both_sides()
    {
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), TestContext.Current.CancellationToken);
        Generate();
        Env($"TRADING_ANALYSIS_LLM_MODEL=scripted\nLLM_BASE_URL={server.Address}\n");
        var said = await _perun.TypeAsync("backtest --leak-test --symbols BTC/USD --bars 1h --every 6h --yes");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("names shown and hidden");
        said.Output.ShouldContain("Right about the direction");
        var json = (await _perun.TypeAsync("backtest --leak-test --symbols BTC/USD --bars 1h --every 6h --json --replay-only")).Json;
        json.GetProperty("isSuspect").GetBoolean().ShouldBeFalse();
        json.GetProperty("hidden").GetProperty("answered").GetInt32().ShouldBe(17);
        File.Exists(Directory.GetFiles(Path.Combine(_perun.Data, "leaktests"), "report.html", SearchOption.AllDirectories).Single()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_said_with_what_to_do()
    {
        Generate();
        (await _perun.TypeAsync(Backtest)).Error.ShouldContain("set TRADING_ANALYSIS_LLM_MODEL in .env, or give --trading-analysis-llm-model NAME");
        Env("TRADING_ANALYSIS_LLM_MODEL=gpt-4o\n");
        var keyless = await _perun.TypeAsync($"{Backtest} --yes");
        keyless.Code.ShouldBe(ExitCode.Refused);
        keyless.Error.ShouldContain("gpt-4o needs OPENAI_API_KEY: add it to .env");
        (await _perun.TypeAsync($"{Backtest} --replay-only")).Error.ShouldContain("The record lacks 17 of 17 decisions, the first at 2026-01-05 01:00");
        Env("TRADING_ANALYSIS_LLM_MODEL=house\n");
        (await _perun.TypeAsync($"{Backtest} --yes")).Error.ShouldContain("LLM_BASE_URL is not set");
        Directory.Delete(Path.Combine(_perun.Data, "news"), recursive: true);
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), TestContext.Current.CancellationToken);
        Env($"TRADING_ANALYSIS_LLM_MODEL=scripted\nLLM_BASE_URL={server.Address}\n");
        var newsless = await _perun.TypeAsync($"{Backtest} --yes");
        newsless.Code.ShouldBe(ExitCode.Done, newsless.Error);
        newsless.Error.ShouldContain("There is no news from 2026-01-05 to 2026-01-09");
        newsless.Error.ShouldContain("perun data import-news");
    }

    [Theory]
    [InlineData("backtest --analyst oracle", "\"oracle\" is no analyst: give --analyst model")]
    [InlineData("backtest sma-atr --mask", "--mask is for a model: add --analyst model")]
    [InlineData("backtest sma-atr --replay-only", "--replay-only is for a model")]
    [InlineData("backtest --analyst model --every soon", "\"soon\" is no length for --every")]
    [InlineData("backtest --analyst model --bars 1h --every 5m", "--every 5m is shorter than bars of 1h")]
    [InlineData("backtest --analyst model --max-cost -1", "give a number above 0, like 2.50")]
    [InlineData("backtest --analyst model --check-lookahead", "what a model sees is always audited")]
    [InlineData("backtest Mine.cs --analyst model", "can't stand in for a model")]
    [InlineData("backtest mcad --analyst model", "did you mean macd?")]
    [InlineData("backtest --leak-test --mask", "leave --mask out")]
    [InlineData("backtest --analyst model --mask-name Acme", "give it like \"XYZ=Acme Corp\"")]
    public async Task What_was_typed_wrong_is_told(string line, string says)
    {
        Generate();
        Env("TRADING_ANALYSIS_LLM_MODEL=scripted\nLLM_BASE_URL=http://127.0.0.1:9/v1\n");
        var said = await _perun.TypeAsync($"{line} --symbols BTC/USD");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(says);
    }

    [Fact]
    public async Task News_is_imported_shown_and_listed()
    {
        var file = Path.Combine(_perun.Home, "news.csv");
        File.WriteAllText(file, "pubDate,title,ticker\n2026-01-05 10:00,Up,BTC\n2026-01-06,Down,BTC\n2126-01-06 10:00,Later,BTC\n");
        var trial = await _perun.TypeAsync($"data import-news {file} --dry-run");
        trial.Output.ShouldContain("published = pubDate, headline = title, symbols = ticker");
        trial.Output.ShouldContain("2 pieces could be read");
        var said = await _perun.TypeAsync($"data import-news {file}");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("2 pieces of news added");
        said.Output.ShouldContain("1 piece has a date and no time of day");
        said.Output.ShouldContain("1 of them dated into the future");
        (await _perun.TypeAsync($"data import-news {file} --json")).Json[0].GetProperty("known").GetInt32().ShouldBe(2);
        (await _perun.TypeAsync("data list")).Output.ShouldContain("2 pieces");
        (await _perun.TypeAsync($"data import-news {file} --columns when=pubDate")).Error.ShouldContain("says no column");
        (await _perun.TypeAsync($"data import-news {file}.nowhere")).Error.ShouldContain("There is no file");
    }

    private void Env(string text) => File.WriteAllText(Path.Combine(_perun.Home, ".env"), text);

    private void Generate()
    {
        var store = BarStore.In(_perun.Data);
        Generator.Run(store, ["BTC/USD"], 5, HistorySession.Start, 4, null, CancellationToken.None, NewsArchive.In(_perun.Data));
        Resampler.Run(store, new SeriesKey("BTC/USD", Timeframe.M1), Timeframe.H1, out _, CancellationToken.None);
    }
}
