using Perun.Core.Instruments;
using Perun.Simulation.World;

namespace Perun.VenueServers.Alpaca.Assets;

/// Everything that the venue lists, found by symbol (with the stroke of a crypto pair or without) or by id.
public sealed class AssetList
{
    /// Shares are traded in parts at Alpaca.
    private const decimal ShareLot = 0.000000001m;

    private readonly Dictionary<string, Asset> _byName = new(StringComparer.OrdinalIgnoreCase);

    private AssetList(Universe universe)
    {
        Universe = universe;
        All = [.. universe.Instruments.Select((instrument, place) => Describe(new InstrumentId(place), instrument))];
        foreach (var asset in All)
        {
            _byName[asset.Symbol] = asset;
            _byName[asset.PositionSymbol] = asset;
            _byName[asset.Id.ToString()] = asset;
        }
    }

    public Universe Universe { get; }

    /// Each at the place of its instrument.
    public IReadOnlyList<Asset> All { get; }

    public Asset this[InstrumentId instrument] => All[instrument.Value];

    /// <exception cref="ArgumentException">The world does not have one of the symbols.</exception>
    public static AssetList Of(IEnumerable<string> symbols)
    {
        var universe = new Universe();
        foreach (var instrument in DefaultUniverse.Of(symbols).Instruments)
            universe.List(instrument.AssetClass == AssetClass.Equity ? instrument with { Lot = ShareLot, MinQuantity = ShareLot } : instrument);
        return new AssetList(universe);
    }

    public Asset? Find(string name) => _byName.GetValueOrDefault(name);

    private static Asset Describe(InstrumentId id, Instrument instrument)
    {
        WorldCatalog.TryFind(instrument.Symbol, out var profile);
        var exchange = instrument.AssetClass == AssetClass.Crypto ? "CRYPTO"
            : profile.IsFund ? "ARCA"
            : profile.Sector is "technology" or "semiconductors" or "consumer" ? "NASDAQ"
            : "NYSE";
        var name = instrument.AssetClass == AssetClass.Crypto ? $"{profile.Name} / US Dollar" : profile.IsFund ? profile.Name : $"{profile.Name} Common Stock";
        return new Asset(id, instrument, name, exchange);
    }
}
