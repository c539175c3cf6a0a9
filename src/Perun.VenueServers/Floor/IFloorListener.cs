using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;

namespace Perun.VenueServers.Floor;

/// Hears what the floor publishes, in the order of time. It is called under the floor's gate: whoever has to wait hands over.
public interface IFloorListener
{
    /// A trade, and the best prices around it.
    void OnPrint(InstrumentId instrument, in Print print, in Quote quote);

    /// A whole minute that is over now.
    void OnMinute(InstrumentId instrument, in Bar minute, DateTime now);

    void OnNews(NewsItem item);

    /// Trading in an instrument stopped or goes on.
    void OnHalt(InstrumentId instrument, bool isHalted, DateTime now);

    /// The stock exchange's session begins: nothing has traded in it yet.
    void OnOpening(DateTime now);

    /// Everything up to here has happened.
    void OnTime(DateTime now);
}
