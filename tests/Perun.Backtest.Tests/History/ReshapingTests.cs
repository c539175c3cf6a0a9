using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

public sealed class ReshapingTests : IDisposable
{
    private static readonly SeriesKey Apple = new("AAPL", Timeframe.D1);
    private readonly Given _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Apple_adjusted_is_continuous_across_its_splits()
    {
        _given.Import(Perun.Tests.Fixtures.Path("lean/daily/aapl.zip"));
        var raw = _given.Stored(Apple);
        var factors = FactorFile.Read(Perun.Tests.Fixtures.Path("lean/factor/aapl.csv"));
        Adjuster.Run(_given.Store, Apple, Apple, factors, CancellationToken.None);
        var bars = _given.Stored(Apple);
        // By hand: close x price factor x split factor of the first line whose day is not before the bar's.
        On(bars, 2014, 6, 6).Close.ShouldBe(645.57 * 0.9011818 * 0.0357143, 1e-9);
        On(bars, 2014, 6, 9).Close.ShouldBe(93.70 * 0.9011818 * 0.25, 1e-9);
        On(bars, 2020, 8, 28).Close.ShouldBe(499.23 * 0.9967882 * 0.25, 1e-9);
        On(bars, 2020, 8, 31).Close.ShouldBe(129.04 * 0.9967882, 1e-9);
        On(bars, 2020, 8, 28).Volume.ShouldBe(44_109_029 * 4, 1e-3);
        foreach (var (before, after) in ((DateTime, DateTime)[])[(new(2014, 6, 6), new(2014, 6, 9)), (new(2020, 8, 28), new(2020, 8, 31))])
        {
            Math.Abs((On(raw, after).Close / On(raw, before).Close) - 1).ShouldBeGreaterThan(0.7);
            Math.Abs((On(bars, after).Close / On(bars, before).Close) - 1).ShouldBeLessThan(0.05);
            (On(bars, after).Volume / On(bars, before).Volume).ShouldBeInRange(0.3, 3);
        }
        bars[^1].ShouldBe(Adjuster.Apply(raw[^1], factors.On(new DateOnly(2021, 3, 31))));
        Given.Refusal(() => Adjuster.Run(_given.Store, Apple, Apple, factors, CancellationToken.None)).Message.ShouldContain("adjusted already");
        Given.Refusal(() => _given.Import(Perun.Tests.Fixtures.Path("lean/daily/aapl.zip"))).Message.ShouldContain("raw ones would not fit them");
    }

    [Fact]
    public void Factors_of_another_share_are_refused()
    {
        _given.Import(Perun.Tests.Fixtures.Path("lean/daily/aapl.zip"));
        var foreign = FactorFile.Read(Perun.Tests.Fixtures.Path("lean/factor/spy.csv"));
        Given.Refusal(() => Adjuster.Run(_given.Store, Apple, Apple, foreign, CancellationToken.None)).Message.ShouldContain("doesn't fit the bars of AAPL (1d)");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("20200101,1,1,0\nrubbish\n", "line 2 is not")]
    [InlineData("20200101,1,1,0\n20190101,1,1,0\n", "line 2 is not")]
    [InlineData("20200101,0,1,0\n", "line 1 is not")]
    public void A_factor_file_that_is_none_is_refused(string text, string sentence) =>
        Given.Refusal(() => FactorFile.Read(_given.Write("x.csv", text))).Message.ShouldContain(sentence);

