using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Alpaca's past bars, for download. Shares are read from the tape of all exchanges, which every plan has once it is a quarter of an
/// hour old.
public sealed class AlpacaHistory : IMarketHistory, IDisposable
{
    private static readonly DateTime FirstShares = new(2016, 1, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime FirstCoins = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan FreeAfter = TimeSpan.FromMinutes(16);

    private readonly AlpacaSettings _settings;
    private readonly TimeProvider _clock;
    private readonly AlpacaDesk _desk;
    private readonly BarSource _source;

    public AlpacaHistory(AlpacaSettings settings, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        (_settings, _clock) = (settings, clock);
        _desk = new AlpacaDesk(settings, clock, chance, log);
        _source = new BarSource(_desk, settings with { Feed = "sip" });
    }

    public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.M30, Timeframe.H1, Timeframe.H4, Timeframe.D1];

    public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => instrument.AssetClass == AssetClass.Crypto ? FirstCoins : FirstShares;

    public async Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel)
    {
        var hasSessions = instrument.Hours == TradingHours.NewYork;
        // Alpaca's hours begin on the hour, the session does not: such a bar would be half of the time before it.
        if (hasSessions && timeframe.Minutes is > 30 and < 1440)
            return new Outcome.Refused($"Alpaca's bars of {timeframe} mix the session of {instrument} with the time before it: download 30m and resample them");
        var now = _clock.GetUtcNow().UtcDateTime;
        var latest = hasSessions && _settings.Feed != "sip" ? now - FreeAfter : now;
        if (to > latest) to = latest;
        if (from >= to) return new BarPage([], null);
        var answer = await _source.PageAsync([instrument.Symbol], instrument.AssetClass, timeframe, from, to, place, cancel);
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

    public void Dispose() => _desk.Dispose();

    /// A day's bar of a share begins with its session, and what lies outside of the session is none of it.
    private static (Bar Bar, DateTime End)? Of(in Bar bar, Instrument instrument, Timeframe timeframe)
    {
        var end = bar.Time + timeframe.Length;
        if (instrument.Hours != TradingHours.NewYork) return (bar, end);
        if (timeframe.Minutes < 1440) return TradingCalendar.NewYork.IsOpen(bar.Time) ? (bar, end) : null;
        return TradingCalendar.NewYork.SessionOn(NewYorkTime.DateOf(bar.Time)) is { } session ? (bar with { Time = session.Open }, session.Close) : null;
    }
}
