using System.Globalization;
using System.Text;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Reports;

/// Kraken's private stream.
internal sealed class KrakenOrderWire : IOrderWire
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
    private readonly ClientIds _ids = new("b3nc");
    private readonly CancellationTokenSource _over = new();
    private readonly KrakenVenue _venue;
    private readonly SocketPen _pen;
    private long _sequence;

    public KrakenOrderWire()
    {
        _venue = new KrakenVenue(new KrakenSettings { StateFolder = _folder, Address = new Uri("http://localhost:9") }, _ids, TimeProvider.System, static () => 0.5, VenueLog.Silent);
        _pen = new SocketPen(static (_, _) => { }, _over);
    }

    public Instrument Instrument { get; } = new()
    {
        Symbol = "BTC/USD",
        AssetClass = AssetClass.Crypto,
        BaseAsset = "BTC",
        Hours = TradingHours.AroundTheClock,
        Tick = 0.1m,
        Lot = 0.00000001m,
        MinQuantity = 0.00005m,
        Protection = VenueProtection.Stop,
        Fees = VenueFees.Kraken,
    };

    public void Follow(FollowedInstrument instrument) => _venue.Follow([instrument]);

    public void Hear(IVenueListener listener) => _venue.Orders.Hear(listener);

    public void Expect(in OrderRequest order) =>
        _venue.Recall([new KnownOrder(order.Id, order.Instrument, order.Side, order.Type, order.ReduceOnly ? OrderPurpose.ProtectiveStop : OrderPurpose.Entry, order.Quantity, OrderId.None, NameOf(order))]);

    public byte[] FillOf(in OrderRequest order, decimal price)
    {
        var (side, number) = (order.Side == Side.Buy ? "buy" : "sell", ++_sequence);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"channel":"executions","type":"update","data":[{"order_id":"{{NameOf(order)}}","cl_ord_id":"{{_ids.Of(order.Id)}}","exec_id":"TEX-{{number}}","exec_type":"trade","trade_id":{{4_665_906 + number}},"symbol":"BTC/USD","side":"{{side}}","last_qty":{{order.Quantity}},"last_price":{{price}},"liquidity_ind":"t","cost":{{order.Quantity * price}},"order_status":"filled","order_type":"limit","timestamp":"2026-03-04T15:00:01.668464Z","fee_usd_equiv":0.01,"fees":[{"asset":"USD","qty":0.01}],"cum_qty":{{order.Quantity}},"cum_cost":{{order.Quantity * price}},"avg_price":{{price}},"order_qty":{{order.Quantity}}}],"sequence":{{number}}}"""));
    }

    public void Take(byte[] frame) => _venue.Orders.Take(frame, _pen);

    public void Dispose()
    {
        _venue.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _over.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string NameOf(in OrderRequest order) => string.Create(CultureInfo.InvariantCulture, $"OB{order.Id.JournalPosition}-{order.Id.Value}");
}
