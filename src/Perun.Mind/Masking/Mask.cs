using System.Text;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Masking;

/// Hides from a model which instruments it looks at and when, so that it can't remember what became of them: symbols, names, dates and
/// the level of prices. Everything that a decision may rest on stays: moves, hours, weekdays, what the news says.
public sealed class Mask
{
    private readonly NameMask _names;
    private readonly DateMask _dates;
    private readonly PriceMask _prices = new();
    private readonly Dictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly (DateTime From, DateTime To) _range;

    /// <param name="more">Further names of symbols that a person gave.</param>
    /// <param name="range">The real days of the run.</param>
    /// <param name="next">Draws from zero up to a bound: the same draws make the same mask.</param>
    public Mask(IReadOnlyList<Instrument> instruments, IReadOnlyDictionary<string, IReadOnlyList<string>> more, (DateTime From, DateTime To) range, Func<int, int> next)
    {
        _range = range;
        _names = new NameMask([.. instruments.Select(instrument => instrument.Symbol)], more, next);
        _dates = new DateMask(next);
        foreach (var instrument in instruments) _instruments[_names.Of(instrument.Symbol)] = instrument;
    }

    public string SymbolOf(string symbol) => _names.Of(symbol);

    /// The first price that is known of an instrument: from here its prices are counted.
    public void Begin(string symbol, double price) => _prices.Begin(symbol, price);

    /// What an instrument's prices are multiplied by.
    public double FactorOf(string symbol) => _prices.FactorOf(symbol);

    /// An instrument's newest price: what others write of its price lies near it.
    public void See(string symbol, double price) => _prices.See(symbol, price);

    public Bar Scaled(string symbol, in Bar bar)
    {
        var factor = FactorOf(symbol);
        return bar with { Open = bar.Open * factor, High = bar.High * factor, Low = bar.Low * factor, Close = bar.Close * factor, Volume = bar.Volume / factor };
    }

    public MarketBrief Hide(MarketBrief brief) => new(_dates.Later(brief.AsOf), [.. brief.Instruments.Select(Hide)]);

    public MarketBrief Show(MarketBrief masked) => new(_dates.Back(masked.AsOf), [.. masked.Instruments.Select(one => one with
    {
        Instrument = _instruments[one.Instrument.Symbol],
        Price = one.Price / FactorOf(_instruments[one.Instrument.Symbol].Symbol),
    })]);

    public DateTime Show(DateTime masked) => _dates.Back(masked);

    /// A note that Perun wrote from scaled prices: its own lines, and those of others in their envelope.
    public string Hide(string note)
    {
        var (masked, isForeign) = (new StringBuilder(note.Length), false);
        foreach (var line in note.Split('\n'))
        {
            if (line is Envelope.Opening or Envelope.Closing) isForeign = line == Envelope.Opening;
            masked.Append(isForeign && !IsMemory(line) ? Foreign(line) : _names.Hide(_dates.Hide(line))).Append('\n');
        }
        masked.Length--;
        return masked.ToString();
    }

    /// What a model said, in the real names and days. Prices stay as it saw them.
    public string Show(string text) => _dates.Show(_names.Show(text));

    /// What of the originals stands in a masked text; nothing, or it must not be sent.
    public IReadOnlyList<string> Left(string text) => [.. _names.Left(text).Concat(_dates.Left(text, _range.From, _range.To)).Take(10)];

    private InstrumentBrief Hide(InstrumentBrief one)
    {
        var (symbol, masked) = (one.Instrument.Symbol, _names.Of(one.Instrument.Symbol));
        return one with { Instrument = one.Instrument with { Symbol = masked, BaseAsset = WellKnownNames.AssetOf(masked) }, Price = Math.Round(one.Price * FactorOf(symbol), 8) };
    }

    /// Prices of others are only told apart where a line is about one instrument of the run.
    private string Foreign(string line)
    {
        var hidden = _names.Hide(line);
        var about = _instruments.Where(pair => Names(hidden, WellKnownNames.AssetOf(pair.Key))).Select(pair => pair.Value.Symbol).Distinct(StringComparer.Ordinal).ToList();
        if (about.Count == 1) hidden = _prices.HideForeign(hidden, about[0]);
        return _dates.HideForeign(_dates.Hide(hidden));
    }

    private static bool Names(string text, string masked)
    {
        for (var at = text.IndexOf(masked, StringComparison.Ordinal); at >= 0; at = text.IndexOf(masked, at + 1, StringComparison.Ordinal))
            if (at + masked.Length == text.Length || !char.IsLetterOrDigit(text[at + masked.Length])) return true;
        return false;
    }

    /// Perun's own memories stand in the envelope for their words' sake; their prices are scaled already.
    private static bool IsMemory(string line) => line.Contains(" (memory, ", StringComparison.Ordinal);
}
