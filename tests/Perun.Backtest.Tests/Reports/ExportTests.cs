using System.Text.Json.Nodes;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.Reports;

public sealed class ExportTests
{
    [Fact]
    public void Trades_are_a_table_that_a_spreadsheet_reads_and_does_not_run()
    {
        using var text = new StringWriter();
        CsvExport.Trades(text, [SampleRuns.Trade(100), SampleRuns.Trade(-50, 1, "=cmd(\"x\"),B") with { Target = null }]);
        text.ToString().ShouldBe("""
            symbol,side,opened,closed,quantity,entry,exit,fees,profit,r,reason,worst_unrealised,best_unrealised,stop,target
            AAPL,long,2021-01-04T15:00:00Z,2021-01-04T17:00:00Z,10,100,110,1,100,2,target,-5,105,95,110
            "'=cmd(""x""),B",long,2021-01-05T15:00:00Z,2021-01-05T17:00:00Z,10,100,95,1,-50,-1,stop,-55,5,95,

            """);
    }

    [Fact]
    public void Equity_is_a_table_of_every_point()
    {
        using var text = new StringWriter();
        CsvExport.Equity(text, new EquityCurve([SampleRuns.Start.Ticks], [100.25], [50]));
        text.ToString().ShouldBe("time,equity,exposure\n2021-01-04T00:00:00Z,100.25,50\n");
    }

    [Fact]
    public void The_JSON_report_tells_what_was_run_and_what_came_out()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, SampleRuns.Report(SampleRuns.Days(101, 99, 103), name: "three days"));
        var json = JsonNode.Parse(stream.ToArray())!;
        string.Join(' ', json.AsObject().Select(pair => pair.Key)).ShouldBe("name spec bars settledByDetail ambiguities refusals statistics belief engine engineRemark");
        ((string)json["spec"]!["timeframe"]!).ShouldBe("1d");
        ((double)json["spec"]!["parameters"]!["stopAtr"]!).ShouldBe(2.5);
        ((double)json["statistics"]!["returns"]!["end"]!).ShouldBe(103);
        ((string)json["belief"]!["verdict"]!["headline"]!).ShouldBe("Nothing to judge");
    }

    [Fact]
    public void Every_row_of_the_summary_has_a_name_a_value_and_an_explanation()
    {
        var input = SampleRuns.Report(SampleRuns.Days());
        var rows = StatisticRows.Of(input.Statistics).Concat(StatisticRows.Of(input.Belief)).ToArray();
        rows.ShouldAllBe(row => row.Name.Length > 0 && row.Value.Length > 0 && row.Explanation.Length > 10);
        rows.Select(row => (row.Group, row.Name)).ShouldBeUnique();
        rows.Single(row => row.Name == "Sharpe").Value.ShouldBe("–");
    }

    [Fact]
    public void A_comparison_marks_the_better_and_warns_of_the_unfair()
    {
        ReportInput[] runs = [SampleRuns.Report(SampleRuns.Days(101, 99, 103)), SampleRuns.Report(SampleRuns.Days(101, 99, 103, 110))];
        var rows = ComparisonRows.Of(runs);
        var total = rows.Single(row => row.Name == "Total return");
        total.Values.ShouldBe(["+3\u00a0%", "+10\u00a0%"]);
        total.Best.ShouldBe(1);
        rows.Single(row => row.Name == "Max drawdown").Best.ShouldBeNull();
        rows.Single(row => row.Name == "stopAtr").Values.ShouldBe(["2.5", "2.5"]);
        ComparisonPage.Warnings(runs).ShouldBe(["These runs cover different periods: what looks better may have had better times."]);
        ComparisonRows.Names(runs).ShouldBe(["donchian (1)", "donchian (2)"]);
        Should.Throw<ArgumentOutOfRangeException>(() => ComparisonRows.Of([runs[0]]));
    }
}
