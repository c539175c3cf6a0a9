using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Alpaca's past bars, for download and to look back on.
public sealed class AlpacaHistory : IMarketHistory, IDisposable
{
    private static readonly DateTime FirstShares = new(2016, 1, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime FirstCoins = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TimeProvider _clock;
    private readonly AlpacaDesk _desk;
    private readonly BarSource _source;
    private readonly PastShares _shares;

    public AlpacaHistory(AlpacaSettings settings, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        _clock = clock;
        _desk = new AlpacaDesk(settings, clock, chance, log);
        _source = new BarSource(_desk, settings);
        _shares = new PastShares(_source, settings.Feed, clock, log);
    }

    public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.M30, Timeframe.H1, Timeframe.H4, Timeframe.D1];

    public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => instrument.AssetClass == AssetClass.Crypto ? FirstCoins : FirstShares;

    public Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel)
    {
        if (!HasSessions(instrument) || !SessionBars.AreNeededFor(timeframe)) return PageAsync(instrument, timeframe, from, to, place, cancel);
        var latest = _shares.Latest;
        return SessionBars.PageAsync(timeframe, from, to < latest ? to : latest, place, (begin, end, token) => PageAsync(instrument, SessionBars.MadeOf, begin, end, token, cancel));
    }

    public void Dispose() => _desk.Dispose();

    private async Task<Answer<BarPage>> PageAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel)
    {
        var hasSessions = HasSessions(instrument);
        var latest = hasSessions ? _shares.Latest : _clock.GetUtcNow().UtcDateTime;
        if (to > latest) to = latest;
        if (from >= to) return new BarPage([], null);
        var answer = hasSessions
            ? await _shares.PageAsync(instrument.Symbol, timeframe, from, to, place, cancel)
            : await _source.PageAsync([instrument.Symbol], instrument.AssetClass, timeframe, from, to, place, cancel);
        if (!answer.TryGet(out var page, out var failure)) return failure;
        var bars = new List<Bar>();
        foreach (var row in page.Bars?.GetValueOrDefault(instrument.Symbol) ?? [])
        {
            if (Of(BarSource.Of(row), instrument, timeframe) is not { Bar.IsSane: true } closed || closed.Bar.Time < from || closed.End > latest) continue;
            var bar = closed.Bar;
            if (bars.Count == 0 || bar.Time > bars[^1].Time) bars.Add(bar);
        }
        var next = page.NextPageToken is { Length: > 0 } token && token != place ? token : null;
        return new BarPage(bars, next);
    }

    private static bool HasSessions(Instrument instrument) => instrument.Hours == TradingHours.NewYork;

    /// A day's bar of a share begins with its session, and what lies outside of the session is none of it.
    private static (Bar Bar, DateTime End)? Of(in Bar bar, Instrument instrument, Timeframe timeframe)
    {
        var end = bar.Time + timeframe.Length;
        if (!HasSessions(instrument)) return (bar, end);
        if (timeframe.Minutes < 1440) return TradingCalendar.NewYork.IsOpen(bar.Time) ? (bar, end) : null;
        return TradingCalendar.NewYork.SessionOn(NewYorkTime.DateOf(bar.Time)) is { } session ? (bar with { Time = session.Open }, session.Close) : null;
    }
}
