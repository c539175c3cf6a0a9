using System.Globalization;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Keeping;

/// Reads back what `CsvExport` wrote; a line that is not of it is a `FormatException` with the line's number.
internal static class CsvImport
{
    private static readonly Dictionary<string, ExitReason> Reasons = Enum.GetValues<ExitReason>().ToDictionary(reason => reason.Word(), StringComparer.Ordinal);

    public static IReadOnlyList<RunTrade> Trades(TextReader text)
    {
        var trades = new List<RunTrade>();
        foreach (var cells in Rows(text, CsvExport.TradeColumns))
        {
            trades.Add(new RunTrade
            {
                // The apostrophe kept a spreadsheet from running it.
                Symbol = cells[0].StartsWith('\'') ? cells[0][1..] : cells[0],
                Side = cells[1] switch { "long" => Side.Buy, "short" => Side.Sell, _ => throw new FormatException($"\"{cells[1]}\" is no side") },
                Opened = Time(cells[2]),
                Closed = Time(cells[3]),
                Quantity = Number(cells[4]),
                AverageEntry = Number(cells[5]),
                AverageExit = Number(cells[6]),
                Fees = Number(cells[7]),
                Profit = Number(cells[8]),
                Reason = Reasons.TryGetValue(cells[10], out var reason) ? reason : throw new FormatException($"\"{cells[10]}\" is no reason to leave"),
                WorstUnrealised = Number(cells[11]),
                BestUnrealised = Number(cells[12]),
                Stop = cells[13].Length == 0 ? null : Number(cells[13]),
                Target = cells[14].Length == 0 ? null : Number(cells[14]),
            });
        }
        return trades;
    }

    public static EquityCurve Equity(TextReader text)
    {
        var (times, equity, exposure) = (new List<long>(), new List<double>(), new List<double>());
        foreach (var cells in Rows(text, CsvExport.EquityColumns))
        {
            times.Add(Time(cells[0]).Ticks);
            equity.Add(double.Parse(cells[1], CultureInfo.InvariantCulture));
            exposure.Add(double.Parse(cells[2], CultureInfo.InvariantCulture));
        }
        return new EquityCurve([.. times], [.. equity], [.. exposure]);
    }

    private static IEnumerable<string[]> Rows(TextReader text, string columns)
    {
        if (text.ReadLine() != columns) throw new FormatException("its first line does not name the columns of a run");
        var count = columns.Split(',').Length;
        for (var number = 2; text.ReadLine() is { } line; number++)
        {
            var cells = Cells(line);
            if (cells.Length != count) throw new FormatException($"line {number} has {cells.Length} cells in place of {count}");
            yield return cells;
        }
    }

    /// Quotes stand around a symbol at most, which has no line ends.
    private static string[] Cells(string line)
    {
        if (!line.StartsWith('"')) return line.Split(',');
        var end = 1;
        while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))) end += line[end] == '"' ? 2 : 1;
        if (end >= line.Length) return [];
        return [line[1..end].Replace("\"\"", "\""), .. line[Math.Min(line.Length, end + 2)..].Split(',')];
    }

    private static DateTime Time(string cell) => DateTime.ParseExact(cell, CsvExport.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static decimal Number(string cell) => decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
