using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// What the bars say: for each instrument and length of bar one reading, replaced when the next bar of that length is over, and
/// one line that holds the trends of all lengths side by side.
public sealed class TechnicalSource(Universe universe, IReadOnlyList<Timeframe> timeframes) : IKnowledgeSource, IFollowsBars
{
    private readonly List<Chart?> _charts = [];

    public string Name => OwnSources.Technical;

    public string Lane => LaneNames.Market;

    public void See(InstrumentId instrument, in Bar minute)
    {
        while (_charts.Count <= instrument.Value) _charts.Add(null);
        var chart = _charts[instrument.Value] ??= new Chart(universe[instrument], timeframes);
        chart.See(minute);
    }

    public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel) =>
        ValueTask.FromResult<Gathering>(new Gathered([.. _charts.OfType<Chart>().SelectMany(chart => chart.Say())]));

    private sealed class Chart(Instrument instrument, IReadOnlyList<Timeframe> timeframes)
    {
        private readonly TechnicalReading[] _readings = [.. timeframes.Order().Select(timeframe => new TechnicalReading(instrument.Symbol, timeframe, TradingCalendar.For(instrument.Hours)))];

        public void See(in Bar minute)
        {
            foreach (var reading in _readings) reading.See(minute);
        }

        public IEnumerable<Evidence> Say()
        {
            foreach (var reading in _readings)
                if (reading.Say() is { } said) yield return said;
            var known = _readings.Where(reading => reading.IsUp is not null).ToArray();
            if (known.Length < 2) yield break;
            var agrees = known.All(reading => reading.IsUp == known[0].IsUp);
            yield return Reading.Of(
                $"technical:{instrument.Symbol}:trend", Name, LaneNames.Market, instrument.Symbol, known.Max(reading => reading.At),
                $"{instrument.Symbol} trend by close and EMA20: {string.Join(", ", known.Select(reading => $"{reading.Timeframe} {(reading.IsUp == true ? "up" : "down")}"))}{(agrees ? ", all agree" : "")}",
                agrees ? Severity.Medium : Severity.Low);
        }

        private const string Name = OwnSources.Technical;
    }
}

/// What Perun reads off its own instruments: it is sure of it.
internal static class Reading
{
    public static Evidence Of(string id, string source, string lane, string? symbol, DateTime at, string text, Severity severity, string? detail = null) => new()
    {
        Id = id,
        From = new Provenance(source, at, IsOwn: true) { Available = at },
        Summary = text,
        Detail = detail,
        Severity = severity,
        Confidence = Confidence.High,
        Tags = symbol is null ? [new Tag(Tag.Lane, lane)] : [new Tag(Tag.Lane, lane), new Tag(Tag.Symbol, symbol)],
    };
}
