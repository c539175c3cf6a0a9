using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Tests.Kraken;

/// Recorded answers of the real thing beside ours: what they have we have, and of the same kind.
public sealed class RecordedFieldTests
{
    private const string Endpoints = "kraken/Endpoints/Spot/";
    private const string Responses = "kraken/JsonResponses/";

    /// What a recording has and ours has not, or not so.
    private static readonly Dictionary<string, string> Different = new()
    {
        ["ml"] = "a margin level needs a position on margin",
        ["BalanceEx.balance"] = "the recording has the documentation's numbers; the service sends texts, as it does for Balance",
        ["BalanceEx.hold_trade"] = "the same",
        ["userref"] = "null where none was given, a number where one was",
        ["refid"] = "null, and \"None\" in some older recordings",
    };

    public static TheoryData<string, string> Public => new()
    {
        { Endpoints + "ExchangeData/GetAssets.txt", "Assets" },
        { Endpoints + "ExchangeData/GetSymbols.txt", "AssetPairs" },
        { Endpoints + "ExchangeData/GetTicker.txt", "Ticker?pair=XBTUSD" },
        { Endpoints + "ExchangeData/GetOrderBook.txt", "Depth?pair=XBTUSD&count=3" },
        { Endpoints + "ExchangeData/GetKlines.txt", "OHLC?pair=XBTUSD" },
        { Endpoints + "ExchangeData/GetTradeHistory.txt", "Trades?pair=XBTUSD" },
        { Endpoints + "ExchangeData/GetRecentSpread.txt", "Spread?pair=XBTUSD" },
        { Endpoints + "ExchangeData/GetSystemStatus.txt", "SystemStatus" },
        { Responses + "SpotExchangeData/GetAssetsAsync.txt", "Assets" },
        { Responses + "SpotExchangeData/GetSymbolsAsync.txt", "AssetPairs" },
        { Responses + "SpotExchangeData/GetTickerAsync.txt", "Ticker?pair=XBTUSD" },
        { Responses + "SpotExchangeData/GetTickersAsync.txt", "Ticker?pair=XBTUSD" },
        { Responses + "SpotExchangeData/GetOrderBookAsync.txt", "Depth?pair=XBTUSD&count=3" },
        { Responses + "SpotExchangeData/GetSystemStatusAsync.txt", "SystemStatus" },
    };

    public static TheoryData<string, string, string> Private => new()
    {
        { Endpoints + "Account/GetBalances.txt", "Balance", "" },
        { Endpoints + "Account/GetAvailableBalances.txt", "BalanceEx", "" },
        { Endpoints + "Account/GetTradeBalance.txt", "TradeBalance", "" },
        { Endpoints + "Account/GetTradeVolume.txt", "TradeVolume", "pair=XBTUSD" },
        { Endpoints + "Account/GetLedgerInfo.txt", "Ledgers", "" },
        { Endpoints + "Account/GetLedgersEntry.txt", "QueryLedgers", "id=LEDGER" },
        { Endpoints + "Account/GetApiKeyInfo.txt", "GetApiKeyInfo", "" },
        { Endpoints + "Trading/GetOpenOrders.txt", "OpenOrders", "trades=true" },
        { Endpoints + "Trading/GetClosedOrders.txt", "ClosedOrders", "trades=true" },
        { Endpoints + "Trading/GetOrders.txt", "QueryOrders", "txid=CLOSED&trades=true" },
        { Endpoints + "Trading/GetOrders2.txt", "QueryOrders", "txid=TRAILED" },
        { Endpoints + "Trading/GetUserTrades.txt", "TradesHistory", "" },
        { Endpoints + "Trading/GetUserTradeDetails.txt", "QueryTrades", "txid=TRADE" },
        { Endpoints + "Trading/PlaceOrder.txt", "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=50000&close[ordertype]=stop-loss-limit&close[price]=38000&close[price2]=36000" },
        { Endpoints + "Trading/PlaceMultipleOrders.txt", "AddOrderBatch", "pair=XBTUSD&orders[0][type]=buy&orders[0][ordertype]=limit&orders[0][volume]=0.01&orders[0][price]=50000&orders[0][close][ordertype]=stop-loss-limit&orders[0][close][price]=38000&orders[0][close][price2]=36000&orders[1][type]=buy&orders[1][ordertype]=limit&orders[1][volume]=0.01&orders[1][price]=51000" },
        { Endpoints + "Trading/EditOrder.txt", "EditOrder", "pair=XBTUSD&txid=OPEN&price=51000&volume=0.01" },
        { Endpoints + "Trading/CancelOrder.txt", "CancelOrder", "txid=OPEN" },
        { Endpoints + "Trading/CancelMultipleOrders.txt", "CancelOrderBatch", "orders[0]=OPEN" },
        { Endpoints + "Trading/CancelAllOrders.txt", "CancelAll", "" },
        { Endpoints + "Trading/CancelAllOrdersAfter.txt", "CancelAllOrdersAfter", "timeout=60" },
        { Responses + "SpotAccount/GetLedgerInfoAsync.txt", "Ledgers", "" },
        { Responses + "SpotAccount/GetTradeVolumeAsync.txt", "TradeVolume", "pair=XBTUSD" },
        { Responses + "SpotTrading/GetOpenOrdersAsync.txt", "OpenOrders", "trades=true" },
        { Responses + "SpotTrading/GetClosedOrdersAsync.txt", "ClosedOrders", "" },
        { Responses + "SpotTrading/GetUserTradesAsync.txt", "TradesHistory", "" },
    };

