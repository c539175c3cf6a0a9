using Perun.Backtest.Keeping;
using Perun.Backtest.Reports;

namespace Perun.Backtest.Tests.Keeping;

public sealed class RunShelfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perun-runs-").FullName;

    private RunShelf Shelf => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_kept_run_comes_back_as_it_was()
    {
        var kept = SampleRuns.Report(SampleRuns.Days(101, 99.123456789, 103) with { Trades = [SampleRuns.Trade(100), SampleRuns.Trade(-50.125m, 1, "=cmd(\"x\"),B") with { Target = null }] });
        Keep("one", kept);
        var again = RunShelf.Load(Shelf.Find("one"));

        again.Run.Spec.ToString().ShouldBe((kept.Run.Spec with { Parameters = again.Run.Spec.Parameters, Symbols = again.Run.Spec.Symbols }).ToString());
        again.Run.Spec.Parameters.ShouldBe(kept.Run.Spec.Parameters);
        again.Run.Trades.ShouldBe(kept.Run.Trades);
        again.Run.Equity.Times.ShouldBe(kept.Run.Equity.Times);
        again.Run.Equity.Equity.ShouldBe(kept.Run.Equity.Equity);
        again.Run.Equity.Exposure.ShouldBe(kept.Run.Equity.Exposure);
        // Word for word the statistics that a comparison shows.
        Rows(again).ShouldBe(Rows(kept));
        using var stream = new MemoryStream();
        JsonReport.Write(stream, again with { Name = kept.Name });
        stream.ToArray().ShouldBe(File.ReadAllBytes(Path.Combine(_folder, "one", RunShelf.ReportFile)));
    }

    [Fact]
    public void A_name_may_be_begun_or_a_part_and_one_that_is_none_is_told()
    {
        foreach (var name in (string[])["macd-12-26-AAPL", "macd-12-26-MSFT", "sma-atr-AAPL"]) Keep(name, SampleRuns.Report(SampleRuns.Days(101)));

        Shelf.Find("sma").Name.ShouldBe("sma-atr-AAPL");
        Shelf.Find("msft").Name.ShouldBe("macd-12-26-MSFT");
        Should.Throw<KeptRunException>(() => Shelf.Find("macd")).Message.ShouldContain("may be macd-12-26-AAPL or macd-12-26-MSFT");
        Should.Throw<KeptRunException>(() => Shelf.Find("sma-art-AAPL")).Message.ShouldContain("did you mean sma-atr-AAPL?");
        Should.Throw<KeptRunException>(() => Shelf.Find("../../etc")).Message.ShouldContain("There is no run");
        Should.Throw<KeptRunException>(() => Shelf.Find("")).Message.ShouldContain("There is no run");
        Shelf.TryFind("..").ShouldBeNull();
        Shelf.TryFind("sma").ShouldBeNull();
    }

    [Fact]
    public void What_is_damaged_is_named_and_the_others_are_listed()
    {
        foreach (var name in (string[])["good", "torn", "gone", "cut", "cells"]) Keep(name, SampleRuns.Report(SampleRuns.Days(101, 102)));
        File.WriteAllText(PathOf("torn", RunShelf.ReportFile), "{ \"spec\": ");
        File.Delete(PathOf("gone", RunShelf.ReportFile));
        File.Delete(PathOf("cut", RunShelf.EquityFile));
        File.AppendAllText(PathOf("cells", RunShelf.TradesFile), "AAPL,long,2021\n");
        Directory.CreateDirectory(Path.Combine(_folder, "no run at all"));

        var runs = Shelf.List();
        runs.Select(run => run.Name).Order().ShouldBe(["cells", "cut", "gone", "good", "torn"]);
        runs.Single(run => run.Name == "torn").Trouble!.ShouldContain("no report of this version");
        runs.Single(run => run.Name == "gone").Trouble!.ShouldContain("it is missing");
        Should.Throw<KeptRunException>(() => RunShelf.Load(Shelf.Find("torn"))).Message.ShouldContain("torn");
        Should.Throw<KeptRunException>(() => RunShelf.Load(Shelf.Find("cut"))).Message.ShouldContain($"{RunShelf.EquityFile}: it is missing");
        Should.Throw<KeptRunException>(() => RunShelf.Load(Shelf.Find("cells"))).Message.ShouldContain("3 cells in place of 15");
    }

    [Fact]
    public void A_removed_run_is_gone_and_what_a_person_put_beside_it_stays()
    {
        Keep("one", SampleRuns.Report(SampleRuns.Days(101)));
        Keep("two", SampleRuns.Report(SampleRuns.Days(101)));
        File.WriteAllText(PathOf("two", "notes.txt"), "mine");
        RunShelf.Remove(Shelf.Find("one"));
        RunShelf.Remove(Shelf.Find("two"));

        Shelf.List().ShouldBeEmpty();
        Directory.Exists(Path.Combine(_folder, "one")).ShouldBeFalse();
        File.ReadAllText(PathOf("two", "notes.txt")).ShouldBe("mine");
    }

    [Fact]
    public void Trades_are_the_same_that_were_opened_together()
    {
        var (a, b, c) = (SampleRuns.Trade(100), SampleRuns.Trade(-50, 1), SampleRuns.Trade(30, 2));
        var compared = ComparedTrades.Of([a, b], [a with { Profit = 90 }, c]);
        compared.Both.ShouldHaveSingleItem().ShouldBe((a, a with { Profit = 90 }));
        compared.OnlyFirst.ShouldBe([b]);
        compared.OnlySecond.ShouldBe([c]);
    }

    [Fact]
    public void Names_leave_out_what_they_share()
    {
        var run = SampleRuns.Report(SampleRuns.Days(101));
        ComparisonRows.Names([run with { Name = "macd-12-AAPL-1d" }, run with { Name = "sma-atr-20-AAPL-1d" }]).ShouldBe(["macd-12", "sma-atr-20"]);
        ComparisonRows.Names([run with { Name = "same" }, run with { Name = "same" }]).ShouldBe(["same (1)", "same (2)"]);
    }

    [Fact]
    public void A_difference_is_said_in_the_words_of_its_values()
    {
        var rows = ComparisonRows.Of([SampleRuns.Report(SampleRuns.Days(101, 99, 103)), SampleRuns.Report(SampleRuns.Days(101, 99, 103, 110))]);
        rows.Single(row => row.Name == "Total return").Difference.ShouldBe("+7\u00a0%");
        rows.Single(row => row.Name == "Profit").Difference.ShouldBe("+7.00");
        rows.Single(row => row.Name == "Max drawdown").Difference.ShouldBe("=");
        rows.Single(row => row.Name == "Variants tried").Difference.ShouldBe("=");
        rows.Single(row => row.Name == "Verdict").Difference.ShouldBeNull();
    }

    private static IEnumerable<string> Rows(ReportInput run) =>
        StatisticRows.Of(run.Statistics).Concat(StatisticRows.Of(run.Belief)).Select(row => $"{row.Group} {row.Name} {row.Value} {row.Amount:R}");

    private string PathOf(string run, string file) => Path.Combine(_folder, run, file);

    private void Keep(string name, ReportInput input)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        using (var html = File.Create(PathOf(name, RunShelf.PageFile))) HtmlReport.Write(html, input);
        using (var json = File.Create(PathOf(name, RunShelf.ReportFile))) JsonReport.Write(json, input);
        using (var trades = File.CreateText(PathOf(name, RunShelf.TradesFile))) CsvExport.Trades(trades, input.Run.Trades);
        using (var equity = File.CreateText(PathOf(name, RunShelf.EquityFile))) CsvExport.Equity(equity, input.Run.Equity);
    }
}
