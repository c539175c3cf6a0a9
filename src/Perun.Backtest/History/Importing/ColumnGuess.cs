using System.Globalization;

namespace Perun.Backtest.History.Importing;

/// Which column is what: by their titles, or by what stands in them.
internal static class ColumnGuess
{
    /// In the order of preference.
    private static readonly (ColumnRole Role, string[] Titles)[] Known =
    [
        (ColumnRole.Time, ["unix", "unixtime", "unixtimestamp", "epoch", "timestamp", "opentime", "datetime", "datetimeutc", "date", "time", "t", "ts", "day", "gmttime", "localtime", "begin", "start"]),
        (ColumnRole.Open, ["open", "o", "openprice", "first"]),
        (ColumnRole.High, ["high", "h", "highprice", "max"]),
        (ColumnRole.Low, ["low", "l", "lowprice", "min"]),
        (ColumnRole.Close, ["close", "c", "closeprice", "closelast", "last"]),
        (ColumnRole.Volume, ["volume", "v", "vol", "basevolume", "tickvolume", "vol100", "qty", "amount"]),
        (ColumnRole.Symbol, ["symbol", "ticker", "instrument", "pair"]),
    ];

    public static ColumnRole[]? Of(SampleTable table) => table.Titles.Count > 0 ? ByTitles(table) : ByValues(table);

    private static ColumnRole[]? ByTitles(SampleTable table)
    {
        string[] titles = [.. table.Titles.Select(title => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant())];
        var roles = new ColumnRole[titles.Length];
        foreach (var (role, names) in Known)
        {
            var found = names.Select(name => Array.IndexOf(titles, name)).FirstOrDefault(index => index >= 0, -1);
            if (found < 0 && role == ColumnRole.Volume) found = Array.FindIndex(titles, title => title.StartsWith("volume", StringComparison.Ordinal));
            if (found >= 0) roles[found] = role;
        }
        var date = Array.IndexOf(titles, "date");
        var clock = Array.IndexOf(titles, "time");
        if (date >= 0 && clock >= 0 && roles[date] == ColumnRole.Time && table.Column(clock).All(cell => cell.Contains(':'))) roles[clock] = ColumnRole.TimeOfDay;
        return IsComplete(roles) ? roles : null;
    }

    /// The first column that holds times; the first four columns of numbers after it of which one is always the highest and
    /// one always the lowest; of the other two the first is the open; the next column of numbers is the volume.
    private static ColumnRole[]? ByValues(SampleTable table)
    {
        var width = table.Rows[0].Length;
        var roles = new ColumnRole[width];
        var time = Enumerable.Range(0, width).FirstOrDefault(column => TimeGuess.Of(table.Column(column)) is not null, -1);
        if (time < 0) return null;
        roles[time] = ColumnRole.Time;
        if (time + 1 < width && table.Column(time + 1).All(cell => cell.Contains(':'))) roles[time + 1] = ColumnRole.TimeOfDay;
        int[] numbers = [.. Enumerable.Range(0, width).Where(column => roles[column] == ColumnRole.None && table.Column(column).All(cell => TryNumber(cell, table.DecimalPoint, out _)))];
        for (var skipped = 0; skipped + 4 <= numbers.Length; skipped++)
        {
            var four = numbers.AsSpan(skipped, 4).ToArray();
            var values = four.Select(column => table.Column(column).Select(cell => TryNumber(cell, table.DecimalPoint, out var value) ? value : double.NaN).ToArray()).ToArray();
            var high = Extreme(values, (one, other) => one >= other, except: -1);
            var low = Extreme(values, (one, other) => one <= other, except: high);
            if (high < 0 || low < 0) continue;
            int[] ends = [.. Enumerable.Range(0, 4).Where(index => index != high && index != low)];
            roles[four[high]] = ColumnRole.High;
            roles[four[low]] = ColumnRole.Low;
            roles[four[ends[0]]] = ColumnRole.Open;
            roles[four[ends[1]]] = ColumnRole.Close;
            var rest = numbers.Skip(skipped + 4).ToArray();
            if (rest.Length > 0) roles[rest[0]] = ColumnRole.Volume;
            return roles;
        }
        return null;
    }

    public static bool IsComplete(IReadOnlyCollection<ColumnRole> roles) =>
        ((ColumnRole[])[ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close]).All(role => roles.Count(one => one == role) == 1);

    /// The column that is so beside all others in nearly every row; a few rows may be wrong. Where the usual place (second
    /// high, third low) will do, it is taken.
    private static int Extreme(double[][] values, Func<double, double, bool> beats, int except)
    {
        var usual = except < 0 ? 1 : 2;
        foreach (var column in (int[])[usual, 0, 1, 2, 3])
        {
            if (column == except) continue;
            var good = Enumerable.Range(0, values[0].Length).Count(row => values.All(other => beats(values[column][row], other[row])));
            if (good * 20 >= values[0].Length * 19) return column;
        }
        return -1;
    }

    private static bool TryNumber(string cell, char point, out double value) =>
        double.TryParse(point == ',' ? cell.Replace(',', '.') : cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
