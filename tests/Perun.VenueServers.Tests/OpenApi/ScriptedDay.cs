using System.Text.Json;
using Perun.VenueServers.Tests.Alpaca;

namespace Perun.VenueServers.Tests.OpenApi;

/// A day that asks for everything the simulator answers, with orders of every kind in every state.
internal static class ScriptedDay
{
    public static IReadOnlyList<string> Operations { get; } =
    [
        "GET /v2/account", "GET /v2/account/configurations", "PATCH /v2/account/configurations", "GET /v2/account/activities", "GET /v2/account/activities/{activity_type}", "GET /v2/account/portfolio/history",
        "GET /v2/assets", "GET /v2/assets/{symbol_or_asset_id}", "GET /v2/clock", "GET /v2/calendar",
        "POST /v2/orders", "GET /v2/orders", "DELETE /v2/orders", "GET /v2/orders/{order_id}", "PATCH /v2/orders/{order_id}", "DELETE /v2/orders/{order_id}", "GET /v2/orders:by_client_order_id",
        "GET /v2/positions", "DELETE /v2/positions", "GET /v2/positions/{symbol_or_asset_id}", "DELETE /v2/positions/{symbol_or_asset_id}",
        "GET /v2/stocks/bars", "GET /v2/stocks/trades", "GET /v2/stocks/quotes", "GET /v2/stocks/{symbol}/bars", "GET /v2/stocks/{symbol}/trades", "GET /v2/stocks/{symbol}/quotes",
        "GET /v2/stocks/bars/latest", "GET /v2/stocks/trades/latest", "GET /v2/stocks/quotes/latest", "GET /v2/stocks/{symbol}/bars/latest", "GET /v2/stocks/{symbol}/trades/latest", "GET /v2/stocks/{symbol}/quotes/latest",
        "GET /v2/stocks/snapshots", "GET /v2/stocks/{symbol}/snapshot", "GET /v1/corporate-actions", "GET /v1beta1/news",
        "GET /v1beta3/crypto/{loc}/bars", "GET /v1beta3/crypto/{loc}/trades", "GET /v1beta3/crypto/{loc}/quotes", "GET /v1beta3/crypto/{loc}/latest/bars", "GET /v1beta3/crypto/{loc}/latest/trades",
        "GET /v1beta3/crypto/{loc}/latest/quotes", "GET /v1beta3/crypto/{loc}/latest/orderbooks", "GET /v1beta3/crypto/{loc}/snapshots",
    ];

    public static async Task<IReadOnlyList<RecordedExchange>> RunAsync(AlpacaDesk desk)
    {
        var exchanges = new List<RecordedExchange>();
        await LookAsync();
        var last = desk.Account.LastPrice(desk.Server.Venue.Assets.Find("AAPL")!);
        string[] orders =
        [
            """{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day","client_order_id":"one"}""",
            """{"symbol":"SPY","notional":"500","side":"buy","type":"market","time_in_force":"day"}""",
            """{"symbol":"BTC/USD","qty":"0.01","side":"buy","type":"market","time_in_force":"gtc"}""",
            """{"symbol":"BTC/USD","qty":"0.01","side":"buy","type":"stop_limit","stop_price":"200000","limit_price":"200100","time_in_force":"gtc"}""",
            $$"""{"symbol":"AAPL","qty":"2","side":"sell","type":"trailing_stop","trail_percent":"5","time_in_force":"gtc"}""",
            $$$"""{"symbol":"AAPL","qty":"3","side":"sell","type":"limit","time_in_force":"gtc","order_class":"oco","take_profit":{"limit_price":"{{{Math.Round(last * 1.1m, 2)}}}"},"stop_loss":{"stop_price":"{{{Math.Round(last * 0.9m, 2)}}}"}}""",
            $$$"""{"symbol":"SPY","qty":"5","side":"buy","type":"limit","limit_price":"90","time_in_force":"day","order_class":"bracket","take_profit":{"limit_price":"99"},"stop_loss":{"stop_price":"80","limit_price":"79"}}""",
            """{"symbol":"SPY","qty":"1","side":"buy","type":"limit","limit_price":"50","time_in_force":"cls"}""",
            """{"symbol":"SPY","qty":"1","side":"buy","type":"limit","limit_price":"1","time_in_force":"ioc"}""",
            """{"symbol":"SPY","qty":"100000","side":"buy","type":"market","time_in_force":"day"}""",
            """{"symbol":"SPY","qty":"1","side":"buy","type":"limit","time_in_force":"day"}""",
            """{"symbol":"NOPE","qty":"1","side":"buy","type":"market","time_in_force":"day"}""",
        ];
        foreach (var order in orders) await DoAsync("POST", "/v2/orders", order);
        desk.Pass(120);
        await LookAsync();
        var limit = await DoAsync("POST", "/v2/orders", """{"symbol":"SPY","qty":"2","side":"buy","type":"limit","limit_price":"60","time_in_force":"gtc"}""");
        var next = await DoAsync("PATCH", $"/v2/orders/{IdOf(limit)}", """{"qty":"3"}""");
        await DoAsync("GET", $"/v2/orders/{IdOf(limit)}");
        await DoAsync("DELETE", $"/v2/orders/{IdOf(next)}");
        await DoAsync("DELETE", $"/v2/orders/{IdOf(next)}");
        await DoAsync("DELETE", "/v2/positions/SPY?percentage=40");
        await DoAsync("DELETE", "/v2/positions");
        desk.Server.Venue.Faults.Add(Faults.FaultScript.Read("cancel-race", VenueServers.Alpaca.Venue.Words));
        await DoAsync("DELETE", "/v2/orders");
        await DoAsync("DELETE", "/v2/positions?cancel_orders=true");
        desk.Server.Venue.Floor.Announce(new Core.Instruments.InstrumentId(0), 10);
        desk.Server.Venue.Floor.Announce(new Core.Instruments.InstrumentId(1), 0.01m);
        await DoAsync("POST", "/v2/orders", """{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day"}""");
        desk.Pass(7 * 3600);
        await LookAsync();
        return exchanges;

        async Task LookAsync()
        {
            foreach (var path in Looks) await DoAsync("GET", path);
            await DoAsync("PATCH", "/v2/account/configurations", """{"no_shorting":true}""");
        }

        async Task<JsonElement> DoAsync(string method, string path, string? body = null)
        {
            var (status, said) = await desk.SendAsync(new HttpMethod(method), path, body);
            exchanges.Add(new RecordedExchange(method, path, status, said));
            return said;
        }
    }

