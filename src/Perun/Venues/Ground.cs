using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Facts;
using Perun.Minds;
using Perun.Simulation.Time;
using Perun.Trading;

namespace Perun.Venues;

/// Where the daemon trades: the floor, the clock that drives it, and how much faster than real time that runs.
internal sealed record Ground(TradingFloor Floor, TimeProvider Clock, double Speed)
{
    /// What the venue says of the account; null where the venue is simulated.
    public VenueFact? Venue => Floor.Market is VenueMarketplace market ? VenueWords.Of(market, Floor.State) : null;

    public static async Task<Ground> OpenAsync(PerunSettings settings, SqliteStore store, MindFrame frame, Action<string, string> onFailure, Action<string> remark, Action<string> note, CancellationToken cancel)
    {
        var system = TimeProvider.System;
        if (settings.Mode == TradingMode.Simulated)
        {
            var floor = Floors.Open(settings, store, Floors.LastOpening(system.GetUtcNow().UtcDateTime), Patience.OfDaemon, onFailure, frame);
            return new Ground(floor, new ScaledTimeProvider(settings.World.Speed, floor.Now), settings.World.Speed);
        }
        var (name, clock) = (settings.Venue.Name.ToString(), new SteadyClock(system));
        var opening = await VenueOpening.OpenAsync(settings, store, ids => VenueDoor.Open(settings.Venue, settings.Paths.Data, ids, clock, remark, note), account =>
        {
            LiveConsent.Demand(settings, name, account);
            foreach (var word in account.Remarks) remark(word);
        }, cancel);
        return new Ground(await VenueFloors.OpenAsync(settings, store, opening, clock, Patience.OfDaemon, onFailure, remark, frame, cancel), clock, 1);
    }
}
