using System.Text.Json;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Simulation.World;
using Perun.VenueServers.Models;
using Perun.VenueServers.Models.Minds;

namespace Perun.Models.Tests.Server;

/// The sensible mind on the news of simulated worlds, each piece alone: what it would buy rises, what it would leave falls.
public sealed class WorldReadingTests
{
    private static readonly string[] Symbols = ["AAPL", "NVDA", "TSLA", "JPM", "BTC/USD", "ETH/USD", "SOL/USD"];

    [Fact]
    public void What_it_buys_rises_and_what_it_leaves_falls()
    {
        var (bought, left) = (new List<double>(), new List<double>());
        for (var seed = 1UL; seed <= 3; seed++) Read(seed, bought, left);
        bought.Count.ShouldBeGreaterThan(60);
        left.Count.ShouldBeGreaterThan(60);
        // In the three hours after, on average; the worlds are the same each time.
        bought.Average().ShouldBeGreaterThan(0.002);
        left.Average().ShouldBeLessThan(-0.002);
    }

    private static void Read(ulong seed, List<double> bought, List<double> left)
    {
        var universe = new Universe(Symbols.Select(symbol => WorldCatalog.TryFind(symbol, out var profile) ? profile.Instrument : throw new InvalidOperationException(symbol)));
        var reader = new Reader(universe);
        var start = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        new SimulatedWorld(universe, seed, start).Advance(start.AddDays(30), reader);
        foreach (var (place, at, action) in reader.Ideas)
        {
            var after = reader.Return(place, at, 180);
            if (double.IsFinite(after)) (action == "buy" ? bought : left).Add(after);
        }
    }

    private sealed class Reader(Universe universe) : IWorldListener
    {
        private readonly SensibleMind _mind = new();
        private readonly List<double>[] _closes = [.. universe.Instruments.Select(_ => new List<double>())];

        public List<(int Place, int At, string Action)> Ideas { get; } = [];

        public bool WantsSlices => false;

        public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
        {
        }

        public void OnBar(InstrumentId instrument, in Bar minute) => _closes[instrument.Value].Add(minute.Close);

        public void OnNews(NewsItem item)
        {
            foreach (var symbol in item.Symbols)
            {
                if (!universe.TryFind(symbol, out InstrumentId id) || _closes[id.Value].Count == 0) continue;
                foreach (var (held, wanted) in ((string, string)[])[("not held", "buy"), ("held long", "sell")])
                {
                    var kind = universe[id].AssetClass == AssetClass.Crypto ? "crypto" : "equity";
                    var answer = _mind.Answer(new ScriptedQuestion("scripted", "",
                        $"It is {item.Received:yyyy-MM-dd HH:mm:ss} UTC.\n- {symbol} ({kind}): price 1, {held}\n\n<data>\n- [medium, medium confidence] {item.Headline}: {item.Body} ({item.Source}, {item.Published:yyyy-MM-dd HH:mm})\n</data>\n", null));
                    using var json = JsonDocument.Parse(answer);
                    var entry = json.RootElement.GetProperty("decisions")[0];
                    var isAboutNews = entry.GetProperty("rationale").GetString()!.Contains("fresh:", StringComparison.Ordinal);
                    if (isAboutNews && entry.GetProperty("action").GetString() == wanted) Ideas.Add((id.Value, _closes[id.Value].Count - 1, wanted));
                }
            }
        }

        public double Return(int place, int at, int minutes) => at + minutes < _closes[place].Count ? _closes[place][at + minutes] / _closes[place][at] - 1 : double.NaN;
    }
}
