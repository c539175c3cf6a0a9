using System.Globalization;
using Perun.Backtest.History.Checking;
using Perun.Commands.Output;

namespace Perun.Commands.Archive;

/// How much of each day is there, as a calendar: a line a month with a sign a day, or a line a year with a sign a week
/// where there are many months. The signs say it without colours, too.
internal static class CoverageCalendar
{
    private const int MostMonths = 18;
    private const int WeeksAYear = 53;

    public static void Print(IPrinter printer, IReadOnlyList<DayCoverage> days)
    {
        if (days.Count == 0) return;
        printer.Line();
        var (first, last) = (days[0].Day, days[^1].Day);
        var isLong = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1 > MostMonths;
        foreach (var row in days.GroupBy(day => isLong ? new DateOnly(day.Day.Year, 1, 1) : new DateOnly(day.Day.Year, day.Day.Month, 1)).OrderBy(group => group.Key))
        {
            var cells = row.GroupBy(day => isLong ? Math.Min((day.Day.DayOfYear - 1) / 7, WeeksAYear - 1) : day.Day.Day - 1)
                .ToDictionary(cell => cell.Key, cell => (Expected: cell.Sum(day => day.Expected), Present: cell.Sum(day => day.Present)));
            var title = row.Key.ToString(isLong ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture) + "  ";
            var width = isLong ? WeeksAYear : DateTime.DaysInMonth(row.Key.Year, row.Key.Month);
            Words[] line = [Words.Quiet(title), .. Enumerable.Range(0, width).Select(cell => cells.TryGetValue(cell, out var known) ? Sign(known.Expected, known.Present) : Words.Quiet("·"))];
            printer.Line(line);
        }
        printer.Line(Words.Quiet($"a sign a {(isLong ? "week" : "day")}: "), Sign(1, 1), Words.Quiet(" all there  "), Sign(100, 95), Words.Quiet(" nearly  "), Sign(2, 1), Words.Quiet(" in part  "), Sign(1, 0), Words.Quiet(" nothing  · closed"));
    }

    private static Words Sign(int expected, int present) => present switch
    {
        0 => Words.Bad("x"),
        _ when present >= expected => Words.Good("█"),
        _ when present * 10 >= expected * 9 => Words.Good("▓"),
        _ => Words.Warning("░"),
    };
}
