using Perun.Bench.Measuring;
using Perun.Core.Orders;

namespace Perun.Bench.Venues.Reports;

/// From the frame that tells of an entry's fill, as the connection hands it over, to the protective stop that is handed to the adapter: read,
/// placed with its order, passed to the floor, booked and journalled by the engine. An intent is on the disk before it leaves: what that
/// takes is in the durable lines only.
internal static class ReportBenchmarks
{
    private const int Trips = 500;
    private const int DurableTrips = 100;

    public static IEnumerable<Benchmark> All() =>
    [
        .. Of("kraken", static () => new KrakenOrderWire()),
        .. Of("alpaca", static () => new AlpacaOrderWire()),
    ];

    private static IEnumerable<Benchmark> Of(string venue, Func<IOrderWire> wire)
    {
        foreach (var (isDurable, words, trips) in ((bool, string, int)[])[(false, "", Trips), (true, ", durable", DurableTrips)])
        {
            var floor = new Lazy<ReportFloor>(() => new ReportFloor(wire(), isDurable));
            var bare = new Lazy<BareHandOver>(() => new BareHandOver(Sample(wire), isDurable));
            yield return new Benchmark($"{venue}: report to command{words}, p50", "µs", () => At(0.5, trips, floor.Value.Trip), () => At(0.5, trips, bare.Value.Trip));
            yield return new Benchmark($"{venue}: report to command{words}, p99", "µs", () => At(0.99, trips, floor.Value.Trip), () => At(0.99, trips, bare.Value.Trip));
        }
    }

    private static byte[] Sample(Func<IOrderWire> wire)
    {
        using var one = wire();
        return one.FillOf(new OrderRequest { Id = OrderId.At(7, 0), Instrument = default, Side = Side.Buy, Type = OrderType.Limit, Quantity = 0.001m }, 50_000);
    }

    /// Of so many in a row, the one at this share of them.
    private static double At(double share, int trips, Func<double> measure)
    {
        var all = new double[trips];
        for (var trip = 0; trip < trips; trip++) all[trip] = measure();
        Array.Sort(all);
        return all[(int)(share * (trips - 1))];
    }
}
