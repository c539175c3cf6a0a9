using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtesting.AgainstJournal;

internal enum BarFault
{
    Missing,
    Late,
    Changed,
}

/// <param name="By">How late; zero for the others.</param>
internal readonly record struct BarTrouble(InstrumentId Instrument, DateTime End, BarFault Fault, TimeSpan By)
{
    public string Words => Fault switch
    {
        BarFault.Missing => $"the bar of {End.AddMinutes(-1):HH:mm} never came",
        BarFault.Late => $"the bar of {End.AddMinutes(-1):HH:mm} came {By.TotalSeconds:0} s late",
        BarFault.Changed => $"the bar of {End.AddMinutes(-1):HH:mm} came with other prices than are known now",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// Holds the bars that came against those that should have come.
internal static class BarTroubles
{
    /// A feed takes its moments; what comes later than this after the minute's end came late.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// The bars to trade again on: the stored ones, and where nothing is stored those of the journal, each at its own time.
    public static IReadOnlyList<SeenBar> Whole(IReadOnlyList<SeenBar> came, IReadOnlyList<SeenBar> stored)
    {
        var whole = new Dictionary<(InstrumentId, DateTime), SeenBar>();
        foreach (var bar in came) whole.TryAdd((bar.Instrument, bar.Bar.Time), bar);
        foreach (var bar in stored) whole[(bar.Instrument, bar.Bar.Time)] = bar;
        return [.. whole.Values.OrderBy(bar => bar.Bar.Time).ThenBy(bar => bar.Instrument.Value)];
    }

    public static IReadOnlyList<BarTrouble> Find(IReadOnlyList<SeenBar> came, IReadOnlyList<SeenBar> whole)
    {
        var known = new Dictionary<(InstrumentId, DateTime), SeenBar>();
        foreach (var bar in came) known.TryAdd((bar.Instrument, bar.Bar.Time), bar);
        var troubles = new List<BarTrouble>();
        foreach (var bar in whole)
        {
            if (!known.TryGetValue((bar.Instrument, bar.Bar.Time), out var seen)) troubles.Add(new BarTrouble(bar.Instrument, bar.End, BarFault.Missing, TimeSpan.Zero));
            else if (seen.At - bar.End > Tolerance) troubles.Add(new BarTrouble(bar.Instrument, bar.End, BarFault.Late, seen.At - bar.End));
            else if (!IsAlike(seen.Bar, bar.Bar)) troubles.Add(new BarTrouble(bar.Instrument, bar.End, BarFault.Changed, TimeSpan.Zero));
        }
        return troubles;
    }

    /// Volumes are corrected all day and decide little; prices decide.
    private static bool IsAlike(in Bar one, in Bar other) =>
        one.Open == other.Open && one.High == other.High && one.Low == other.Low && one.Close == other.Close;
}
