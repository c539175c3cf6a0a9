using System.Text.Json;
using Perun.VenueServers.Tests.Alpaca;

namespace Perun.VenueServers.Tests.OpenApi;

/// Recorded answers of the real thing beside ours: what they have we have, and of the same kind.
public sealed class RecordedFieldTests
{
    private const string Trading = "alpaca/responses/trading/trading_client/";
    private const string Data = "alpaca/responses/data/";

    /// What a recording has and real answers don't, or not so: the recordings were lifted from a client's tests, some of them
    /// written by hand.
    private static readonly Dictionary<string, string> Invented = new()
    {
        ["commission"] = "brokers' accounts have it, and trading accounts don't",
        ["last_close_pct_change"] = "no asset has had it for years",
        ["last_price"] = "no asset has had it for years",
        ["options_approved_level"] = "the specification has a number",
        ["options_trading_level"] = "the specification has a number",
        ["max_options_trading_level"] = "null or a number",
        ["usd"] = "accounts in other currencies have it",
        ["next_page_token"] = "only pages have it, and the latest is no page",
        ["qty"] = "written by hand as a number: the specification has a string",
        ["limit_price"] = "the same",
        ["filled_qty"] = "the same",
        ["filled_avg_price"] = "the same",
    };

    public static TheoryData<string, string> Pairs => new()
    {
        { Trading + "test_account_routes/test_get_account.json", "/v2/account" },
        { Trading + "test_account_routes/test_get_account_configurations.json", "/v2/account/configurations" },
        { Trading + "test_asset_routes/test_get_all_assets.json", "/v2/assets" },
        { Trading + "test_asset_routes/test_get_asset.json", "/v2/assets/AAPL" },
        { Trading + "test_order_routes/test_get_orders.json", "/v2/orders?status=all" },
        { Trading + "test_order_routes/test_get_order_by_id.json", "/v2/orders:by_client_order_id?client_order_id=one" },
        { Trading + "test_order_routes/test_get_order_by_client_id.json", "/v2/orders:by_client_order_id?client_order_id=one" },
        { Trading + "test_order_routes/test_limit_order.json", "/v2/orders:by_client_order_id?client_order_id=two" },
        { Trading + "test_position_routes/test_get_all_positions.json", "/v2/positions" },
        { Data + "test_historical_stock_data/test_get_bars.json", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&start=2026-01-05&limit=2" },
        { Data + "test_historical_stock_data/test_get_bars_desc.json", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&start=2026-01-02&limit=2&sort=desc" },
        { Data + "test_historical_stock_data/test_multisymbol_get_bars.json", "/v2/stocks/bars?symbols=AAPL,SPY&timeframe=1Day&start=2026-01-02" },
        { Data + "test_historical_stock_data/test_get_quotes.json", "/v2/stocks/quotes?symbols=AAPL&start=2026-01-05&limit=2" },
        { Data + "test_historical_stock_data/test_get_trades.json", "/v2/stocks/trades?symbols=AAPL&start=2026-01-05&limit=2" },
        { Data + "test_historical_stock_data/test_get_latest_trade.json", "/v2/stocks/trades/latest?symbols=AAPL" },
        { Data + "test_historical_stock_data/test_get_latest_quote.json", "/v2/stocks/quotes/latest?symbols=AAPL" },
        { Data + "test_historical_stock_data/test_stock_latest_bar.json", "/v2/stocks/bars/latest?symbols=AAPL" },
        { Data + "test_historical_stock_data/test_get_snapshot.json", "/v2/stocks/snapshots?symbols=AAPL" },
        { Data + "test_historical_stock_data/test_get_bars_multi_empty_response.json", "/v2/stocks/bars?symbols=NOPE&timeframe=1Day&start=2026-01-02" },
        { Data + "test_historical_stock_data/test_get_latest_trade_multi_not_found.json", "/v2/stocks/trades/latest?symbols=NOPE" },
        { Data + "test_historical_stock_data/test_get_snapshot_multi_empty_response.json", "/v2/stocks/snapshots?symbols=NOPE" },
        { Data + "test_historical_crypto_data/test_get_crypto_bars.json", "/v1beta3/crypto/us/bars?symbols=BTC/USD&timeframe=1Hour&start=2026-01-05" },
        { Data + "test_historical_crypto_data/test_get_crypto_trades.json", "/v1beta3/crypto/us/trades?symbols=BTC/USD&start=2026-01-05&limit=2" },
        { Data + "test_historical_crypto_data/test_get_crypto_quotes.json", "/v1beta3/crypto/us/quotes?symbols=BTC/USD&start=2026-01-05&limit=2" },
        { Data + "test_historical_crypto_data/test_get_crypto_latest_trade.json", "/v1beta3/crypto/us/latest/trades?symbols=BTC/USD" },
        { Data + "test_historical_crypto_data/test_get_crypto_latest_quote.json", "/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD" },
        { Data + "test_historical_crypto_data/test_crypto_latest_bar.json", "/v1beta3/crypto/us/latest/bars?symbols=BTC/USD" },
        { Data + "test_historical_crypto_data/test_crypto_get_snapshot.json", "/v1beta3/crypto/us/snapshots?symbols=BTC/USD" },
        { Data + "test_historical_news_data/test_get_news.json", "/v1beta1/news?limit=2" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_a_recorded_answer_has_ours_has(string recorded, string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Fixtures.Path(recorded)));
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day","client_order_id":"one"}""");
        await desk.OrderAsync("""{"symbol":"SPY","qty":"1","side":"buy","type":"limit","limit_price":"50","time_in_force":"day","client_order_id":"two"}""");
        var missing = new List<string>();
        Compare(file.RootElement.GetProperty("body"), await desk.GetAsync(path), "$", missing);
        missing.ShouldBeEmpty();
    }

    private static void Compare(JsonElement recorded, JsonElement ours, string place, List<string> missing)
    {
        if (recorded.ValueKind == JsonValueKind.Null || ours.ValueKind == JsonValueKind.Null) return;
        if (IsFlag(recorded) != IsFlag(ours) || (!IsFlag(recorded) && recorded.ValueKind != ours.ValueKind))
        {
            missing.Add($"{place} is a {ours.ValueKind}, and was a {recorded.ValueKind}");
            return;
        }
        if (recorded.ValueKind == JsonValueKind.Array && recorded.GetArrayLength() > 0 && ours.GetArrayLength() > 0) Compare(recorded[0], ours[0], $"{place}[0]", missing);
        if (recorded.ValueKind != JsonValueKind.Object) return;
        foreach (var member in recorded.EnumerateObject())
        {
            // Symbols are names of members, too: any stands for any.
            var isSymbol = member.Name.All(static letter => char.IsAsciiLetterUpper(letter) || letter == '/');
            if (Invented.ContainsKey(member.Name)) continue;
            if (isSymbol) Compare(member.Value, ours.EnumerateObject().First().Value, $"{place}.{member.Name}", missing);
            else if (ours.TryGetProperty(member.Name, out var own)) Compare(member.Value, own, $"{place}.{member.Name}", missing);
            else missing.Add($"{place}.{member.Name} is missing");
        }
    }

    private static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
