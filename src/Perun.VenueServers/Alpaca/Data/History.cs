using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Data;

/// What the floor's record holds of an asset, as bars, trades and quotes.
internal sealed class History(VenueFloor floor)
{
    /// Bars that begin from the one moment to the other, the oldest first; the newest may still be forming.
    /// <param name="isAdjusted">Whether bars before a split are in terms of new shares.</param>
    public IEnumerable<BarRow> Bars(Asset asset, BarLength length, DateTime from, DateTime to, bool isAdjusted = false)
    {
        var minutes = floor.Record.MinutesOf(asset.Instrument);
        BarRow? forming = null;
        for (var place = floor.Record.FirstMinuteFrom(asset.Instrument, from); place < minutes.Count; place++)
        {
            var minute = BarRow.Of(minutes[place]);
            if (isAdjusted) minute = minute.After(RatioSince(asset, minute.Time));
            var start = length.StartOf(minute.Time, asset.IsCrypto);
            if (start < from) continue; // its beginning is before what was asked for
            if (start > to) break;
            if (forming is { } bar && bar.Time == start)
            {
                forming = bar.With(minute);
                continue;
            }
            if (forming is { } done) yield return done;
            forming = minute with { Time = start };
        }
        if (forming is { } last) yield return last;
    }

    /// New shares for one that there was at a moment.
    private decimal RatioSince(Asset asset, DateTime moment)
    {
        var ratio = 1m;
        foreach (var split in floor.Splits)
            if (split.Instrument == asset.Instrument && split.Time > moment && split.Time <= floor.Now) ratio *= split.Ratio;
        return ratio;
    }

    public IEnumerable<Print> Prints(Asset asset, DateTime from, DateTime to, bool isDescending)
    {
        var prints = floor.Record.PrintsOf(asset.Instrument);
        var (first, end) = (floor.Record.FirstPrintFrom(asset.Instrument, from), floor.Record.FirstPrintFrom(asset.Instrument, to.AddTicks(1)));
        for (var place = 0; place < end - first; place++) yield return prints[isDescending ? end - 1 - place : first + place];
    }

    public BarRow? LastMinute(Asset asset) => floor.Record.MinutesOf(asset.Instrument) is { Count: > 0 } minutes ? BarRow.Of(minutes[^1]) : null;

    /// The day's bar so far, and the one before it.
    public (BarRow? Today, BarRow? Before) Days(Asset asset)
    {
        var days = Bars(asset, new BarLength(1, 'D'), floor.Now.AddDays(-10), floor.Now).TakeLast(2).ToList();
        return (days.Count > 0 ? days[^1] : null, days.Count > 1 ? days[0] : null);
    }
}
