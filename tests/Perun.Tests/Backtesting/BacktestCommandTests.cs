using System.Globalization;
using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtesting;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Tests.Commands;

namespace Perun.Tests.Backtesting;

/// `perun backtest` as a person types it, on six days of made-up minutes.
public sealed class BacktestCommandTests : IDisposable
{
    private const string Usings = """
        using Perun.Core.Bars;
        using Perun.Core.Indicators;
        using Perun.Core.Signals;
        using Perun.Core.Strategies;

        """;

    private readonly CommandLine _perun = new() { Actions = new PerunActions { Backtest = BacktestAction.RunAsync } };

    public BacktestCommandTests() =>
        Generator.Run(BarStore.In(_perun.Data), ["BTC/USD"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 6, null, CancellationToken.None);

    public void Dispose() => _perun.Dispose();

    private Task<Said> BacktestAsync(string rest, string symbol = "BTC/USD", string bars = "1m") => _perun.TypeAsync($"backtest {rest} --symbols {symbol} --bars {bars}");

    private void Write(string name, string body) => File.WriteAllText(Path.Combine(_perun.Home, name), Usings + body);

    [Fact]
    public async Task Costs_are_assumed_as_asked_and_said_in_text_and_JSON()
    {
        var said = await BacktestAsync("sma-atr --spread 2bp --slippage 1bp+volume:30bp --latency 1 --volume-share 10% --fees kraken");
        said.Error.ShouldBe("");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("spread 2bp; slippage 1bp+volume:30bp; fees kraken; at most 10 % of the volume; 1 bar late");
        var json = (await BacktestAsync("sma-atr --fees none --json")).Json;
        json.GetProperty("spec").GetProperty("assumptions").GetString().ShouldBe("spread usual; slippage 0.5bp+volume:20bp; fees none; at most 20 % of the volume");
        json.GetProperty("statistics").GetProperty("activity").GetProperty("fees").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task Dearer_assumptions_earn_less_and_keep_a_folder_of_their_own()
    {
        var cheap = (await BacktestAsync("sma-atr --spread none --slippage none --fees none --json")).Json;
        var dear = (await BacktestAsync("sma-atr --spread 20bp --slippage 10bp --fees kraken --json")).Json;
        Total(dear).ShouldBeLessThan(Total(cheap));
        Directory.GetDirectories(Path.Combine(_perun.Data, "runs")).Length.ShouldBe(2);

        static double Total(System.Text.Json.JsonElement report) => report.GetProperty("statistics").GetProperty("returns").GetProperty("total").GetDouble();
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_assumptions_is_said_at_once()
    {
        var said = await BacktestAsync("sma-atr --spread wide --fees binance --latency -1");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("\"wide\" is no spread");
        said.Error.ShouldContain("\"binance\" are no fees");
        said.Error.ShouldContain("\"-1\" is no latency");
    }

    [Theory]
    [InlineData("2026-01-08", "2026-01-06")]
    [InlineData("2026-01-08", "2026-01-08")]
    public async Task A_range_that_ends_before_it_begins_is_refused(string from, string to)
    {
        var said = await BacktestAsync($"sma-atr --from {from} --to {to}");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain($"--to {to} is not after --from {from}: --to is the first day that is left out");
    }

    [Fact]
    public async Task Minutes_settle_what_happens_inside_hours()
    {
        Resample(Timeframe.H1);
        const string busy = "random --set entryChance=0.5 --set stopAtr=0.5 --set targetAtr=0.5 --symbol-loss-limit 1000 --loss-streak-limit 1000 --stopout-limit 1000 --json";
        var coarse = (await BacktestAsync(busy, bars: "1h")).Json;
        var fine = (await BacktestAsync($"{busy} --detail 1m", bars: "1h")).Json;
        coarse.GetProperty("settledByDetail").GetInt64().ShouldBe(0);
        coarse.GetProperty("ambiguities").GetInt64().ShouldBeGreaterThan(0);
        fine.GetProperty("settledByDetail").GetInt64().ShouldBe(6 * 24);
        fine.GetProperty("ambiguities").GetInt64().ShouldBeLessThan(coarse.GetProperty("ambiguities").GetInt64());
        (await BacktestAsync("random --detail 1m", bars: "1h")).Output.ShouldContain("Settled by finer bars");
    }

    [Fact]
    public async Task Detail_that_settles_nothing_or_is_not_there_is_refused()
    {
        (await BacktestAsync("sma-atr --detail 1h")).Error.ShouldContain("--detail 1h settles nothing inside bars of 1m: give a shorter length.");
        Resample(Timeframe.H1);
        var said = await BacktestAsync("sma-atr --detail 5m", bars: "1h");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("There are no 5m bars of BTC/USD, but");
        (await BacktestAsync("sma-atr --detail soon", bars: "1h")).Error.ShouldContain("\"soon\" is not a length of bars");
    }

    [Fact]
    public async Task An_unknown_symbol_is_answered_with_the_nearest_name()
    {
        var said = await BacktestAsync("sma-atr", symbol: "BTC/USDT");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("There are no bars of BTC/USDT: did you mean BTC/USD?");
    }

    [Fact]
    public async Task An_empty_range_is_answered_with_the_range_there_is()
    {
        var said = await BacktestAsync("sma-atr --from 2030-01-01");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("BTC/USD has no 1m bars in that range: its bars go from 2026-01-05 to 2026-01-10.");
    }

    [Fact]
    public async Task A_strategy_that_throws_on_bar_7000_is_named_with_file_line_and_bar()
    {
        Write("Fragile.cs", """
            public sealed class Fragile : IStrategy
            {
                private int _seen;
                public Idea Next(in Bar bar)
                {
                    if (++_seen == 7000) throw new System.InvalidOperationException("out of ideas");
                    return default;
                }
                public string Explain() => "";
            }
            """);
        var said = await BacktestAsync("Fragile.cs");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("Fragile failed on bar 7,000 (2026-01-09 20:39 UTC), at Fragile.cs line 10: out of ideas (InvalidOperationException)");
    }

    [Fact]
    public async Task A_failure_while_hearing_a_longer_bar_names_that_bar()
    {
        Write("Deaf.cs", """
            public sealed class Deaf : IStrategy
            {
                public System.Collections.Generic.IReadOnlyList<Timeframe> AlsoHears => [Timeframe.H1];
                public void Hear(Timeframe timeframe, in Bar bar)
                {
                    if (bar.Time.Hour == 3) throw new System.InvalidOperationException("too loud");
                }
                public Idea Next(in Bar bar) => default;
                public string Explain() => "";
            }
            """);
        (await BacktestAsync("Deaf.cs")).Error.ShouldContain("Deaf failed on the 1h bar of 2026-01-05 03:00 UTC, heard before bar 240, at Deaf.cs line 10: too loud");
    }

    [Fact]
    public async Task A_strategy_that_loops_for_ever_is_ended_by_Ctrl_C()
    {
        var mark = Path.Combine(_perun.Home, "looping");
        Write("Endless.cs", $$"""
            public sealed class Endless : IStrategy
            {
                public Idea Next(in Bar bar)
                {
                    System.IO.File.WriteAllText("{{mark}}", "");
                    while (true) { }
                }
                public string Explain() => "";
            }
            """);
        using var stop = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(_perun.Home, "looping");
        var looping = new TaskCompletionSource();
        watcher.Created += (_, _) => looping.TrySetResult();
        watcher.EnableRaisingEvents = true;
        _perun.Stop = stop.Token;
        var run = Task.Run(() => BacktestAsync("Endless.cs"), TestContext.Current.CancellationToken);
        await looping.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var said = await run;
        said.Code.ShouldBe(ExitCode.Interrupted);
        said.Error.ShouldContain("Interrupted.");
        Directory.Exists(Path.Combine(_perun.Data, "runs")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sma-atr")]
    [InlineData("macd")]
    [InlineData("Mine.cs")]
    public async Task Honest_strategies_pass_the_checks_and_the_run_goes_on(string strategy)
    {
        if (strategy == "Mine.cs") File.WriteAllText(Path.Combine(_perun.Home, strategy), Perun.Backtest.UserStrategies.StrategyTemplate.Text("Mine"));
        var said = await BacktestAsync($"{strategy} --check-lookahead --check-recursion");
        said.Error.ShouldBe("");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("BTC/USD, look-ahead: No look-ahead:");
        said.Output.ShouldContain("BTC/USD, recursion: Its ideas agree after");
        said.Output.ShouldContain("The report:");
    }

    [Fact]
    public async Task The_example_of_the_documentation_hears_days_trades_and_passes_the_check()
    {
        var page = File.ReadAllText(Repository.File("docs/strategies.md"));
        var example = page.Split("```csharp\n")[1].Split("```")[0];
        File.WriteAllText(Path.Combine(_perun.Home, "EmaInTrend.cs"), example);
        Generator.Run(BarStore.In(_perun.Data), ["LTC/USD"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 40, null, CancellationToken.None);
        Resampler.Run(BarStore.In(_perun.Data), new SeriesKey("LTC/USD", Timeframe.M1), Timeframe.H1, out _, CancellationToken.None);
        var said = await BacktestAsync("EmaInTrend.cs --set days=5 --check-lookahead --json", symbol: "LTC/USD", bars: "1h");
        said.Code.ShouldBe(ExitCode.Done);
        said.Json.GetProperty("statistics").GetProperty("trades").GetProperty("count").GetInt32().ShouldBeGreaterThan(0);
        (await BacktestAsync("EmaInTrend.cs")).Code.ShouldBe(ExitCode.Done);
        Resample(Timeframe.D1);
        var refused = await BacktestAsync("EmaInTrend.cs", bars: "1d");
        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Error.ShouldContain("EmaInTrend also hears 1d bars, which can't be made of 1d bars: run it on shorter ones");
    }

    [Fact]
    public async Task A_planted_cheat_is_caught_with_its_bar_and_no_report_is_written()
    {
        Write("Crystal.cs", """
            public sealed class Crystal : IStrategy
            {
                private static readonly System.Collections.Generic.Dictionary<System.DateTime, double> Seen = [];
                public Idea Next(in Bar bar)
                {
                    Seen[bar.Time] = bar.Close;
                    var knows = Seen.TryGetValue(bar.Time.AddMinutes(5), out var later) && later > bar.Close * 1.002;
                    return knows ? new Idea(SignalAction.Buy, 0.9, 0, 0) : default;
                }
                public string Explain() => "";
            }
            """);
        var said = await BacktestAsync("Crystal.cs --check-lookahead");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("BTC/USD, look-ahead: It can't be repeated: on bar ");
        said.Error.ShouldContain("keep something in a static field?");
        Directory.Exists(Path.Combine(_perun.Data, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_copy_of_the_future_in_a_file_is_caught_by_its_dates()
    {
        using (var file = BarStore.In(_perun.Data).Open(new SeriesKey("BTC/USD", Timeframe.M1)))
            File.WriteAllLines(Path.Combine(_perun.Home, "future.csv"), file.Between(DateTime.MinValue, DateTime.MaxValue).ToArray().Select(bar => string.Create(CultureInfo.InvariantCulture, $"{bar.Time.Ticks},{bar.Close}")));
        Write("Insider.cs", $$"""
            public sealed class Insider : IStrategy
            {
                private readonly System.Collections.Generic.Dictionary<long, double> _known = [];
                public Insider()
                {
                    foreach (var line in System.IO.File.ReadLines("{{Path.Combine(_perun.Home, "future.csv")}}"))
                        _known[long.Parse(line.Split(',')[0])] = double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture);
                }
                public Idea Next(in Bar bar) =>
                    _known.TryGetValue(bar.Time.AddMinutes(5).Ticks, out var later) && later > bar.Close * 1.002 ? new Idea(SignalAction.Buy, 0.9, 0, 0) : default;
                public string Explain() => "";
            }
            """);
        var said = await BacktestAsync("Insider.cs --check-lookahead");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("BTC/USD, look-ahead: It goes by the date: on bar ");
    }

    [Fact]
    public async Task A_strategy_that_depends_on_where_history_begins_is_caught_with_its_bar()
    {
        Write("Counter.cs", """
            public sealed class Counter : IStrategy
            {
                private int _seen;
                public Idea Next(in Bar bar) => ++_seen % 977 == 0 ? new Idea(SignalAction.Buy, 0.9, 0, 0) : default;
                public string Explain() => "";
            }
            """);
        var said = await BacktestAsync("Counter.cs --check-recursion");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("BTC/USD, recursion: Its ideas depend on where history begins");
        said.Error.ShouldContain("on bar ");
    }

    [Fact]
    public async Task Where_there_is_too_little_to_check_that_is_said()
    {
        Resample(Timeframe.D1);
        var said = await BacktestAsync("sma-atr --check-recursion", bars: "1d");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("Nothing could be checked on 6 bars: give at least 64.");
    }

    [Fact]
    public async Task Short_sales_are_refused_on_a_crypto_spot_market_and_counted()
    {
        var said = (await BacktestAsync("sma-atr --allow-short --json")).Json;
        said.GetProperty("refusals").GetProperty("ShortNotAllowed").GetInt64().ShouldBeGreaterThan(0);
        said.GetProperty("spec").GetProperty("assumptions").GetString()!.ShouldEndWith("; short allowed");
    }

    [Fact]
    public async Task Shares_are_sold_short_where_it_is_allowed()
    {
        Generator.Run(BarStore.In(_perun.Data), ["AAPL"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 6, null, CancellationToken.None);
        Sides((await BacktestAsync("sma-atr --json", symbol: "AAPL")).Json).ShouldBe(["long"]);
        Sides((await BacktestAsync("sma-atr --allow-short --json", symbol: "AAPL")).Json).ShouldBe(["long", "short"], ignoreOrder: true);

        static string[] Sides(System.Text.Json.JsonElement report) =>
            [.. report.GetProperty("statistics").GetProperty("breakdown").GetProperty("sides").EnumerateArray().Select(side => side.GetProperty("name").GetString()!)];
    }

    private void Resample(Timeframe to) => Resampler.Run(BarStore.In(_perun.Data), new SeriesKey("BTC/USD", Timeframe.M1), to, out _, CancellationToken.None);
}
