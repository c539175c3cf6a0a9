using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Kraken.Market;

/// Reads the market's record as Kraken publishes it: candles and what happened today and in a day.
internal sealed class Tape(VenueFloor floor)
{
    public const int MostCandles = 720;

    /// Six slices a minute, each told in four prints.
    private const int TradesAMinute = 24;

    public static IReadOnlyList<int> Intervals { get; } = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

    /// The latest candles, the oldest first; the last is still forming.
    /// <param name="now">The last moment that is told of.</param>
    public List<Candle> Candles(InstrumentId instrument, int interval, int most, DateTime now)
    {
        var length = TimeSpan.FromMinutes(interval);
        var last = BeginOf(now, length);
        var candles = new List<Candle>();
        var minutes = floor.Record.MinutesOf(instrument);
        for (var place = floor.Record.FirstMinuteFrom(instrument, last - (most - 1) * length); place < minutes.Count; place++) Add(candles, minutes[place], length, TradesAMinute);
        foreach (var print in PrintsSince(instrument, MinutesEnd(minutes)))
            Add(candles, new Bar(print.Time.AddTicks(-1), print.Price, print.Price, print.Price, print.Price, print.Size), length, 1);
        if (candles.Count > 0 && candles[^1].Begin < last) candles.Add(Candle.Flat(last, candles[^1].Close));
        return candles;
    }

    /// Everything since a moment as one candle; flat at the last price where nothing traded.
    public Candle Since(InstrumentId instrument, DateTime moment)
    {
        var minutes = floor.Record.MinutesOf(instrument);
        var candle = Candle.Flat(moment, floor.Record.LastPrint(instrument)?.Price ?? 0);
        for (var place = floor.Record.FirstMinuteFrom(instrument, moment); place < minutes.Count; place++) candle = candle.With(minutes[place], TradesAMinute);
        foreach (var print in PrintsSince(instrument, Later(moment, MinutesEnd(minutes))))
            candle = candle.With(new Bar(print.Time, print.Price, print.Price, print.Price, print.Price, print.Size), 1);
        return candle;
    }

    public static DateTime BeginOf(DateTime moment, TimeSpan length)
    {
        var since = (moment - DateTime.UnixEpoch).Ticks;
        return DateTime.UnixEpoch.AddTicks(since - since % length.Ticks);
    }

    private IEnumerable<Print> PrintsSince(InstrumentId instrument, DateTime moment)
    {
        var prints = floor.Record.PrintsOf(instrument);
        for (var place = floor.Record.FirstPrintFrom(instrument, moment.AddTicks(1)); place < prints.Count; place++) yield return prints[place];
    }

    private static void Add(List<Candle> candles, in Bar minute, TimeSpan length, int trades)
    {
        var begin = BeginOf(minute.Time, length);
        if (candles.Count == 0 || candles[^1].Begin != begin) candles.Add(Candle.Flat(begin, minute.Open));
        candles[^1] = candles[^1].With(minute, trades);
    }

    private static DateTime MinutesEnd(IReadOnlyList<Bar> minutes) => minutes.Count > 0 ? minutes[^1].Time.AddMinutes(1) : DateTime.UnixEpoch;

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
