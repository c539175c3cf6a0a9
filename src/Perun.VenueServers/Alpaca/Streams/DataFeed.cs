using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Data;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Streams;

/// Hands what the floor publishes to the market data streams; a message is made once, and only where somebody wants it.
internal sealed class DataFeed(VenueFloor floor, AssetList assets) : IFloorListener
{
    private static readonly BarLength Day = new(1, 'D');

    private readonly Lock _gate = new();
    private readonly List<DataSession> _sessions = [];
    private readonly BarRow[] _days = new BarRow[assets.All.Count];

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
        Tell(asset, "bars", "b", () => DataMessages.Bar("b", asset, row));
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
