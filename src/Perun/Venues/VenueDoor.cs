using Perun.Adapters.Venues;
using Perun.Commands;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// The adapter to the venue that the settings name.
internal static class VenueDoor
{
    public static (IVenue Venue, IMarketHistory History) Open(VenueSettings settings, string dataFolder, ClientIds ids, TimeProvider clock, Action<string> remark)
    {
        _ = (dataFolder, ids, clock, remark);
        throw new CommandFailedException(ExitCode.Environment, $"{settings.Name} is not part of this build.");
    }
}
