using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues;

/// Past bars from a venue, a page after the other: a download that stops goes on where it was.
public interface IMarketHistory
{
    /// The lengths of bars it can deliver.
    IReadOnlyList<Timeframe> Timeframes { get; }

    /// The first moment from which it has bars of an instrument and length; null where only asking tells.
    DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now);

    /// Closed bars from a moment on, in order; fewer than there are where the page is full, none where there are no more before the end.
    Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel);
}

/// <param name="Next">Where to go on; null where this was all.</param>
public sealed record BarPage(IReadOnlyList<Bar> Bars, string? Next);
