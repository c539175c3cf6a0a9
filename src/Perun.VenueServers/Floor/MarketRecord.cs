using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;

namespace Perun.VenueServers.Floor;

/// What the floor has published: minutes since the world began, prints of the last while, and news. Each has a bound; the
/// oldest leave when it is reached.
public sealed class MarketRecord(Universe universe)
{
    public const int MostMinutes = 600_000;
    public const int MostPrints = 60_000;
    public const int MostNews = 20_000;

    private readonly List<Bar>[] _minutes = [.. Enumerable.Range(0, universe.Count).Select(static _ => new List<Bar>())];
    private readonly List<Print>[] _prints = [.. Enumerable.Range(0, universe.Count).Select(static _ => new List<Print>())];
    private readonly List<NewsItem> _news = [];
    private readonly long[] _printCounts = new long[universe.Count];

    public IReadOnlyList<Bar> MinutesOf(InstrumentId instrument) => _minutes[instrument.Value];

    public IReadOnlyList<Print> PrintsOf(InstrumentId instrument) => _prints[instrument.Value];

    public IReadOnlyList<NewsItem> News => _news;

    /// The last trade; null before the first.
    public Print? LastPrint(InstrumentId instrument) => _prints[instrument.Value] is { Count: > 0 } prints ? prints[^1] : null;

    internal void Add(InstrumentId instrument, in Bar minute) => Add(_minutes[instrument.Value], minute, MostMinutes);

    internal Print Print(InstrumentId instrument, DateTime time, double price, double size)
    {
        var prints = _prints[instrument.Value];
        var print = new Print(++_printCounts[instrument.Value], time, price, size, prints.Count == 0 || price >= prints[^1].Price);
        Add(prints, print, MostPrints);
        return print;
    }

    internal void Add(NewsItem item) => Add(_news, item, MostNews);

    /// The place of the first minute that does not begin before a moment.
    public int FirstMinuteFrom(InstrumentId instrument, DateTime moment) => FirstFrom(_minutes[instrument.Value], moment, static bar => bar.Time);

    public int FirstPrintFrom(InstrumentId instrument, DateTime moment) => FirstFrom(_prints[instrument.Value], moment, static print => print.Time);

    private static int FirstFrom<T>(List<T> items, DateTime moment, Func<T, DateTime> timeOf)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (timeOf(items[middle]) < moment) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// A quarter leaves at once, so that leaving is rare.
    private static void Add<T>(List<T> items, T item, int most)
    {
        if (items.Count == most) items.RemoveRange(0, most / 4);
        items.Add(item);
    }
}
