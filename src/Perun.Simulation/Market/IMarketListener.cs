using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;

namespace Perun.Simulation.Market;

/// Hears what happens in a simulated market, in the order of time; at equal times reports of what the prices did to orders,
/// then bars, then news. Orders may be sent from inside a call: what the venue answers at once follows at the same time.
public interface IMarketListener
{
    /// Ten seconds of price path have been matched, for those who show live prices.
    void OnPrice(InstrumentId instrument, in Bar slice, DateTime end);

    void OnReport(in OrderReport report, DateTime now);

    void OnBar(InstrumentId instrument, in Bar minute, DateTime now);

    void OnNews(NewsItem item, DateTime now);
}
