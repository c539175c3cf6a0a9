using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Money;

namespace Perun.Tests.Configuration;

public sealed class SettingValueTests
{
    [Theory]
    [InlineData("PERUN_PORT", "0")]
    [InlineData("PERUN_PORT", "-1")]
    [InlineData("PERUN_PORT", "65536")]
    [InlineData("PERUN_PORT", "5000.0")]
    [InlineData("PERUN_PORT", "5e3")]
    [InlineData("PERUN_PORT", "99999999999999999999")]
    [InlineData("PERUN_PORT", "0x50")]
    [InlineData("PERUN_SEED", "-1")]
    [InlineData("PERUN_SEED", "1.5")]
    [InlineData("PERUN_SEED", "18446744073709551616")]
    [InlineData("PERUN_SPEED", "0")]
    [InlineData("PERUN_SPEED", "-60")]
    [InlineData("PERUN_SPEED", "Infinity")]
    [InlineData("PERUN_SPEED", "∞")]
    [InlineData("PERUN_START_CASH", "$100")]
    [InlineData("PERUN_START_CASH", "100,000")]
    [InlineData("PERUN_START_CASH", "100_000")]
    [InlineData("PERUN_START_CASH", "1e5")]
    [InlineData("PERUN_TIMEFRAME", "7m")]
    [InlineData("PERUN_TIMEFRAME", "5")]
    [InlineData("PERUN_TREND_TIMEFRAMES", "5m")]
    [InlineData("PERUN_TREND_TIMEFRAMES", "1h;4h")]
    [InlineData("PERUN_VALIDATE_ONLY", "maybe")]
    [InlineData("PERUN_VALIDATE_ONLY", "2")]
    [InlineData("DEFAULT_SYMBOLS", ",")]
    [InlineData("DEFAULT_SYMBOLS", "AAPL MSFT")]
    [InlineData("DEFAULT_SYMBOLS", "BTC//USD")]
    [InlineData("DEFAULT_SYMBOLS", "/USD")]
    [InlineData("DEFAULT_SYMBOLS", "../../etc")]
    [InlineData("DEFAULT_SYMBOLS", "AAPL,'; DROP TABLE")]
    [InlineData("MAX_POSITION_SIZE", "0")]
    [InlineData("MAX_POSITION_SIZE", "-5%")]
    [InlineData("MAX_POSITION_SIZE", "101%")]
    [InlineData("MAX_POSITION_SIZE", "10%%")]
    [InlineData("MAX_POSITION_SIZE", "none")]
    [InlineData("MAX_POSITION_SIZE", "ten")]
    [InlineData("MAX_TOTAL_POSITIONS", "0")]
    [InlineData("RISK_LIMIT_PERCENT", "0")]
    [InlineData("RISK_LIMIT_PERCENT", "101")]
    [InlineData("RISK_LIMIT_PERCENT", "NaN")]
    [InlineData("RISK_LIMIT_PERCENT", "1,5")]
    [InlineData("MIN_CONFIDENCE", "1.01")]
    [InlineData("MIN_CONFIDENCE", "50")]
    [InlineData("MIN_CONFIDENCE", "-0.1")]
    [InlineData("MIN_CONFIDENCE", "-NaN")]
    [InlineData("COOLDOWN_MS", "-1")]
    [InlineData("COOLDOWN_MS", "5 min")]
    [InlineData("MAX_TRADES_PER_DAY", "0")]
    [InlineData("MAX_DAILY_LOSS", "0")]
    [InlineData("MAX_DAILY_LOSS", "off")]
    [InlineData("DAILY_PROFIT_TARGET", "-1")]
    [InlineData("DAILY_PROFIT_TARGET", "200%")]
    [InlineData("LIQUIDATE_ON_CLOSE", "y e s")]
    [InlineData("MAIN_LOOP_SLEEP_INTERVAL", "0")]
    [InlineData("MAIN_LOOP_SLEEP_INTERVAL", "999")]
    [InlineData("POLL_INTERVAL_MS", "99")]
    [InlineData("DEFAULT_STOP_PERCENT", "51")]
    [InlineData("MAX_SIGNAL_AGE_SECONDS", "0")]
    [InlineData("MAX_PRICE_DRIFT_PERCENT", "0")]
    [InlineData("MIN_VOLUME", "-1")]
    [InlineData("MIN_VOLUME", "79228162514264337593543950336")]
    [InlineData("LOSS_STREAK_LIMIT", "0")]
    [InlineData("COOL_OFF_MINUTES", "0")]
    [InlineData("MAX_DRAWDOWN_PERCENT", "0")]
    [InlineData("DRAWDOWN_WINDOW_DAYS", "366")]
    [InlineData("LOG_LEVEL_CONSOLE", "verbose")]
    [InlineData("LOG_LEVEL_FILE", "1")]
    [InlineData("LOG_FILE_NAME", "../perun.log")]
    [InlineData("LOG_FILE_NAME", "..")]
    [InlineData("LOG_FILE_NAME", "logs\\perun.log")]
    [InlineData("PERUN_DATA", "da\0ta")]
    [InlineData("PERUN_MODE", "simulatd")]
    [InlineData("PERUN_MODE", "backtest")]
    public void A_value_that_makes_no_sense_is_refused_by_name(string name, string value)
    {
        var problem = Given.ProblemWith(name, value);
        problem.ShouldStartWith($"{name} (environment) is ");
        problem.ShouldContain(": give ");
        problem.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("1,5", "decimal point")]
    [InlineData("1 000", "without separators")]
    [InlineData("€5", "currency sign")]
    [InlineData("NaN", "not a finite number")]
    [InlineData("-Infinity", "not a finite number")]
    public void A_number_written_another_way_gets_its_own_hint(string value, string hint) =>
        Given.ProblemWith("MIN_VOLUME", value).ShouldContain(hint);

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes")]
    [InlineData("TRUE")]
    [InlineData("on")]
    [InlineData("1")]
    public void Yes_has_many_spellings(string text) => Given.Sources(file: $"LIQUIDATE_ON_CLOSE={text}").Settings!.Risk.LiquidateOnClose.ShouldBeTrue();

