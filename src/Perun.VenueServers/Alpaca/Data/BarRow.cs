namespace Perun.VenueServers.Alpaca.Data;

/// A bar as Alpaca tells it.
/// <param name="Count">How many trades it has.</param>
/// <param name="Average">The price weighted by volume.</param>
public readonly record struct BarRow(DateTime Time, double Open, double High, double Low, double Close, double Volume, long Count, double Average)
{
    /// Prints of a minute: as many as its stretches of price.
    private const int PrintsAMinute = 6 * Floor.Stretch.PerSlice;

    public static BarRow Of(in Core.Bars.Bar minute) =>
        new(minute.Time, minute.Open, minute.High, minute.Low, minute.Close, minute.Volume, PrintsAMinute, (minute.High + minute.Low + minute.Close) / 3);

    /// In terms of the shares that there are later.
    public BarRow After(decimal ratio) => ratio == 1 ? this : new BarRow(
        Time, Round(Open / (double)ratio), Round(High / (double)ratio), Round(Low / (double)ratio), Round(Close / (double)ratio), Math.Round(Volume * (double)ratio), Count, Average / (double)ratio);

    private static double Round(double price) => Math.Round(price, 4);

    /// As it was before its last trade.
    public BarRow WithoutLast() => Count <= 1 ? this : this with { Volume = Volume - Math.Max(Math.Floor(Volume / Count), Math.Min(1, Volume / 2)), Count = Count - 1 };

    /// With what came after it.
    public BarRow With(in BarRow next)
    {
        var volume = Volume + next.Volume;
        return new BarRow(Time, Open, Math.Max(High, next.High), Math.Min(Low, next.Low), next.Close, volume, Count + next.Count,
            volume > 0 ? (Average * Volume + next.Average * next.Volume) / volume : next.Average);
    }
}
