using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Market;

/// What state all of Kraken is in, in our words. A word that is new here closes it: sending into the unknown is worse than waiting.
internal static class SystemMode
{
    public static (VenueMode Mode, string Why) Of(string? status) => status switch
    {
        "online" => (VenueMode.Online, "Kraken is online"),
        "post_only" => (VenueMode.PostOnly, "Kraken takes only orders that rest"),
        "limit_only" => (VenueMode.LimitOnly, "Kraken takes only orders with a limit"),
        "reduce_only" => (VenueMode.ReduceOnly, "Kraken takes only what makes positions smaller"),
        "cancel_only" => (VenueMode.CancelOnly, "Kraken takes only cancellations"),
        "maintenance" => (VenueMode.Maintenance, "Kraken is in maintenance"),
        _ => (VenueMode.Maintenance, $"Kraken says that it is '{status}', which is not known here: it is taken for maintenance"),
    };
}
