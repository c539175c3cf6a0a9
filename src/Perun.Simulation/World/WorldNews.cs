using Perun.Core.News;

namespace Perun.Simulation.World;

/// The news of the world: about each of its instruments, and about its markets as a whole.
internal sealed class WorldNews
{
    private readonly List<Newsroom> _rooms = [];
    private readonly List<Dispatch> _waiting = [];
    private readonly Dictionary<string, (string Name, WorldMarket Market, bool IsBroad, string[] Symbols)> _subjects = [];

    /// For tests: the truth behind an item.
    public Action<NewsItem, Story>? Told { get; set; }

    public DateTime Next => _waiting.Count == 0 ? DateTime.MaxValue : _waiting[0].Received;

    public void Cover(InstrumentProfile profile, double dailyVolatility, double storiesADay, NewsEffects effects, ulong seed)
    {
        var symbol = profile.Instrument.Symbol;
        _subjects.Add(symbol, (profile.Name, profile.Market, false, [symbol]));
        _rooms.Add(new Newsroom(symbol, profile.Market, dailyVolatility, storiesADay, effects, seed));
    }

    /// News of a whole market names no symbols.
    public void Cover(WorldMarket market, double dailyVolatility, double storiesADay, NewsEffects effects, ulong seed)
    {
        var subject = market == WorldMarket.Crypto ? "crypto" : "equities";
        _subjects.Add(subject, (market == WorldMarket.Crypto ? "digital assets" : "stocks", market, true, []));
        _rooms.Add(new Newsroom(subject, market, dailyVolatility, storiesADay, effects, seed));
    }

    public void PlanDay(DateTime day)
    {
        foreach (var room in _rooms) room.PlanDay(day, _waiting);
    }

    /// Tells what was received before the moment; with nobody to tell, it passes unheard.
    public void TellUntil(DateTime moment, IWorldListener? listener)
    {
        var told = 0;
        while (told < _waiting.Count && _waiting[told].Received < moment)
        {
            var dispatch = _waiting[told++];
            if (listener is null) continue;
            var (name, market, isBroad, symbols) = _subjects[dispatch.Story.Subject];
            var item = NewsDesk.Write(dispatch, name, market, isBroad, symbols);
            Told?.Invoke(item, dispatch.Story);
            listener.OnNews(item);
        }
        _waiting.RemoveRange(0, told);
    }
}
