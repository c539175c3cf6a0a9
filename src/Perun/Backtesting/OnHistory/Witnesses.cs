using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Auditing;
using Perun.Mind.Masking;
using Perun.Mind.Sources;

namespace Perun.Backtesting.OnHistory;

/// Reads the bars that were over once more, from history itself, and says where a note reads them otherwise.
internal sealed class BarWitness : IEvidenceWitness
{
    private readonly IReadOnlyList<WalkedMarket> _markets;
    private readonly Timeframe _timeframe;
    private readonly Mask? _mask;
    private readonly TechnicalSource _readings;
    private readonly int[] _next;
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private DateTime _at;

    public BarWitness(IReadOnlyList<WalkedMarket> markets, Timeframe timeframe, Universe universe, IReadOnlyList<Timeframe> timeframes, Mask? mask)
    {
        (_markets, _timeframe, _mask) = (markets, timeframe, mask);
        _readings = new TechnicalSource(universe, timeframes);
        _next = new int[markets.Count];
    }

    public string? Objection(ObjectForm about, DateTime decision)
    {
        if (!about.IsOwn || about.Source != "technical") return null;
        if (decision != _at) ReadUpTo(decision);
        return _said.TryGetValue(about.Id, out var text)
            ? text == about.Text ? null : $"the bars that were over then read otherwise (\"{text}\", the note has \"{about.Text}\")"
            : "no bar that was over then says so";
    }

    private void ReadUpTo(DateTime decision)
    {
        for (var place = 0; place < _markets.Count; place++)
        {
            var (instrument, bars) = _markets[place];
            for (; _next[place] < bars.Length; _next[place]++)
            {
                ref readonly var bar = ref bars[_next[place]];
                var end = BarEnds.Of(instrument, _timeframe, bar.Time);
                if (end > decision) break;
                _readings.See(new InstrumentId(place), WalkedMarket.AsMinute(bar, end, instrument.Symbol, _mask));
            }
        }
        _at = decision;
        _said.Clear();
        var gathering = _readings.GatherAsync(new GatherRequest(decision, []), CancellationToken.None);
        if (gathering is { IsCompletedSuccessfully: true, Result: Gathered gathered })
            foreach (var about in gathered.Objects) _said[about.Id] = about.Text;
    }
}

/// Knows by the archive of news when each piece could be known.
internal sealed class NewsWitness(IEnumerable<NewsItem> items) : IEvidenceWitness
{
    private readonly Dictionary<string, DateTime> _known = items.GroupBy(item => NewsEvidence.Of(item).Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Min(item => item.Received), StringComparer.Ordinal);

    public string? Objection(ObjectForm about, DateTime decision)
    {
        if (!about.Id.StartsWith("news:", StringComparison.Ordinal)) return null;
        if (!_known.TryGetValue(about.Id, out var known)) return "the archive of news has no such piece";
        return known > decision ? $"by the archive it could not be known before {known:yyyy-MM-dd HH:mm:ss}" : null;
    }
}

/// One instrument's bars, those from before the run included.
internal sealed record WalkedMarket(Instrument Instrument, Bar[] Bars)
{
    /// A longer bar counts as the minute in which it was over, as it does for the engine.
    public static Bar AsMinute(in Bar bar, DateTime end, string symbol, Mask? mask)
    {
        var minute = bar with { Time = end - TimeSpan.FromMinutes(1) };
        return mask is null ? minute : mask.Scaled(symbol, minute);
    }
}
