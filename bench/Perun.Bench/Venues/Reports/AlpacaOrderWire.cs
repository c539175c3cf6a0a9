using System.Globalization;
using System.Text;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Reports;

/// Alpaca's stream of orders, with a coin: its stop is sent by the engine once the entry has filled.
internal sealed class AlpacaOrderWire : IOrderWire
{
    private readonly ClientIds _ids = new("b3nc");
    private readonly CancellationTokenSource _over = new();
    private readonly OrderFiles _files;
    private readonly OrderTalk _talk;
    private readonly SocketPen _pen;
    private FollowedInstrument _followed;
    private IVenueListener? _listener;

    public AlpacaOrderWire()
    {
        var settings = new AlpacaSettings { Key = "PKBENCH", Secret = "secret" };
        _files = new OrderFiles(_ids, new AlpacaSymbols());
        var news = new OrderNews(_files, TimeProvider.System, report => _listener!.OnReport(report), static _ => { }, static _ => { });
        _talk = new OrderTalk(settings, AlpacaHosts.Of(settings).Orders, news, new WireSamples(VenueLog.Silent, new Adapters.Access.KeyMask([])), static _ => Task.FromResult<string?>(null));
        _pen = new SocketPen(static (_, _) => { }, _over);
    }

    public Instrument Instrument { get; } = AlpacaInstruments.Of(new AssetRow { Symbol = "BTC/USD", Class = "crypto", Tradable = true, PriceIncrement = 0.1m, MinTradeIncrement = 0.00000001m })!;

    public void Follow(FollowedInstrument instrument)
    {
        _followed = instrument;
        lock (_files.Gate) _files.Follow(instrument);
    }

    public void Hear(IVenueListener listener) => _listener = listener;

    public void Expect(in OrderRequest order)
    {
        lock (_files.Gate) _files.Expect(order, _followed);
    }

    public byte[] FillOf(in OrderRequest order, decimal price)
    {
        var side = order.Side == Side.Buy ? "buy" : "sell";
        var name = new Guid((int)order.Id.JournalPosition, (short)order.Id.Value, 0, new byte[8]);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$$"""{"stream":"trade_updates","data":{"event":"fill","execution_id":"{{{name}}}","order":{"id":"{{{name}}}","client_order_id":"{{{_ids.Of(order.Id)}}}","created_at":"2026-03-04T15:00:00.668464435Z","updated_at":"2026-03-04T15:00:01.668464435Z","submitted_at":"2026-03-04T15:00:00.577215743Z","filled_at":"2026-03-04T15:00:01.668464435Z","expired_at":null,"canceled_at":null,"failed_at":null,"replaced_at":null,"replaced_by":null,"replaces":null,"asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"BTC/USD","asset_class":"crypto","notional":null,"qty":"{{{order.Quantity}}}","filled_qty":"{{{order.Quantity}}}","filled_avg_price":"{{{price}}}","order_class":"simple","order_type":"limit","type":"limit","side":"{{{side}}}","time_in_force":"gtc","limit_price":"{{{price}}}","stop_price":null,"status":"filled","extended_hours":false,"legs":null,"trail_percent":null,"trail_price":null,"hwm":null},"position_qty":"{{{order.Quantity}}}","price":"{{{price}}}","qty":"{{{order.Quantity}}}","timestamp":"2026-03-04T15:00:01.668464435Z"}}"""));
    }

    public void Take(byte[] frame) => _talk.Take(frame, _pen);

    public void Dispose() => _over.Dispose();
}
