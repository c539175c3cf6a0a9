using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Data;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Streams;

/// Hands what the floor publishes to the market data streams; a message is made once, and only where somebody wants it.
/// <param name="isLate">Whether the last trade of a symbol's minute is to become known only after the minute was told.</param>
internal sealed class DataFeed(VenueFloor floor, AssetList assets, Func<string, bool> isLate) : IFloorListener
{
    private static readonly BarLength Day = new(1, 'D');

    /// Corrections of minutes come half a minute after them.
    private static readonly TimeSpan Corrected = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<DataSession> _sessions = [];
    private readonly BarRow[] _days = new BarRow[assets.All.Count];
    private readonly PriceBands[] _bands = [.. assets.All.Select(static _ => new PriceBands())];
    private readonly List<(DateTime Due, Asset Asset, BarRow Minute)> _corrections = [];

    public void Join(DataSession session)
    {
        lock (_gate) _sessions.Add(session);
    }

    public void Leave(DataSession session)
    {
        lock (_gate) _sessions.Remove(session);
    }

    /// How many connections an account has to an endpoint.
    public int CountOf(DataSession like)
    {
        lock (_gate) return _sessions.Count(session => session.Account == like.Account && session.Endpoint == like.Endpoint);
    }

    public void OnPrint(InstrumentId instrument, in Print print, in Quote quote)
    {
        var (asset, trade, around) = (assets[instrument], print, quote);
        Tell(asset, "trades", "t", () => DataMessages.Trade(asset, trade));
        Tell(asset, "quotes", "q", () => DataMessages.Quote(asset, around));
        if (asset.IsCrypto) Tell(asset, "orderbooks", "o", () => DataMessages.Orderbook(asset, around));
    }

    public void OnMinute(InstrumentId instrument, in Bar minute, DateTime now)
    {
        var (asset, row) = (assets[instrument], BarRow.Of(minute));
        var told = isLate(asset.Symbol) ? row.WithoutLast() : row;
        if (told != row) _corrections.Add((now + Corrected, asset, row));
        Tell(asset, "bars", "b", () => DataMessages.Bar("b", asset, told));
        if (!asset.IsCrypto && _bands[instrument.Value].Take(row.Close) is { } bands) Tell(asset, "lulds", "l", () => DataMessages.Bands(asset, bands.Down, bands.Up, now));
        ref var day = ref _days[instrument.Value];
        var start = Day.StartOf(minute.Time, asset.IsCrypto);
        day = day.Time == start ? day.With(row) : row with { Time = start };
        var soFar = day;
        Tell(asset, "dailyBars", "d", () => DataMessages.Bar("d", asset, soFar));
    }

    public void OnNews(NewsItem item)
    {
        var number = (long)floor.Record.News.Count;
        byte[]? message = null;
        lock (_gate)
        {
            foreach (var session in _sessions)
            {
                if (!session.Wants("news", item.Symbols.Select(symbol => assets.Find(symbol)?.PositionSymbol ?? symbol).Append("*"))) continue;
                session.Tell(message ??= DataMessages.News(assets, item, number), "n", item.Symbols.Count > 0 ? item.Symbols[0] : "");
            }
        }
    }

    public void OnHalt(InstrumentId instrument, bool isHalted, DateTime now)
    {
        var asset = assets[instrument];
        Tell(asset, "statuses", "s", () => DataMessages.Status(asset, isHalted, now));
    }

    public void OnOpening(DateTime now)
    {
    }

    public void OnTime(DateTime now)
    {
        foreach (var (due, asset, minute) in _corrections)
            if (due <= now) Tell(asset, "updatedBars", "u", () => DataMessages.Bar("u", asset, minute));
        _corrections.RemoveAll(correction => correction.Due <= now);
    }

    private void Tell(Asset asset, string channel, string letter, Func<byte[]> make)
    {
        byte[]? message = null;
        lock (_gate)
        {
            foreach (var session in _sessions)
            {
                if (session.Endpoint.IsCrypto != asset.IsCrypto || !session.Wants(channel, [asset.Symbol, "*"])) continue;
                session.Tell(message ??= make(), letter, asset.Symbol);
            }
        }
    }
}
