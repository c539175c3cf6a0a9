using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Money;

namespace Perun.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void With_nothing_configured_everything_has_its_default()
    {
        var (settings, reading) = Given.Sources();
        reading.Warnings.ShouldBeEmpty();
        reading.Values.ShouldAllBe(value => value.Source == "default");

        settings!.Mode.ShouldBe(TradingMode.Simulated);
        settings.ValidateOnly.ShouldBeFalse();
        settings.Port.ShouldBe(5000);
        settings.World.ShouldBe(new WorldSettings(1, 60, 100_000));
        settings.Analysis.Symbols.ShouldBe(["AAPL", "MSFT", "NVDA", "SPY", "TSLA", "BTC/USD", "ETH/USD", "SOL/USD"]);
        settings.Analysis.Timeframe.ShouldBe(Timeframe.M5);
        settings.Analysis.TrendTimeframes.ShouldBeEmpty();
        settings.Risk.MaxPositionSize.ShouldBe(AmountOrPercent.Percent(10));
        settings.Risk.MaxDailyLoss.ShouldBe(AmountOrPercent.Percent(3));
        settings.Risk.DailyProfitTarget.IsSet.ShouldBeFalse();
        settings.Risk.Cooldown.ShouldBe(TimeSpan.FromMinutes(5));
        settings.Risk.SymbolLock.ShouldBe(TimeSpan.FromHours(12));
        settings.Loop.ShouldBe(new LoopSettings(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)));
        settings.Logging.ShouldBe(new LoggingSettings("/home/perun/logs", "perun.log", LogLevel.Info, LogLevel.Debug));
        settings.Paths.ShouldBe(new PathSettings("/home/perun", "/home/perun/data", "/home/perun/prompts", Memory: null));
    }

    [Fact]
    public void The_environment_overrides_the_file_and_options_override_both()
    {
        var (settings, reading) = Given.Sources(
            file: "PERUN_PORT=1\nPERUN_SEED=2\nPERUN_SPEED=3",
            environment: [("PERUN_SEED", "20"), ("PERUN_SPEED", "30")],
            options: [("PERUN_SPEED", "300")]);
        settings!.Port.ShouldBe(1);
        settings.World.ShouldBe(new WorldSettings(20, 300, 100_000));
        Source("PERUN_PORT").ShouldBe(".env line 1");
        Source("PERUN_SEED").ShouldBe("environment");
        Source("PERUN_SPEED").ShouldBe("option --speed");

        string Source(string name) => reading.Values.Single(value => value.Setting.Name == name).Source;
    }

    [Fact]
    public void An_empty_value_does_not_override()
    {
        var (settings, _) = Given.Sources(file: "PERUN_PORT=7", environment: [("PERUN_PORT", " ")], options: [("PERUN_PORT", "")]);
        settings!.Port.ShouldBe(7);
    }

    [Fact]
    public void Folders_start_at_home_unless_they_are_absolute()
    {
        var (settings, _) = Given.Sources(file: "PERUN_DATA=/var/perun\nLOG_PATH=../logs\nMEMDIR_PATH=notes");
        settings!.Paths.Data.ShouldBe("/var/perun");
        settings.Paths.Memory.ShouldBe("/home/perun/notes");
        settings.Logging.Folder.ShouldBe("/home/logs");
    }

    [Fact]
    public void All_problems_are_reported_at_once_each_with_its_source_and_remedy()
    {
        var (settings, reading) = Given.Sources(
            file: "broken line\nPERUN_PORT=70000",
            environment: [("MIN_CONFIDENCE", "NaN")],
            options: [("PERUN_SPEED", "fast")]);
        settings.ShouldBeNull();
        reading.Problems.ShouldBe(
        [
            ".env line 1: there is no '=': write NAME=value, or put # in front to make it a comment.",
            "PERUN_PORT (.env line 2) is \"70000\": give a whole number from 1 to 65535, or leave it out for the default, 5000.",
            "--speed (PERUN_SPEED) is \"fast\": give a number from 0.1 to 100000, or leave it out for the default, 60.",
            "MIN_CONFIDENCE (environment) is \"NaN\", but it is not a finite number: give a number from 0 to 1, or leave it out for the default, 0.5.",
        ]);
    }

    [Theory]
    [InlineData("paper", 1)]
    [InlineData("LIVE", 3)]
    public void Modes_that_lack_what_they_need_say_all_of_it(string mode, int problems)
    {
        var (settings, reading) = Given.Sources(environment: [("PERUN_MODE", mode)]);
        settings.ShouldBeNull();
        reading.Problems.Count.ShouldBe(problems);
        reading.Problems.ShouldContain(problem => problem.Contains("ALPACA_API_KEY and ALPACA_SECRET_KEY are not set"));
    }

    [Fact]
    public void A_trend_must_be_longer_than_the_bars_it_confirms()
    {
        var (settings, reading) = Given.Sources(file: "PERUN_TIMEFRAME=4h\nPERUN_TREND_TIMEFRAMES=1h,4h,1d");
        settings.ShouldBeNull();
        reading.Problems.Count.ShouldBe(2);
        reading.Problems.ShouldAllBe(problem => problem.Contains("not longer than PERUN_TIMEFRAME, 4h"));
    }

    [Theory]
    [InlineData("99999", true)]
    [InlineData("100000", false)]
    [InlineData("100%", true)]
    public void A_daily_loss_that_can_not_be_reached_is_a_mistake(string limit, bool isFine)
    {
        var (settings, _) = Given.Sources(file: $"MAX_DAILY_LOSS={limit}");
        (settings is not null).ShouldBe(isFine);
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var key = new Setting<string>("SOME_API_KEY", SettingGroup.Program, Kinds.Text("a key"), "", "A key.") { IsSecret = true };
        var pin = new Setting<int>("SOME_PIN", SettingGroup.Program, Kinds.Whole(0, 9), "", "A number.") { IsSecret = true };
        var reading = SettingsReader.Read([key, pin], Given.From("SOME_API_KEY=canary-1\nSOME_PIN=canary-2", [], []));

        reading.Values[0].Shown.ShouldBe(SettingValue.Mask);
        reading.Values[0].ToString().ShouldNotContain("canary");
        reading.Problems.ShouldHaveSingleItem().ShouldNotContain("canary");
        reading.Secrets.ShouldBe(["canary-1", "canary-2"]);
    }

    [Fact]
    public void What_a_problem_repeats_is_short_and_without_control_characters()
    {
        var problem = Given.ProblemWith("PERUN_PORT", "\u001b[31m" + new string('9', 5000));
        problem.Length.ShouldBeLessThan(250);
        problem.ShouldNotContain("\u001b");
    }
}
