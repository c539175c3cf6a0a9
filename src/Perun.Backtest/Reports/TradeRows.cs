using System.Text.Json;
using Perun.Backtest.Statistics;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Reports;

/// The trades of the page, a flat row each: their order is known to the script as `columns` says it.
internal static class TradeRows
{
    private static readonly string[] Columns =
        ["no", "symbol", "side", "opened", "closed", "quantity", "entry", "exit", "fees", "profit", "r", "reason", "mae", "mfe", "stop", "target", "from", "to"];

    public static void Write(Utf8JsonWriter json, ShownTrades shown, ReportInput input)
    {
        string[] symbols = [.. input.Run.Trades.Select(trade => trade.Symbol).Concat(input.Bars.Keys).Distinct().Order(StringComparer.Ordinal)];
        var places = symbols.Select((symbol, i) => (symbol, i)).ToDictionary(pair => pair.symbol, pair => pair.i);
        Strings(json, "symbols", symbols);
        Strings(json, "reasons", Enum.GetValues<ExitReason>().Select(reason => reason.Word()));
        Strings(json, "columns", input.Model is null ? Columns : [.. Columns, "decision"]);
        var decisions = input.Model?.NumbersByPosition;
        json.WriteNumber("allTrades", shown.Total);
        json.WriteStartArray("trades");
        foreach (var (number, trade) in shown.All)
        {
            var bars = input.Bars.GetValueOrDefault(trade.Symbol);
            json.WriteStartArray();
            json.WriteNumberValue(number + 1);
            json.WriteNumberValue(places[trade.Symbol]);
            json.WriteNumberValue(trade.Side == Side.Buy ? 1 : -1);
            json.WriteNumberValue(Second(trade.Opened));
            json.WriteNumberValue(Second(trade.Closed));
            json.WriteNumberValue(Math.Round(trade.Quantity, 8));
            json.WriteNumberValue(Short(trade.AverageEntry));
            json.WriteNumberValue(Short(trade.AverageExit));
            json.WriteNumberValue(Math.Round(trade.Fees, 2));
            json.WriteNumberValue(Math.Round(trade.Profit, 2));
            Optional(json, TradeStatistics.RiskMultiple(trade) is { } multiple ? Math.Round(multiple, 2) : null);
            json.WriteNumberValue((int)trade.Reason);
            json.WriteNumberValue(Math.Round(trade.WorstUnrealised, 2));
            json.WriteNumberValue(Math.Round(trade.BestUnrealised, 2));
            Optional(json, trade.Stop is { } stop ? Short(stop) : null);
            Optional(json, trade.Target is { } target ? Short(target) : null);
            json.WriteNumberValue(bars is null ? -1 : ShownTrades.BarAt(bars, trade.Opened));
            json.WriteNumberValue(bars is null ? -1 : ShownTrades.BarAt(bars, trade.Closed));
            if (decisions is not null) json.WriteNumberValue(decisions.GetValueOrDefault(trade.Decision));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static long Second(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    // Ten digits are more than any tick needs, and an average entry has no more to say.
    private static double Short(decimal price) => (double)Math.Round(price, price >= 1000 ? 4 : price >= 1 ? 6 : 10);

    private static void Optional(Utf8JsonWriter json, double? value)
    {
        if (value is { } known) json.WriteNumberValue(known);
        else json.WriteNullValue();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