    [Theory]
    [InlineData("no")]
    [InlineData("False")]
    [InlineData("OFF")]
    [InlineData("0")]
    public void So_has_no(string text) =>
        Given.Sources(file: "LIQUIDATE_ON_CLOSE=yes", environment: [("LIQUIDATE_ON_CLOSE", text)]).Settings!.Risk.LiquidateOnClose.ShouldBeFalse();

    [Fact]
    public void Limits_are_amounts_or_shares()
    {
        Size("10000").ShouldBe(AmountOrPercent.Amount(10_000));
        Size("0.5").ShouldBe(AmountOrPercent.Amount(0.5m));
        Size("12.5 %").ShouldBe(AmountOrPercent.Percent(12.5m));

        static AmountOrPercent Size(string text) => Given.Sources(file: $"MAX_POSITION_SIZE={text}").Settings!.Risk.MaxPositionSize;
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0%")]
    [InlineData("none")]
    [InlineData("Off")]
    [InlineData("")]
    public void A_profit_target_may_be_absent(string text) =>
        Given.Sources(file: $"DAILY_PROFIT_TARGET={text}").Settings!.Risk.DailyProfitTarget.IsSet.ShouldBeFalse();

    [Fact]
    public void Symbols_are_trimmed_raised_and_taken_once() =>
        Given.Sources(file: "DEFAULT_SYMBOLS= aapl , BTC/usd,AAPL,,brk.b").Settings!.Analysis.Symbols.ShouldBe(["AAPL", "BTC/USD", "BRK.B"]);

    [Fact]
    public void Trend_timeframes_come_in_order_and_once() =>
        Given.Sources(file: "PERUN_TREND_TIMEFRAMES=1d,1H, 4h,1h").Settings!.Analysis.TrendTimeframes
            .ShouldBe([Timeframe.H1, Timeframe.H4, Timeframe.D1]);

    [Fact]
    public void A_percentage_may_carry_its_sign() =>
        Given.Sources(file: "RISK_LIMIT_PERCENT=0.5%").Settings!.Risk.RiskPerTradePercent.ShouldBe(0.5m);

    [Fact]
    public void Every_default_is_a_value_of_its_kind() =>
        KnownSettings.All.Where(setting => setting.Default.Length > 0).ShouldAllBe(setting => setting.Read(setting.Default).Value != null);

    [Fact]
    public void Names_and_options_are_unique()
    {
        KnownSettings.All.Select(setting => setting.Name).ShouldBeUnique();
        KnownSettings.All.Select(setting => setting.Option).ShouldBeUnique();
    }

    [Fact]
    public void Any_number_within_the_range_is_read_as_written() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), millionths =>
        {
            var confidence = millionths / 1_000_000m;
            var text = confidence.ToString(CultureInfo.InvariantCulture);
            Given.Sources(file: $"MIN_CONFIDENCE={text}").Settings!.Risk.MinConfidence.ShouldBe((double)confidence);
        }));

    [Fact]
    public void No_text_makes_any_setting_fail_otherwise_than_with_a_complaint() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<NonNull<string>>(text =>
        {
            foreach (var setting in KnownSettings.All)
            {
                var (value, complaint) = setting.Read(text.Get);
                (value is null).ShouldBe(complaint is not null);
            }
        }));
}
