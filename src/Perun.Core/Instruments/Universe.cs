using System.Diagnostics.CodeAnalysis;

namespace Perun.Core.Instruments;

/// The instruments in play, in the order they were listed. It only grows: an id once given keeps its meaning.
public sealed class Universe
{
    public const int MostInstruments = 4096;

    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<string, InstrumentId> _bySymbol = new(StringComparer.OrdinalIgnoreCase);

    public Universe(params IEnumerable<Instrument> instruments)
    {
        foreach (var instrument in instruments) List(instrument);
    }

    public int Count => _instruments.Count;

    public IReadOnlyList<Instrument> Instruments => _instruments;

    public Instrument this[InstrumentId id] => _instruments[id.Value];

    public bool Contains(InstrumentId id) => (uint)id.Value < (uint)_instruments.Count;

    /// Adds an instrument, or takes over the new particulars of one that is listed already.
    public InstrumentId List(Instrument instrument)
    {
        if (_bySymbol.TryGetValue(instrument.Symbol, out var known))
        {
            _instruments[known.Value] = instrument;
            return known;
        }
        if (_instruments.Count == MostInstruments)
            throw new InvalidOperationException($"the universe holds {MostInstruments} instruments and no more");
        var id = new InstrumentId(_instruments.Count);
        _instruments.Add(instrument);
        _bySymbol.Add(instrument.Symbol, id);
        return id;
    }

    public bool TryFind(string symbol, out InstrumentId id) => _bySymbol.TryGetValue(symbol, out id);

    public bool TryFind(string symbol, [NotNullWhen(true)] out Instrument? instrument)
    {
        instrument = _bySymbol.TryGetValue(symbol, out var id) ? _instruments[id.Value] : null;
        return instrument is not null;
    }
}
