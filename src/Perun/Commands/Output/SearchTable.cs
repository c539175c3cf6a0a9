using Perun.Backtest.Search;

namespace Perun.Commands.Output;

/// The best sets of a search, a row each.
internal static class SearchTable
{
    public static void Print(IPrinter printer, SearchResult result, int shown)
    {
        var ranges = result.Plan.Space.Ranges;
        var objective = result.Plan.Objective;
        var grid = new Grid([
            Grid.Right("#"), .. ranges.Select(range => Grid.Right(range.Parameter.Name)), Grid.Right(objective.Title),
            Grid.Right("Return"), Grid.Right("Drawdown"), Grid.Right("Trades"), Grid.Right("Profit factor").Extra(), Grid.Right("Won").Extra(),
        ]);
        for (var i = 0; i < Math.Min(shown, result.Ranking.Count); i++)
        {
            var (outcome, numbers) = (result.Ranking[i], result.Ranking[i].Numbers!);
            grid.Add([
                $"{i + 1}", .. ranges.Select(range => (Words)$"{outcome.Values[range.Parameter.Name]:0.########}"), Words.Strong(Number(result.Score(outcome))),
                Percent(numbers.Return), Percent(numbers.MaxDrawdown), $"{numbers.Trades:#,##0}", Number(numbers.ProfitFactor), Percent(numbers.WinRate),
            ]);
        }
        printer.Print(grid);
    }

    private static string Number(double? value) => value is { } known ? known.ToString("#,##0.00") : "\u2013";

    private static string Percent(double? fraction) => fraction is { } known ? (known * 100).ToString("#,##0.0") + "%" : "\u2013";
}
