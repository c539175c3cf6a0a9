using System.Globalization;

namespace Perun.Backtest.History.Reshaping;

/// One line of a LEAN factor file: what holds up to and with this day.
/// <param name="PriceFactor">For dividends.</param>
/// <param name="SplitFactor">For splits.</param>
/// <param name="Reference">The raw close of the day; zero where there is none.</param>
public readonly record struct Factor(DateOnly Day, double PriceFactor, double SplitFactor, double Reference);

/// LEAN's factor file: yyyyMMdd,priceFactor,splitFactor,referencePrice, the days rising.
public sealed class FactorFile
{
    private readonly Factor[] _factors;

    private FactorFile(string name, Factor[] factors)
    {
        Name = name;
        _factors = factors;
    }

    public string Name { get; }

    public IReadOnlyList<Factor> Factors => _factors;

    public static FactorFile Read(string path)
    {
        if (!File.Exists(path)) throw new HistoryException(HistoryTrouble.Misuse, $"There is no file {path}: check its name.");
        var factors = new List<Factor>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0) continue;
            if (Parse(line) is not { } factor || (factors.Count > 0 && factor.Day <= factors[^1].Day))
                throw new HistoryException(HistoryTrouble.Unreadable, $"{path} is no factor file: line {number} is not date,priceFactor,splitFactor,referencePrice with a later date than the line before.");
            factors.Add(factor);
        }
        if (factors.Count == 0) throw new HistoryException(HistoryTrouble.Unreadable, $"{path} is empty: there is nothing to adjust by.");
        return new FactorFile(Path.GetFileName(path), [.. factors]);
    }

    /// What holds on this day; after the last line nothing is changed.
    public Factor On(DateOnly day)
    {
        int low = 0, high = _factors.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_factors[middle].Day < day) low = middle + 1;
            else high = middle;
        }
        return low < _factors.Length ? _factors[low] : new Factor(day, 1, 1, 0);
    }

    private static Factor? Parse(string line)
    {
        var cells = line.TrimEnd('\r').Split(',');
        if (cells.Length < 3 || !DateOnly.TryParseExact(cells[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        if (!TryFactor(cells[1], out var price) || !TryFactor(cells[2], out var split)) return null;
        return new Factor(day, price, split, cells.Length > 3 && double.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var reference) ? reference : 0);
    }

    private static bool TryFactor(string text, out double factor) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out factor) && double.IsFinite(factor) && factor > 0;
}
