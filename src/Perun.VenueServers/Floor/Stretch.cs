using Perun.Core.Bars;

namespace Perun.VenueServers.Floor;

/// A piece of a price path in which the price goes one way. A slice says which prices were seen and not in which order; the
/// floor decides on one, so that prints, fills and linked orders all follow the same path: a stop and a target can't both be
/// touched within a stretch that starts between them.
/// <param name="Path">From its open to its close, with its share of the slice's volume.</param>
public readonly record struct Stretch(Bar Path, DateTime End)
{
    public const int PerSlice = 4;

    /// The open as a point, on to the nearer extreme, over to the other one, and to the close.
    public static Stretch Of(in Bar slice, DateTime sliceEnd, int place)
    {
        var lowFirst = slice.Close >= slice.Open;
        var (first, second) = lowFirst ? (slice.Low, slice.High) : (slice.High, slice.Low);
        var (from, to) = place switch
        {
            0 => (slice.Open, slice.Open),
            1 => (slice.Open, first),
            2 => (first, second),
            _ => (second, slice.Close),
        };
        var length = (sliceEnd - slice.Time).Ticks / PerSlice;
        var start = slice.Time.AddTicks(length * place);
        var end = place == PerSlice - 1 ? sliceEnd : start.AddTicks(length);
        return new Stretch(new Bar(start, from, Math.Max(from, to), Math.Min(from, to), to, VolumeOf(slice.Volume, place)), end);
    }

    /// A single trade's price at a moment.
    public static Stretch Point(double price, double volume, DateTime moment) => new(new Bar(moment, price, price, price, price, volume), moment);

    /// Where the whole is counted in units, so is the part, in fives: a venue that gives an order a fifth of it gives whole units.
    public static double Whole(double part, double whole) => whole == Math.Floor(whole) ? Math.Floor(part / 5) * 5 : Math.Floor(part * 10_000) / 10_000;

    private static double VolumeOf(double volume, int place)
    {
        var share = Whole(volume / PerSlice, volume);
        return place == PerSlice - 1 ? Whole(volume - share * (PerSlice - 1), volume) : share;
    }
}