    [Fact]
    public void Resampled_bars_are_those_of_the_live_aggregator()
    {
        var minutes = Given.Minutes((26 * 60) + 7);
        _given.Append(minutes);
        var change = Resampler.Run(_given.Store, Given.Bitcoin, Timeframe.H1, out var refused, CancellationToken.None);
        refused.Total.ShouldBe(0);
        change.After.ShouldBe(26, "the hour that is not over is left out");
        var hours = _given.Stored(new SeriesKey("BTC/USD", Timeframe.H1));
        var third = minutes[120..180];
        hours[2].ShouldBe(new Bar(third[0].Time, third[0].Open, third.Max(bar => bar.High), third.Min(bar => bar.Low), third[^1].Close, third.Sum(bar => bar.Volume)));
        // Days of hours are days of minutes.
        Resampler.Run(_given.Store, new SeriesKey("BTC/USD", Timeframe.H1), Timeframe.D1, out _, CancellationToken.None);
        var ofHours = _given.Stored(new SeriesKey("BTC/USD", Timeframe.D1));
        Resampler.Run(_given.Store, Given.Bitcoin, Timeframe.D1, out _, CancellationToken.None);
        var ofMinutes = _given.Stored(new SeriesKey("BTC/USD", Timeframe.D1)).ShouldHaveSingleItem();
        ofHours.ShouldHaveSingleItem().ShouldBe(ofMinutes);
    }

    [Fact]
    public void Only_multiples_can_be_made_and_imported_bars_are_not_written_over()
    {
        _given.Append(Given.Minutes(5000));
        Given.Refusal(() => Resampler.Run(_given.Store, Given.Bitcoin, Timeframe.M1, out _, CancellationToken.None)).Message.ShouldContain("give a length that is a multiple");
        var daily = new SeriesKey("BTC/USD", Timeframe.D1);
        _given.Store.Append(daily, TradingHours.AroundTheClock, "elsewhere", BarColumns.Of(Given.Minutes(1)).Bars);
        Given.Refusal(() => Resampler.Run(_given.Store, Given.Bitcoin, Timeframe.D1, out _, CancellationToken.None)).Message.ShouldContain("from elsewhere (elsewhere)");
        _given.Stored(daily).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "BTCUSD.csv")]
    [InlineData(ExportFormat.Json, "BTCUSD.json")]
    public void What_is_exported_comes_back_bit_by_bit(ExportFormat format, string name)
    {
        var bars = Given.Minutes(5000);
        _given.Append(bars);
        using (var file = _given.Store.Open(Given.Bitcoin))
        using (var into = File.Create(Path.Combine(_given.Folder, name))) Exporter.Write(file.Bars, format, into, CancellationToken.None);
        _given.Store.Remove(Given.Bitcoin);
        _given.Import(Path.Combine(_given.Folder, name));
        _given.Stored().ShouldBe(bars);
    }

    [Fact]
    public void A_generated_world_is_the_same_for_a_seed_and_keeps_to_sessions()
    {
        var monday = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        var changes = Generator.Run(_given.Store, ["SPY", "BTC/USD"], 7, monday, 3, null, CancellationToken.None);
        changes.Select(change => change.After).ShouldBe([3 * 390, 3 * 1440]);
        var first = _given.Stored();
        Generator.Run(_given.Store, ["BTC/USD"], 7, monday, 3, null, CancellationToken.None);
        _given.Stored().ShouldBe(first);
        Generator.Run(_given.Store, ["BTC/USD"], 8, monday, 3, null, CancellationToken.None);
        _given.Stored().ShouldNotBe(first);
        Given.Refusal(() => Generator.Run(_given.Store, ["XYZ"], 7, monday, 3, null, CancellationToken.None)).Message.ShouldContain("The simulated world has no XYZ");
    }

    [Fact]
    public void Invented_bars_never_take_the_place_of_real_ones()
    {
        _given.Append(Given.Minutes(10));
        Given.Refusal(() => Generator.Run(_given.Store, ["BTC/USD"], 7, Given.At(0), 1, null, CancellationToken.None)).Message.ShouldContain("from elsewhere (test)");
    }

    private static Bar On(Bar[] bars, int year, int month, int day) => On(bars, new DateTime(year, month, day));

    private static Bar On(Bar[] bars, DateTime day) => bars.Single(bar => bar.Time.Date == day);
}
