using Perun.Core.State;

namespace Perun.Core.Indicators.Windows;

internal static class SyncOfWindows
{
    /// The values of a window of a fixed length; saved by an indicator with another period, they are refused.
    public static void Sync(this StateStream stream, double[] values)
    {
        var count = stream.SyncCount(values.Length);
        if (count != values.Length)
            throw new InvalidStateException($"an indicator's window of {count} values was saved where one of {values.Length} is expected: the period has changed");
        for (var i = 0; i < values.Length; i++) stream.Sync(ref values[i]);
    }

    /// A place in a window of a fixed length.
    public static void SyncPlace(this StateStream stream, ref int place, int most)
    {
        stream.Sync(ref place);
        if (place < 0 || place > most) throw new InvalidStateException($"place {place} is not in a window of {most} values");
    }
}
