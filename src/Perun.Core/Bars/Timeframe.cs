namespace Perun.Core.Bars;

/// The length of a bar, in whole minutes. A day's bar is a session's bar where the instrument has sessions.
public readonly record struct Timeframe(int Minutes) : IComparable<Timeframe>
{
    public static readonly Timeframe M1 = new(1);
    public static readonly Timeframe M5 = new(5);
    public static readonly Timeframe M15 = new(15);
    public static readonly Timeframe M30 = new(30);
    public static readonly Timeframe H1 = new(60);
    public static readonly Timeframe H4 = new(240);
    public static readonly Timeframe D1 = new(1440);

    public static IReadOnlyList<Timeframe> All { get; } = [M1, M5, M15, M30, H1, H4, D1];

    public TimeSpan Length => TimeSpan.FromMinutes(Minutes);

    public static bool TryParse(string? text, out Timeframe timeframe)
    {
        foreach (var candidate in All)
        {
            if (!string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase)) continue;
            timeframe = candidate;
            return true;
        }
        timeframe = default;
        return false;
    }

    public int CompareTo(Timeframe other) => Minutes.CompareTo(other.Minutes);

    public override string ToString() =>
        Minutes % 1440 == 0 ? $"{Minutes / 1440}d" : Minutes % 60 == 0 ? $"{Minutes / 60}h" : $"{Minutes}m";
}
