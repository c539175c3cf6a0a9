using System.Globalization;
using System.Text;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Orders;

namespace Perun.Backtest.Reports;

/// Tables for spreadsheets and scripts: RFC 4180 with line feeds, times in ISO 8601 UTC, full precision.
public static class CsvExport
{
    internal const string Time = "yyyy-MM-ddTHH:mm:ssZ";
    internal const string TradeColumns = "symbol,side,opened,closed,quantity,entry,exit,fees,profit,r,reason,worst_unrealised,best_unrealised,stop,target";
    internal const string EquityColumns = "time,equity,exposure";

    public static void Trades(TextWriter writer, IReadOnlyList<RunTrade> trades)
    {
        writer.Write(TradeColumns + "\n");
        foreach (var trade in trades)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{Field(trade.Symbol)},{(trade.Side == Side.Buy ? "long" : "short")},{trade.Opened.ToString(Time)},{trade.Closed.ToString(Time)},{trade.Quantity},{trade.AverageEntry},{trade.AverageExit},{trade.Fees},{trade.Profit},{TradeStatistics.RiskMultiple(trade)},{trade.Reason.Word()},{trade.WorstUnrealised},{trade.BestUnrealised},{trade.Stop},{trade.Target}\n"));
        }
    }

    public static void Equity(TextWriter writer, EquityCurve curve)
    {
        writer.Write(EquityColumns + "\n");
        var line = new StringBuilder(80);
        for (var i = 0; i < curve.Count; i++)
        {
            line.Clear().Append(CultureInfo.InvariantCulture,
                $"{new DateTime(curve.Times[i], DateTimeKind.Utc).ToString(Time)},{curve.Equity[i]:R},{curve.Exposure[i]:R}\n");
            foreach (var chunk in line.GetChunks()) writer.Write(chunk.Span);
        }
    }

    // A spreadsheet runs what begins like a formula; a leading apostrophe makes it text.
    internal static string Field(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
