using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.VenueServers.Floor;

/// New shares for old ones, announced before the session in which they trade.
/// <param name="Ratio">New shares for one old one: ten, or a hundredth.</param>
/// <param name="Time">The open of the first session with new shares.</param>
public sealed record ShareSplit(InstrumentId Instrument, decimal Ratio, DateTime Time)
{
    /// A bar of old shares in terms of new ones.
    public static Bar Adjusted(in Bar bar, decimal ratio, Instrument particulars)
    {
        if (ratio == 1) return bar;
        return new Bar(bar.Time, Price(bar.Open), Price(bar.High), Price(bar.Low), Price(bar.Close), Math.Max(1, Math.Round(bar.Volume * (double)ratio)));

        double Price(double old) => (double)Math.Max(particulars.TickAt(0), particulars.RoundPrice((decimal)old / ratio, RoundTo.Nearest));
    }
}
