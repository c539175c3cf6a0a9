using System.Text;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Engine.Events;
using Perun.Mind.Analysts;
using Perun.Minds;
using Perun.Trading;

namespace Perun.Venues;

/// Puts a trading floor at a venue together: fresh, or as its journal left it.
internal static class VenueFloors
{
    /// <param name="store">Also the engine's journal: an intent is durable before it is sent.</param>
    /// <param name="onFailure">Hears which analyst failed, and why.</param>
    /// <param name="remark">Hears what a person should know of the venue.</param>
    public static async Task<TradingFloor> OpenAsync(
        PerunSettings asked, SqliteStore store, VenueOpening opening, TimeProvider clock, Patience patience, Action<string, string> onFailure, Action<string> remark, MindFrame? frame, CancellationToken cancel)
    {
        var settings = asked with { World = asked.World with { Speed = 1 } };
        TradingMind? mind = null;
        VenueMarketplace? market = null;
        var reader = store.Reader();
        var recovered = Recovery.Restore(store, reader);
        try
        {
            if (recovered.Difference is { } difference) throw Floors.Distrust(difference.ToString());
            var engine = recovered.Engine;
            var now = clock.GetUtcNow().UtcDateTime;
            var listed = new Universe(engine.State.Universe.Instruments);
            foreach (var instrument in opening.Instruments) listed.List(instrument);
            var history = await HistoryAsync(opening, listed, now, remark, cancel);
            var analyst = new RuleAnalyst(listed, settings.Analysis.Timeframe, settings.Analysis.TrendTimeframes, () => new SmaCross());
            if (frame is not null) mind = TradingMind.Open(settings, listed, store, frame, now);
            new Hindsight(analyst, mind, AnalystDesk.LastMark(now, settings.Loop.Cycle)).Show(history, reader, engine);

            market = new VenueMarketplace(opening.Venue, engine.State, clock.GetUtcNow().UtcDateTime, settings.Loop.Poll, reader.Kept(VenueMarketplace.PlaceName) is { } place ? Encoding.UTF8.GetString(place) : null,
                MovementBook.Of(reader, now), new UniverseWatch(settings.Analysis.Universe, opening.Account.Currency, listed));
            var desk = new AnalystDesk([mind?.Over(analyst) ?? analyst], settings.Loop.Cycle, patience, market.Now) { OnFailure = onFailure };
            var floor = new TradingFloor(engine, store, market, desk, mind);
            floor.Open(new Started(Floors.ProgramName, settings.Mode.ToString().ToLowerInvariant(), opening.Books.Cash, Limits.Of(settings)), opening.Instruments);
            ((IFloor)floor).Hear(new VenueStood(IsReady: false, VenueMarketplace.NotYet), market.Now);
            market.Begin();
            return floor;
        }
        catch
        {
            mind?.Dispose();
            market?.Dispose();
            recovered.Dispose();
            throw;
        }
    }

    private static async Task<Dictionary<InstrumentId, IReadOnlyList<Bar>>> HistoryAsync(
        VenueOpening opening, Universe listed, DateTime now, Action<string> remark, CancellationToken cancel)
    {
        var warmUp = new WarmUp(opening.History, why => remark($"{opening.Venue.Name}: {why}"));
        var history = new Dictionary<InstrumentId, IReadOnlyList<Bar>>();
        foreach (var instrument in opening.Instruments)
        {
            var bars = await warmUp.ReadAsync(instrument, now, cancel);
            if (bars.Count > 0 && listed.TryFind(instrument.Symbol, out InstrumentId id)) history[id] = bars;
        }
        return history;
    }
}
