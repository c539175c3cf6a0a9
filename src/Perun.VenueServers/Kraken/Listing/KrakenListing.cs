using System.Diagnostics.CodeAnalysis;
using Perun.Core.Instruments;
using Perun.Simulation.World;

namespace Perun.VenueServers.Kraken.Listing;

/// What can be traded: the world's crypto pairs with Kraken's steps, minimums, fees and names.
internal sealed class KrakenListing
{
    private const decimal LeastCost = 0.5m;

    private readonly Dictionary<InstrumentId, KrakenPair> _byId = [];
    private readonly Dictionary<InstrumentId, PairMode> _modes = [];

    private KrakenListing(Universe universe)
    {
        Universe = universe;
        Pairs = [.. universe.Instruments.Select((instrument, place) => KrakenPair.Of(new InstrumentId(place), instrument))];
        foreach (var pair in Pairs) _byId.Add(pair.Id, pair);
        Assets = [.. Pairs.Select(static pair => pair.Quote).Concat(Pairs.Select(static pair => pair.Base)).Distinct()];
    }

    public Universe Universe { get; }

    public IReadOnlyList<KrakenPair> Pairs { get; }

    public IReadOnlyList<KrakenAsset> Assets { get; }

    public KrakenPair this[InstrumentId id] => _byId[id];

    /// All pairs of the world.
    public static IReadOnlyList<string> AllSymbols { get; } = [.. WorldCatalog.All.Where(static profile => profile.Market == WorldMarket.Crypto).Select(static profile => profile.Instrument.Symbol)];

    /// <exception cref="ArgumentException">In a sentence that a person can act on.</exception>
    public static KrakenListing Of(IEnumerable<string> symbols)
    {
        var universe = new Universe();
        foreach (var symbol in symbols)
        {
            if (!WorldCatalog.TryFind(symbol, out var profile) || profile.Market != WorldMarket.Crypto)
                throw new ArgumentException($"The simulated Kraken has no {symbol}: choose from {string.Join(", ", AllSymbols)}.", nameof(symbols));
            universe.List(profile.Instrument with { Fees = VenueFees.Kraken, MinNotional = LeastCost, Protection = VenueProtection.Stop });
        }
        return universe.Count > 0 ? new KrakenListing(universe) : throw new ArgumentException("The simulated Kraken needs at least one pair, like BTC/USD.", nameof(symbols));
    }

    public bool TryFind(string name, [NotNullWhen(true)] out KrakenPair? pair) => (pair = Pairs.FirstOrDefault(candidate => candidate.Is(name))) is not null;

    public bool TryFindSymbol(string symbol, [NotNullWhen(true)] out KrakenPair? pair) => (pair = Pairs.FirstOrDefault(candidate => candidate.Symbol == symbol)) is not null;

    public KrakenAsset? FindAsset(string name) => Assets.FirstOrDefault(asset => asset.Is(name));

    public PairMode ModeOf(KrakenPair pair) => _modes.GetValueOrDefault(pair.Id);

    public void SetMode(KrakenPair pair, PairMode mode) => _modes[pair.Id] = mode;
}
