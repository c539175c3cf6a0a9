using System.Globalization;

namespace Perun.Backtest.History.Importing;

/// What a column of a file means.
public enum ColumnRole
{
    None,
    Time,
    TimeOfDay,
    Open,
    High,
    Low,
    Close,
    Volume,
    Symbol,
}

/// How a file of lines is read: guessed, shown, and changed by options where the guess is wrong.
public sealed record CsvPlan
{
    public required string Format { get; init; }

    public required char Separator { get; init; }

    public required char DecimalPoint { get; init; }

    /// Lines before the first bar.
    public required int LinesBefore { get; init; }

    public required IReadOnlyList<ColumnRole> Columns { get; init; }

    /// The titles of the columns, where there are any.
    public IReadOnlyList<string> Titles { get; init; } = [];

    public required TimeStyle TimeStyle { get; init; }

    public ClockZone Zone { get; init; }

    /// Prices are divided by this.
    public double PriceScale { get; init; } = 1;

    public DateOnly? DayOfFile { get; init; }

    /// One line for a person: "Date = time (Iso, UTC), Open = open ...".
    public string Describe()
    {
        var parts = new List<string>();
        for (var column = 0; column < Columns.Count; column++)
        {
            if (Columns[column] == ColumnRole.None) continue;
            var name = column < Titles.Count && Titles[column].Length > 0 ? $"\"{Titles[column]}\"" : (column + 1).ToString(CultureInfo.InvariantCulture);
            var note = Columns[column] == ColumnRole.Time ? $" ({TimeStyle}{(HasZone ? ", " + Zone : "")})" : "";
            parts.Add($"{name} = {Columns[column]}{note}");
        }
        if (PriceScale != 1) parts.Add($"prices / {PriceScale:0}");
        if (DecimalPoint == ',') parts.Add("decimal comma");
        return string.Join(", ", parts);
    }

    private bool HasZone => TimeStyle is TimeStyle.Iso or TimeStyle.Compact or TimeStyle.MonthFirst or TimeStyle.DayFirst or TimeStyle.MillisecondsOfDay;
}
