using System.Text;
using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Finds an instrument by its symbol's bytes as they stand in a message, so that no text is made of them.
internal sealed class SymbolTable
{
    private readonly (byte[]? Symbol, InstrumentId Instrument)[] _places;

    public SymbolTable(IReadOnlyList<(string Symbol, InstrumentId Instrument)> symbols)
    {
        var size = 16;
        while (size < 2 * symbols.Count) size *= 2;
        _places = new (byte[]?, InstrumentId)[size];
        foreach (var (symbol, instrument) in symbols)
        {
            var bytes = Encoding.UTF8.GetBytes(symbol);
            var place = Home(bytes);
            while (_places[place].Symbol is not null) place = (place + 1) & (size - 1);
            _places[place] = (bytes, instrument);
        }
    }

    public static SymbolTable Empty { get; } = new([]);

    public bool TryFind(ReadOnlySpan<byte> symbol, out InstrumentId instrument)
    {
        for (var place = Home(symbol); _places[place].Symbol is { } here; place = (place + 1) & (_places.Length - 1))
        {
            if (!symbol.SequenceEqual(here)) continue;
            instrument = _places[place].Instrument;
            return true;
        }
        instrument = default;
        return false;
    }

    private int Home(ReadOnlySpan<byte> symbol)
    {
        var hash = 2166136261u;
        foreach (var letter in symbol) hash = (hash ^ letter) * 16777619u;
        return (int)(hash ^ (hash >> 15)) & (_places.Length - 1);
    }
}
