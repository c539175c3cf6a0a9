using System.Globalization;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Simulation.World;

namespace Perun.Simulation.Tests.World;

/// Writes down what the world says, in the order in which it is said.
internal sealed class Recorder(Universe universe, bool wantsSlices = true) : IWorldListener
{
    public static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    public List<string> Lines { get; } = [];

    public Dictionary<string, List<Bar>> Bars { get; } = [];

    public Dictionary<string, List<Bar>> Slices { get; } = [];

    public List<NewsItem> News { get; } = [];

    public List<DateTime> Times { get; } = [];

    public bool WantsSlices => wantsSlices;

    public ulong Hash
    {
        get
        {
            var hash = 14695981039346656037UL;
            foreach (var line in Lines)
                foreach (var letter in line) hash = unchecked((hash ^ letter) * 1099511628211UL);
            return hash;
        }
    }

    public static Recorder Run(ulong seed, int days, bool wantsSlices, params IEnumerable<string> symbols)
    {
        var universe = DefaultUniverse.Of(symbols);
        var recorder = new Recorder(universe, wantsSlices);
        new SimulatedWorld(universe, seed, Start).Advance(Start.AddDays(days), recorder);
        return recorder;
    }

    public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end) => Write(Slices, "slice", instrument, slice, end);

    public void OnBar(InstrumentId instrument, in Bar minute) => Write(Bars, "bar", instrument, minute, minute.Time.AddMinutes(1));

    public void OnNews(NewsItem item)
    {
        News.Add(item);
        Times.Add(item.Received);
        Lines.Add($"{item.Received:O} {item.Id} {item.Source} {item.Published:O} {item.Headline} {item.Body} {string.Join(',', item.Symbols)}");
    }

    private void Write(Dictionary<string, List<Bar>> bars, string what, InstrumentId instrument, in Bar bar, DateTime end)
    {
        var symbol = universe[instrument].Symbol;
        if (!bars.TryGetValue(symbol, out var list)) bars.Add(symbol, list = []);
        list.Add(bar);
        Times.Add(end);
        Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{end:O} {what} {symbol} {bar.Open:R} {bar.High:R} {bar.Low:R} {bar.Close:R} {bar.Volume:R}"));
    }
}
