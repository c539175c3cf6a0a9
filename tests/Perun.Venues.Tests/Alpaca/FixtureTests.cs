using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Tests;

namespace Perun.Venues.Tests.Alpaca;

/// Recorded answers of the endpoints that the adapter uses are read whole.
public sealed class FixtureTests
{
    private const string Trading = "alpaca/responses/trading/trading_client";
    private const string Data = "alpaca/responses/data";

    [Theory]
    [InlineData("test_market_order")]
    [InlineData("test_limit_order")]
    [InlineData("test_get_order_by_id")]
    [InlineData("test_get_order_by_client_id")]
    [InlineData("test_replace_order")]
    [InlineData("test_order_position_intent")]
    [InlineData("test_order_position_intent_1")]
    public void Orders(string file)
    {
        var order = Read($"{Trading}/test_order_routes/{file}.json", AlpacaJson.Default.OrderRow);
        order.Id.Length.ShouldBe(36);
        order.Status.ShouldNotBeEmpty();
        (order.Filled >= 0).ShouldBeTrue();
    }

    [Theory]
    [InlineData("EquityOrderResponse", "AAPL", "2", "150")]
    [InlineData("CryptoOrderResponse", "ETH/USD", "0.02", "2100")]
    public void Examples_of_the_specification(string file, string symbol, string quantity, string limit)
    {
        var order = Read($"alpaca/examples/trading.{file}.json", AlpacaJson.Default.OrderRow);
        (order.Symbol, $"{order.Qty}", $"{order.LimitPrice}").ShouldBe((symbol, quantity, limit));
    }

    [Fact]
    public void Lists_of_orders() => Read($"{Trading}/test_order_routes/test_get_orders.json", AlpacaJson.Default.OrderRowArray).ShouldNotBeEmpty();

    [Fact]
    public void Accounts()
    {
        var account = Read($"{Trading}/test_account_routes/test_get_account.json", AlpacaJson.Default.AccountRow);
        (account.AccountNumber, account.Cash, account.Equity, account.WhyBarred).ShouldBe(("010203ABCD", -23140.2m, 103820.56m, null));
        foreach (var file in new[] { "test_get_account_configurations", "test_get_account_configurations_without_deprecated_pdt_fields" })
            Read($"{Trading}/test_account_routes/{file}.json", AlpacaJson.Default.ConfigurationRow).SuspendTrade.ShouldNotBeNull();
    }

    [Fact]
    public void Positions() => Read($"{Trading}/test_position_routes/test_get_all_positions.json", AlpacaJson.Default.PositionRowArray).ShouldAllBe(position => position.Symbol == "AAPL" && position.Qty == 5 && position.AvgEntryPrice == 100);

    [Theory]
    [InlineData("test_get_all_assets")]
    [InlineData("test_get_all_assets_params")]
    public void Assets(string file)
    {
        var asset = Read($"{Trading}/test_asset_routes/{file}.json", AlpacaJson.Default.AssetRowArray)[0];
        Adapters.Venues.Alpaca.AlpacaInstruments.Of(asset)!.Tick.ShouldBe(0.01m);
    }

    [Theory]
    [InlineData("test_historical_stock_data/test_get_bars", 2, true)]
    [InlineData("test_historical_stock_data/test_get_bars_desc", 1, true)]
    [InlineData("test_historical_stock_data/test_multisymbol_get_bars", 2, false)]
    [InlineData("test_historical_stock_data/test_get_bars_multi_empty_response", 0, false)]
    [InlineData("test_historical_crypto_data/test_get_crypto_bars", 2, false)]
    public void Bars(string file, int least, bool hasMore)
    {
        var bars = Read($"{Data}/{file}.json", AlpacaJson.Default.BarsRow);
        (bars.Bars?.Values.Sum(static rows => rows.Length) ?? 0).ShouldBeGreaterThanOrEqualTo(least);
        (bars.NextPageToken is { Length: > 0 }).ShouldBe(hasMore);
    }

    [Fact]
    public void Snapshots()
    {
        Read($"{Data}/test_historical_stock_data/test_get_snapshot.json", AlpacaJson.Default.StockSnapshots)["AAPL"]!.LatestTrade!.Price.ShouldBe(161.1998m);
        Read($"{Data}/test_historical_crypto_data/test_crypto_get_snapshot.json", AlpacaJson.Default.CryptoSnapshotsRow).Snapshots!["BTC/USD"]!.PrevDailyBar!.Volume.ShouldBe(12278.6017929);
        Read($"{Data}/test_historical_stock_data/test_get_snapshot_multi_empty_response.json", AlpacaJson.Default.StockSnapshots).ShouldBeEmpty();
    }

    [Fact]
    public void Corporate_actions()
    {
        var actions = Read($"{Data}/test_corporate_actions/test_get_corporate_actions.json", AlpacaJson.Default.CorporateActionsRow).CorporateActions!;
        actions.ReverseSplits!.ShouldContain(split => split.Symbol == "MNTS" && split.NewRate / split.OldRate == 0.02m);
        actions.ForwardSplits!.ShouldContain(split => split.Symbol == "SRE" && split.NewRate / split.OldRate == 2);
    }

    private static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Fixtures.Path(path)));
        return file.RootElement.GetProperty("body").Deserialize(type)!;
    }
}
