using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.State;
using Perun.Core.Strategies;
using Perun.Engine.Events;
using Perun.Mind.Analysts;
using Perun.Minds;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;
using Perun.Simulation.World;

namespace Perun.Trading;

/// Puts a trading floor together: fresh, or as its journal left it.
internal static class Floors
{
    /// <param name="frame">Without one, nothing is gathered and the rules propose.</param>
    public static TradingFloor Open(
        PerunSettings settings, SqliteStore store, DateTime freshStart, Patience patience, Action<string, string>? onFailure = null, MindFrame? frame = null) =>
        Open(settings, store, freshStart, patience, onFailure, [], frame);

    public static TradingFloor Open(
        PerunSettings settings, SqliteStore store, DateTime freshStart, Patience patience, Action<string, string>? onFailure, IReadOnlyList<IAnalyst> more, MindFrame? frame = null)
    {
        TradingMind? mind = null;
        var universe = DefaultUniverse.Of(settings.Analysis.Symbols);
        var reader = store.Reader();
        var recovered = Recovery.Restore(new OneTransaction(store), reader);
        try
        {
            if (recovered.Difference is { } difference) throw Distrust(difference.ToString());
            var engine = recovered.Engine;
            var listed = new Universe(engine.State.Universe.Instruments);
            foreach (var instrument in universe.Instruments) listed.List(instrument);

            var origin = Origin.Of(store, reader, settings.World.Seed, freshStart);
            var analyst = new RuleAnalyst(listed, settings.Analysis.Timeframe, settings.Analysis.TrendTimeframes, () => new SmaCross());
            var market = Market(settings, listed, origin, reader, engine.State.Now);
            var lastPass = AnalystDesk.LastMark(market.Now, settings.Loop.Cycle);
            if (frame is not null) mind = TradingMind.Open(settings, listed, store, frame, market.Now);
            new Hindsight(analyst, mind, lastPass).Show(listed, origin, reader, engine, market.Now);

            var desk = new AnalystDesk([mind?.Over(analyst) ?? analyst, .. more], settings.Loop.Cycle, patience, market.Now) { OnFailure = onFailure };
            var floor = new TradingFloor(engine, store, new SimulatedMarketplace(market), desk, mind);
            floor.Open(new Started(ProgramName, settings.Mode.ToString().ToLowerInvariant(), settings.World.StartCash, Limits.Of(settings)), universe.Instruments);
            return floor;
        }
        catch
        {
            mind?.Dispose();
            recovered.Dispose();
            throw;
        }
    }

    /// The newest moment at which New York opened: a fresh simulation begins with everything trading.
    public static DateTime LastOpening(DateTime now)
    {
        var day = TradingCalendar.NewYork.TradingDay(now);
        while (true)
        {
            if (TradingCalendar.NewYork.SessionOn(day) is { } session && session.Open <= now) return session.Open;
            day = day.AddDays(-1);
        }
    }

    internal static string ProgramName => $"perun {typeof(Floors).Assembly.GetName().Version?.ToString(3)}";

    /// The simulated market where the journal left it, or at the first moment of trading.
    private static SimulatedMarket Market(PerunSettings settings, Universe listed, Origin origin, JournalReader reader, DateTime now)
    {
        var rules = new ExchangeRules { StartingCash = settings.World.StartCash, Seed = origin.Seed, MostFinishedOrders = 200, MostFills = 200 };
        var market = new SimulatedMarket(listed, origin.Seed, origin.HistoryFrom, rules);
        if (reader.Kept(SimulatedMarketplace.VenueBooks) is not { } books)
        {
            market.Advance(origin.Start);
            return market;
        }
        try
        {
            var stream = StateStream.Load(books);
            market.Sync(stream);
            stream.ExpectEnd();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw Distrust($"the simulated exchange's books can't be read ({fault.Message})");
        }
        if (now > market.Now) market.Advance(now);
        return market;
    }

    internal static StoreException Distrust(string why) =>
        new($"The journal can't be trusted: {why}. Nothing was changed and nothing is traded. `perun replay` shows more; restore a backup, or move the data folder away and start anew.");
}
