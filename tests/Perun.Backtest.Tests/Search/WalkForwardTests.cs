using Perun.Backtest.Reports;
using Perun.Backtest.Search;
using Perun.Backtest.Search.WalkForward;
using Perun.Backtest.Tests.Runs;

namespace Perun.Backtest.Tests.Search;

public sealed class WalkForwardTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perun-walk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folds_roll_along_keep_their_distance_and_leave_no_gap()
    {
        var places = Plan("1000b", "500b", "100b", "50b").Folds();
        places[0].ShouldBe(new FoldPlaces(0, 900, 1050, 1550));
        places[1].ShouldBe(new FoldPlaces(500, 1400, 1550, 2050));
        foreach (var (before, after) in places.Zip(places.Skip(1))) after.TestFrom.ShouldBe(before.TestTo);
        places[^1].TestTo.ShouldBeLessThanOrEqualTo(6_000);
        Plan("1000b", "500b", "0", "0", anchored: true).Folds().ShouldAllBe(place => place.TrainFrom == 0 && place.TrainTo == place.TestFrom);
    }

    [Fact]
    public void Lengths_of_the_calendar_are_counted_in_time()
    {
        var places = Plan("1d", "12w", "0", "0").Folds();
        places.ShouldHaveSingleItem().ShouldBe(new FoldPlaces(0, 1440, 1440, 6_000));
    }

    [Fact]
    public void Each_choice_is_the_best_of_its_training_and_nothing_of_the_test_reaches_it()
    {
        var plan = Plan("2000b", "1000b", "0", "0");
        var result = Run(plan);
        result.Folds.Count.ShouldBe(4);
        var bars = plan.Search.Run.Markets[0].Bars;
        var first = SearchBench.Search(plan.Search with { Run = SearchBench.Run(bars[..2000]) });
        result.Folds[0].Chosen.ToString().ShouldBe(first.Best.Key);
        result.Folds[0].Inside.Sharpe.ShouldBe(first.Best.Numbers!.Sharpe);
        // Another future changes no earlier fold.
        var other = RunBench.Walk(9_000, 3);
        var changed = Run(plan with { Search = plan.Search with { Run = SearchBench.Run([.. bars[..4000], .. other[4000..6000]]) } });
        changed.Folds.Take(2).Select(fold => (fold.Chosen.ToString(), fold.Outside.End)).ShouldBe(result.Folds.Take(2).Select(fold => (fold.Chosen.ToString(), fold.Outside.End)));
    }

    [Fact]
    public void The_record_out_of_sample_joins_the_tests_and_carries_the_money_on()
    {
        var result = Run(Plan("2000b", "1000b", "0", "0"));
        var run = result.Run;
        run.Bars.ShouldBe(4_000);
        run.Equity.Times.ShouldBe(run.Equity.Times.Order());
        run.Equity.Equity[999].ShouldBe(result.Folds[0].Outside.End);
        run.Equity.Equity[1000].ShouldBe(run.Equity.Equity[999], 1, "the next fold begins with what the one before ended with");
        run.Equity.Equity[^1].ShouldBe(result.Folds[^1].Outside.End);
        run.Trades.Count.ShouldBe(result.Folds.Sum(fold => fold.Outside.Trades));
        result.OutOfSample.Belief.Variants.ShouldBe(1);
        result.Stability.ShouldHaveSingleItem().Name.ShouldBe("period");
    }

    [Fact]
    public void A_walk_that_was_interrupted_goes_on_and_leaves_the_same_bytes()
    {
        var plan = Plan("2000b", "1000b", "0", "0");
        var smooth = Text(Run(plan));
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => WalkForwardRun.Run(plan, _folder.FullName, (fold, _, at) => { if (fold == 3 && at.Done > 1) stop.Cancel(); }, stop.Token));
        var known = 0;
        var result = WalkForwardRun.Run(plan, _folder.FullName, (_, _, at) => known = Math.Max(known, at.Known), CancellationToken.None);
        known.ShouldBe(4);
        (Text(result) == smooth).ShouldBeTrue("the same bytes");
    }

    [Theory]
    [InlineData("9000b", "500b", "0", "history has only 6,000 bars")]
    [InlineData("1000b", "500b", "1000b", "leaves nothing of a training stretch")]
    [InlineData("1000b", "1b", "0", "fewer than 2 bars")]
    [InlineData("0", "500b", "0", "need a length")]
    public void What_can_not_be_walked_is_told(string train, string test, string purge, string told) =>
        Should.Throw<SearchException>(() => Plan(train, test, purge, "0").Check()).Message.ShouldContain(told);

    [Theory]
    [InlineData("2y", "2y")]
    [InlineData("0", "none")]
    [InlineData("500b", "500b")]
    [InlineData("6m", null)]
    [InlineData("-3d", null)]
    [InlineData("d", null)]
    public void Lengths_are_read_or_refused(string text, string? read) =>
        (Stretch.TryParse(text, out var stretch) ? stretch.ToString() : null).ShouldBe(read);

    private static WalkForwardPlan Plan(string train, string test, string purge, string embargo, bool anchored = false) => new()
    {
        Search = SearchBench.Plan(6_000, "sma-atr", "period=5:35:10"),
        Train = Length(train),
        Test = Length(test),
        Purge = Length(purge),
        Embargo = Length(embargo),
        IsAnchored = anchored,
    };

    private static Stretch Length(string text) => Stretch.TryParse(text, out var stretch) ? stretch : throw new ArgumentException(text);

    private static WalkForwardResult Run(WalkForwardPlan plan) => WalkForwardRun.Run(plan, null, null, CancellationToken.None);

    private static string Text(WalkForwardResult result)
    {
        using var text = new StringWriter();
        using var page = new MemoryStream();
        WalkForwardJson.WriteFolds(text, result);
        WalkForwardPage.Write(page, result);
        WalkForwardJson.Write(page, result);
        return text + System.Text.Encoding.UTF8.GetString(page.ToArray());
    }
}