    private static string IdOf(JsonElement order) => order.GetProperty("id").GetString()!;

    private static readonly string[] Looks =
    [
        "/v2/account", "/v2/account/configurations", "/v2/account/activities", "/v2/account/activities/FILL", "/v2/account/activities/CFEE", "/v2/account/portfolio/history?period=1W",
        "/v2/assets", "/v2/assets?asset_class=crypto", "/v2/assets/AAPL", "/v2/assets/NOPE", "/v2/clock", "/v2/calendar?start=2026-01-01&end=2026-02-01",
        "/v2/orders?status=all", "/v2/orders?status=all&nested=true", "/v2/orders:by_client_order_id?client_order_id=one", "/v2/orders/904837e3-3b76-47ec-b432-046db621571b",
        "/v2/positions", "/v2/positions/AAPL", "/v2/positions/BTCUSD",
        "/v2/stocks/bars?symbols=AAPL,SPY&timeframe=1Hour&start=2026-01-02&limit=5", "/v2/stocks/trades?symbols=AAPL&start=2026-01-05&limit=3", "/v2/stocks/quotes?symbols=AAPL&start=2026-01-05&limit=3",
        "/v2/stocks/AAPL/bars?timeframe=1Day&start=2026-01-02", "/v2/stocks/AAPL/trades?start=2026-01-05&limit=2", "/v2/stocks/AAPL/quotes?start=2026-01-05&limit=2", "/v2/stocks/bars?symbols=AAPL&timeframe=5Days",
        "/v2/stocks/bars/latest?symbols=AAPL", "/v2/stocks/trades/latest?symbols=AAPL,SPY", "/v2/stocks/quotes/latest?symbols=AAPL", "/v2/stocks/AAPL/bars/latest", "/v2/stocks/AAPL/trades/latest", "/v2/stocks/AAPL/quotes/latest",
        "/v2/stocks/snapshots?symbols=AAPL,SPY", "/v2/stocks/AAPL/snapshot", "/v2/stocks/AAPL/quotes/latest?feed=sip", "/v1/corporate-actions?symbols=AAPL",
        "/v1beta1/news?limit=3", "/v1beta1/news?limit=3&include_content=true",
        "/v1beta3/crypto/us/bars?symbols=BTC/USD&timeframe=1Hour&start=2026-01-05", "/v1beta3/crypto/us/trades?symbols=BTC/USD&start=2026-01-05&limit=3", "/v1beta3/crypto/us/quotes?symbols=BTC/USD&start=2026-01-05&limit=3",
        "/v1beta3/crypto/us/latest/bars?symbols=BTC/USD", "/v1beta3/crypto/us/latest/trades?symbols=BTC/USD", "/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD", "/v1beta3/crypto/us/latest/orderbooks?symbols=BTC/USD", "/v1beta3/crypto/us/snapshots?symbols=BTC/USD",
    ];
}
