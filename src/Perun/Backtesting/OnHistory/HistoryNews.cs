using System.Text.RegularExpressions;
using Perun.Backtest.News;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Mind.Masking;
using Perun.Simulation.World;

namespace Perun.Backtesting.OnHistory;

/// The news of a stretch of history as it could be known: at the later of publication and arrival, and a stated delay. Its symbols are
/// those of the run; a piece that names none and speaks of an instrument by name is about that.
internal sealed partial class HistoryNews
{
    /// Older news is no news when the run begins.
    private static readonly TimeSpan Before = TimeSpan.FromDays(3);

    private readonly List<NewsItem> _items;
    private int _next;

    private HistoryNews(List<NewsItem> items) => _items = items;

    /// In the order in which it becomes known.
    public IReadOnlyList<NewsItem> Items => _items;

    /// <param name="sources">What the run's bars say of where they come from: a world's news goes with that world's bars.</param>
    public static HistoryNews Load(NewsArchive archive, IReadOnlyList<Instrument> instruments, IReadOnlyList<string> sources, DateTime from, DateTime to, TimeSpan delay)
    {
        var symbols = new RunSymbols(instruments);
        var found = archive.Known(from - Before - delay, to).Where(item => IsOf(item, sources))
            .Select(item => item with { Received = (item.Received > item.Published ? item.Received : item.Published) + delay, Symbols = symbols.Of(item) });
        return new HistoryNews([.. found.OrderBy(item => item.Received)]);
    }

    /// A walk from the beginning.
    public HistoryNews Anew() => new(_items);

    public IEnumerable<NewsItem> KnownBy(DateTime now)
    {
        while (_next < _items.Count && _items[_next].Received <= now) yield return _items[_next++];
    }

    private static bool IsOf(NewsItem item, IReadOnlyList<string> sources)
    {
        var world = World().Match(item.Id);
        if (!world.Success) return true;
        var (seed, day) = (world.Groups["seed"].Value, world.Groups["day"].Value);
        return sources.Any(source => source.Contains($"simulated world {seed} from {day[..4]}-{day[4..6]}-{day[6..]}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^world-(?<seed>\d+)-(?<day>\d{8})-", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex World();

    /// The run's symbols by what others call them.
    private sealed class RunSymbols
    {
        private readonly Dictionary<string, string> _exact = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> _coins = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<(Regex Name, string Symbol)> _names = [];

        public RunSymbols(IReadOnlyList<Instrument> instruments)
        {
            foreach (var instrument in instruments)
            {
                _exact[Plain(instrument.Symbol)] = instrument.Symbol;
                if (instrument.AssetClass == AssetClass.Crypto) _coins[instrument.BaseAsset] = instrument.Symbol;
                // People and products give a company away and are not always news of it: its first names only.
                string[] names = [.. WellKnownNames.Of(instrument.Symbol).Take(2), .. WorldCatalog.TryFind(instrument.Symbol, out var profile) ? (string[])[profile.Name] : []];
                if (names.Length > 0) _names.Add((new Regex($@"\b(?:{string.Join('|', names.Select(Regex.Escape))})\b", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1)), instrument.Symbol));
            }
        }

        public IReadOnlyList<string> Of(NewsItem item)
        {
            if (item.Symbols.Count == 0) return [.. _names.Where(one => one.Name.IsMatch(item.Headline)).Select(one => one.Symbol)];
            return [.. item.Symbols.Select(symbol => _exact.GetValueOrDefault(Plain(symbol)) ?? _coins.GetValueOrDefault(symbol) ?? symbol).Distinct(StringComparer.Ordinal)];
        }

        private static string Plain(string symbol) => symbol.Replace("/", "").Replace('-', '.');
    }
}
