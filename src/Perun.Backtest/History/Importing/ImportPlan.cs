using System.Text;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Importing;

/// How one file will be read, and into which series. `Csv` is null where it is JSON.
internal sealed record ImportPlan(InputFile File, SeriesKey Key, TradingHours Hours, CsvPlan? Csv)
{
    private const int HeadBytes = 1 << 16;
    private const double LeanEquityScale = 10_000;

    public string Format => Csv?.Format ?? "JSON";

    public static ImportPlan Make(InputFile file, ImportRequest request)
    {
        var facts = FileNameFacts.Of(file);
        var head = file.Head(HeadBytes);
        var sample = head.AsSpan().TrimStart(" \t\r\n\uFEFF"u8);
        if (sample.IsEmpty) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} is empty: there is nothing to import.");
        if (sample[0] is (byte)'[' or (byte)'{') return OfJson(file, request, facts, head);
        var table = SampleTable.Of(head, head.Length < HeadBytes) ?? throw Unreadable(file, "has no lines of at least five columns (time, open, high, low, close)");
        var symbol = request.Symbol ?? SymbolIn(table) ?? facts.Symbol ?? throw Unreadable(file, "does not tell its symbol: give --symbol");
        var hours = request.Hours ?? TradingHoursGuess.Of(symbol);
        var csv = Named(facts, table, hours) ?? Guessed(file, table, request, hours);
        if (request.TimeStyle is { } style) csv = csv with { TimeStyle = style };
        if (request.Zone is { } zone) csv = csv with { Zone = zone };
        var timeframe = request.Timeframe ?? facts.Timeframe ?? TimeframeGuess.Of(Times(table, csv)) ?? throw Unreadable(file, "has too few bars, or bars of an odd length: give --timeframe");
        return new ImportPlan(file, new SeriesKey(symbol, timeframe), hours, csv);
    }

    private static ImportPlan OfJson(InputFile file, ImportRequest request, FileNameFacts facts, byte[] head)
    {
        var symbol = request.Symbol ?? facts.Symbol ?? throw Unreadable(file, "does not tell its symbol: give --symbol");
        var timeframe = request.Timeframe ?? facts.Timeframe ?? TimeframeGuess.Of(JsonBarReader.TimesIn(head))
            ?? throw Unreadable(file, "has no array of bars with times, or too few: give --timeframe where it has");
        return new ImportPlan(file, new SeriesKey(symbol, timeframe), request.Hours ?? TradingHoursGuess.Of(symbol), null);
    }

    private static CsvPlan? Named(FileNameFacts facts, SampleTable table, TradingHours hours)
    {
        if (table.Titles.Count > 0 || table.Separator != ',') return null;
        ColumnRole[] usual = [ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close, ColumnRole.Volume];
        var plain = new CsvPlan { Format = "", Separator = ',', DecimalPoint = '.', LinesBefore = table.LinesBefore, Columns = usual, TimeStyle = TimeStyle.EpochSeconds };
        var zone = hours == TradingHours.NewYork ? ClockZone.NewYork : ClockZone.Utc;
        var scale = hours == TradingHours.NewYork ? LeanEquityScale : 1;
        var width = table.Rows[0].Length;
        return facts.Format switch
        {
            NamedFormat.Kraken when width is 7 or 8 && TimeGuess.Of(table.Column(0)) == TimeStyle.EpochSeconds => plain with { Format = "Kraken OHLCVT" },
            NamedFormat.LeanDaily when width == 6 && TimeGuess.Of(table.Column(0)) == TimeStyle.Compact =>
                plain with { Format = "LEAN", TimeStyle = TimeStyle.Compact, Zone = zone, PriceScale = scale },
            NamedFormat.LeanMinute when width == 6 =>
                plain with { Format = "LEAN minutes", TimeStyle = TimeStyle.MillisecondsOfDay, Zone = zone, PriceScale = scale, DayOfFile = facts.Day },
            _ => null,
        };
    }

    private static CsvPlan Guessed(InputFile file, SampleTable table, ImportRequest request, TradingHours hours)
    {
        var columns = request.Columns ?? ColumnGuess.Of(table) ?? throw Unreadable(
            file, $"has columns that are not understood ({string.Join(", ", (table.Titles.Count > 0 ? table.Titles : table.Rows[0]).Take(8))}): give --columns like time,open,high,low,close,volume");
        if (columns.Count > table.Rows[0].Length)
            throw new HistoryException(HistoryTrouble.Misuse, $"{file.Shown} has {table.Rows[0].Length} columns and --columns names {columns.Count}: name at most as many as there are.");
        var time = columns.ToList().IndexOf(ColumnRole.Time);
        var style = request.TimeStyle ?? TimeGuess.Of(table.Column(time)) ?? throw Unreadable(file, $"has times that are not understood (\"{table.Rows[0][time]}\"): give --dates");
        var plan = new CsvPlan
        {
            Format = "CSV",
            Separator = table.Separator,
            DecimalPoint = table.DecimalPoint,
            LinesBefore = table.LinesBefore,
            Titles = table.Titles,
            Columns = columns,
            TimeStyle = style,
        };
        var isPlain = style is (TimeStyle.Iso or TimeStyle.Compact or TimeStyle.MonthFirst or TimeStyle.DayFirst) && !TimeGuess.HasOffset(table.Rows[0][time]);
        return isPlain ? plan with { Zone = TimeGuess.ZoneOf(Times(table, plan), hours) } : plan;
    }

    private static string? SymbolIn(SampleTable table)
    {
        if (table.Titles.Count == 0 || ColumnGuess.Of(table) is not { } roles || Array.IndexOf(roles, ColumnRole.Symbol) is not (>= 0 and var column)) return null;
        return table.Rows[0][column] is { Length: > 0 } name && SeriesKey.IsSymbol(name) ? TradingHoursGuess.PairOf(name) ?? name.ToUpperInvariant() : null;
    }

    private static List<long> Times(SampleTable table, CsvPlan plan)
    {
        var reader = new TimeText(plan.TimeStyle, plan.Zone, plan.DayOfFile);
        var (time, clock) = (plan.Columns.ToList().IndexOf(ColumnRole.Time), plan.Columns.ToList().IndexOf(ColumnRole.TimeOfDay));
        var times = new List<long>();
        foreach (var row in table.Rows)
            if (reader.TryRead(Encoding.UTF8.GetBytes(row[time]), clock < 0 ? default : Encoding.UTF8.GetBytes(row[clock]), out var ticks)) times.Add(ticks);
        return times;
    }

    private static HistoryException Unreadable(InputFile file, string what) => new(HistoryTrouble.Unreadable, $"{file.Shown} {what}.");
}
