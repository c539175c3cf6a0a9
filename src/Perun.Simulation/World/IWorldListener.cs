using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;

namespace Perun.Simulation.World;

/// Hears what happens in the world, in the order of time; at equal times slices, then bars, then news, each in the order of
/// the universe.
public interface IWorldListener
{
    /// Where nobody wants slices they are not made, and the bars are the same.
    bool WantsSlices { get; }

    /// Ten seconds of price path.
    void OnSlice(InstrumentId instrument, in Bar slice, DateTime end);

    /// A whole minute; it ends now.
    void OnBar(InstrumentId instrument, in Bar minute);

    void OnNews(NewsItem item);
}
