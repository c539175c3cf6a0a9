using Perun.Core.Bars;

namespace Perun.VenueServers.Kraken.Market;

/// What traded in one stretch of time.
/// <param name="Turnover">Price times volume, by which the average price is weighted.</param>
internal readonly record struct Candle(DateTime Begin, double Open, double High, double Low, double Close, double Volume, double Turnover, int Count)
{
    public double AveragePrice => Volume > 0 ? Turnover / Volume : Close;

    /// Nothing has traded in it: it stands where the last one closed.
    public static Candle Flat(DateTime begin, double price) => new(begin, price, price, price, price, 0, 0, 0);

    public Candle With(in Bar minute, int trades) => Count == 0
        ? new Candle(Begin, minute.Open, minute.High, minute.Low, minute.Close, minute.Volume, minute.Volume * minute.Typical, trades)
        : this with
        {
            High = Math.Max(High, minute.High),
            Low = Math.Min(Low, minute.Low),
            Close = minute.Close,
            Volume = Volume + minute.Volume,
            Turnover = Turnover + minute.Volume * minute.Typical,
            Count = Count + trades,
        };
}
