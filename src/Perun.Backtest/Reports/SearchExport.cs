using System.Globalization;
using Perun.Backtest.Search;

namespace Perun.Backtest.Reports;

/// All sets of a search for spreadsheets and scripts: the ranking, then what failed; full precision.
public static class SearchExport
{
    public static void Sets(TextWriter writer, SearchSpace space, IEnumerable<SetOutcome> outcomes)
    {
        writer.Write($"rank,{string.Join(',', space.Strategy.Parameters.Select(parameter => CsvExport.Field(parameter.Name)))},return,cagr,sharpe,sortino,calmar,max_drawdown,trades,win_rate,profit_factor,expectancy,sqn,failure\n");
        var rank = 0;
        foreach (var outcome in outcomes)
        {
            var values = string.Join(',', outcome.Values.ByName().Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            if (outcome.Numbers is { } numbers)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{++rank},{values},{numbers.Return:R},{numbers.Cagr:R},{numbers.Sharpe:R},{numbers.Sortino:R},{numbers.Calmar:R},{numbers.MaxDrawdown:R},{numbers.Trades},{numbers.WinRate:R},{numbers.ProfitFactor:R},{numbers.Expectancy:R},{numbers.SystemQuality:R},\n"));
            }
            else
            {
                writer.Write($",{values},,,,,,,,,,,,{CsvExport.Field(outcome.Failure ?? "")}\n");
            }
        }
    }
}