    [Theory]
    [MemberData(nameof(Public))]
    public async Task What_a_recorded_public_answer_has_ours_has(string recorded, string path)
    {
        var file = Recorded(recorded);
        await using var kraken = await KrakenGround.OpenAsync();
        var (method, query) = path.Split('?') is [var name, var rest] ? (name, rest) : (path, "");
        Missing(file, await kraken.Client.PublicAsync(method, query), method).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Private))]
    public async Task What_a_recorded_private_answer_has_ours_has(string recorded, string method, string form)
    {
        var file = Recorded(recorded);
        await using var kraken = await KrakenGround.OpenAsync("partial on BTC/USD buy limit for 9999s");
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.02m);
        kraken.Pass(30);
        var closed = await kraken.Client.PlaceAsync("XBTUSD", "sell", "stop-loss", 0.01m, ("price", 200_000)); // touched at once
        var open = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 150_000)); // half of it fills
        var trailed = await kraken.Client.PlaceAsync("XBTUSD", "sell", "trailing-stop", 0.005m, ("price", "+1%"));
        await kraken.Client.AskAsync("CancelOrder", ("txid", trailed));
        var trade = kraken.Account.Trades[0];
        var fields = form.Replace("OPEN", open).Replace("CLOSED", closed).Replace("TRAILED", trailed).Replace("TRADE", trade.Id).Replace("LEDGER", trade.Ledgers[0])
            .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2)).Select(static part => (part[0], (object)part[1])).ToArray();
        Missing(file, await kraken.Client.PrivateAsync(method, fields), method).ShouldBeEmpty();
    }

    /// Some have the request's lines before the answer.
    private static JsonElement Recorded(string path)
    {
        var text = File.ReadAllText(Fixtures.Path(path));
        return JsonDocument.Parse(text[text.IndexOf('{')..]).RootElement;
    }

    private static List<string> Missing(JsonElement recorded, JsonNode ours, string method)
    {
        var missing = new List<string>();
        Compare(recorded, JsonSerializer.SerializeToElement(ours), "$", method, missing);
        return missing;
    }

    private static void Compare(JsonElement recorded, JsonElement ours, string place, string method, List<string> missing)
    {
        if (recorded.ValueKind == JsonValueKind.Null || ours.ValueKind == JsonValueKind.Null) return;
        if (recorded.ValueKind != ours.ValueKind && !(IsFlag(recorded) && IsFlag(ours)))
        {
            missing.Add($"{place} is a {ours.ValueKind}, and was a {recorded.ValueKind}");
            return;
        }
        if (recorded.ValueKind == JsonValueKind.Array)
        {
            for (var item = 0; item < Math.Min(recorded.GetArrayLength(), ours.GetArrayLength()); item++) Compare(recorded[item], ours[item], $"{place}[{item}]", method, missing);
        }
        if (recorded.ValueKind != JsonValueKind.Object) return;
        foreach (var member in recorded.EnumerateObject())
        {
            if (Different.ContainsKey(member.Name) || Different.ContainsKey($"{method}.{member.Name}")) continue;
            // Names of pairs, assets, orders and trades are names of members, too: any stands for any.
            var isName = member.Name.Any(char.IsAsciiLetterUpper);
            if (isName && ours.EnumerateObject().FirstOrDefault(static own => own.Name.Any(char.IsAsciiLetterUpper)) is { Name: not null } any) Compare(member.Value, any.Value, $"{place}.{member.Name}", method, missing);
            else if (ours.TryGetProperty(member.Name, out var own)) Compare(member.Value, own, $"{place}.{member.Name}", method, missing);
            else missing.Add($"{place}.{member.Name} is missing");
        }
    }

    private static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
