using System.Text.Json;
using Perun.Core.Instruments;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// What an account's owner may ask about it: the parts of /0/private/* that change nothing.
internal sealed class QueryApi(KrakenVenue venue)
{
    private const int RowsAPage = 50;
    private const int MostOrderIds = 50;
    private const int MostTradeIds = 20;

    public Action<Utf8JsonWriter>? Find(string method, KrakenAccount account, ApiKey key, Fields fields) => method switch
    {
        "Balance" => json => WriteBalance(json, account),
        "BalanceEx" => json => WriteExtendedBalance(json, account),
        "TradeBalance" => json => WriteTradeBalance(json, account),
        "TradeVolume" => json => WriteVolume(json, account, fields),
        "OpenOrders" => json => WriteOpenOrders(json, account, fields),
        "ClosedOrders" => json => WriteClosedOrders(json, account, fields),
        "QueryOrders" => json => WriteOrders(json, account, fields),
        "TradesHistory" => json => WriteHistory(json, account, fields),
        "QueryTrades" => json => WriteTrades(json, account, fields),
        "Ledgers" => json => WriteLedgers(json, account, fields),
        "QueryLedgers" => json => WriteLedgerEntries(json, account, fields),
        "OpenPositions" => static json => { json.WriteStartObject(); json.WriteEndObject(); }
        ,
        "GetApiKeyInfo" => json => WriteKey(json, key),
        _ => null,
    };

    private static void WriteBalance(Utf8JsonWriter json, KrakenAccount account)
    {
        json.WriteStartObject();
        foreach (var (asset, balance) in account.Balances) json.WriteString(asset.Key, Digits.Of(balance, asset.Decimals));
        foreach (var (name, balance) in account.Elsewhere) json.WriteString(name, Digits.Of(balance, 8));
        json.WriteEndObject();
    }

    private static void WriteExtendedBalance(Utf8JsonWriter json, KrakenAccount account)
    {
        json.WriteStartObject();
        foreach (var (asset, balance) in account.Balances)
        {
            json.WriteStartObject(asset.Key);
            json.WriteString("balance", Digits.Of(balance, asset.Decimals));
            json.WriteString("hold_trade", Digits.Of(account.HoldOf(asset), asset.Decimals));
            json.WriteEndObject();
        }
        foreach (var (name, balance) in account.Elsewhere)
        {
            json.WriteStartObject(name);
            json.WriteString("balance", Digits.Of(balance, 8));
            json.WriteString("hold_trade", Digits.Of(0, 8));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// Nothing is ever on margin here, so equity is what there is.
    private static void WriteTradeBalance(Utf8JsonWriter json, KrakenAccount account)
    {
        var (cash, snapshot) = (account.Cash, account.Exchange.Snapshot());
        var equity = cash + snapshot.Equity - snapshot.Cash;
        json.WriteStartObject();
        foreach (var (name, amount) in (ReadOnlySpan<(string, decimal)>)[("eb", equity), ("tb", cash), ("m", 0), ("n", 0), ("c", 0), ("v", 0), ("e", cash), ("mf", cash)])
            json.WriteString(name, Digits.Of(amount, 4));
        json.WriteEndObject();
    }

    private void WriteVolume(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var pairs = fields.List("pair").Select(name => venue.Listing.TryFind(name, out var pair) ? pair : throw new RefusedException(Errors.UnknownPair)).ToList();
        var volume = account.Exchange.TradedVolume(venue.Now);
        json.WriteStartObject();
        json.WriteString("currency", "ZUSD");
        json.WriteString("volume", Digits.Of(volume, 4));
        if (pairs.Count > 0)
        {
            WriteFees(json, "fees", pairs, account, Liquidity.Taker, volume);
            WriteFees(json, "fees_maker", pairs, account, Liquidity.Maker, volume);
        }
        json.WriteEndObject();
    }

    private void WriteFees(Utf8JsonWriter json, string name, List<KrakenPair> pairs, KrakenAccount account, Liquidity liquidity, decimal volume)
    {
        var tiers = VenueFees.KrakenTiers;
        var next = tiers.FirstOrDefault(tier => tier.Volume > volume);
        var isHighest = next == default;
        json.WriteStartObject(name);
        foreach (var pair in pairs)
        {
            json.WriteStartObject(pair.Key);
            json.WriteString("fee", Percent(account.Exchange.FeeRateOf(pair.Id, liquidity, venue.Now)));
            json.WriteString("minfee", Percent(RateOf(tiers[^1], liquidity)));
            json.WriteString("maxfee", Percent(pair.Instrument.Fees.RateOf(liquidity)));
            json.WriteString("nextfee", isHighest ? null : Percent(RateOf(next, liquidity)));
            json.WriteString("nextvolume", isHighest ? null : Digits.Of(next.Volume, 4));
            json.WriteString("tiervolume", Digits.Of(tiers.LastOrDefault(tier => tier.Volume <= volume).Volume, 4));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteOpenOrders(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var withTrades = fields.Flag("trades");
        json.WriteStartObject();
        json.WriteStartObject("open");
        foreach (var order in Asked(account.Open, fields).Where(order => venue.IsVisible(order)).Reverse()) OrderJson.WriteOrder(json, account, order, withTrades);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteClosedOrders(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var byClose = fields.Text("closetime") is null or "both" or "close";
        var window = new TimeWindow(fields, id => account.TryFind(id, out var order) ? order.Closed : null);
        var orders = Asked(account.Ended, fields).Where(order => window.Contains(byClose ? order.Closed!.Value : order.Opened)).Reverse().ToList();
        var withTrades = fields.Flag("trades");
        json.WriteStartObject();
        json.WriteStartObject("closed");
        foreach (var order in PageOf(orders, fields)) OrderJson.WriteOrder(json, account, order, withTrades);
        json.WriteEndObject();
        if (!fields.Flag("without_count")) json.WriteNumber("count", orders.Count);
        json.WriteEndObject();
    }

    private void WriteOrders(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var withTrades = fields.Flag("trades");
        var ids = IdsIn(fields, "txid", MostOrderIds);
        json.WriteStartObject();
        foreach (var id in ids)
        {
            if (!account.TryFind(id, out var order) || !venue.IsVisible(order)) throw new RefusedException(Errors.UnknownOrder);
            OrderJson.WriteOrder(json, account, order, withTrades);
        }
        json.WriteEndObject();
    }

    private static void WriteHistory(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var window = new TimeWindow(fields, id => account.FindTrade(id)?.Time);
        var trades = account.Trades.Where(trade => window.Contains(trade.Time)).Reverse().ToList();
        var withLedgers = fields.Flag("ledgers");
        json.WriteStartObject();
        json.WriteStartObject("trades");
        foreach (var trade in PageOf(trades, fields)) OrderJson.WriteTrade(json, trade, withLedgers);
        json.WriteEndObject();
        if (!fields.Flag("without_count")) json.WriteNumber("count", trades.Count);
        json.WriteEndObject();
    }

    private static void WriteTrades(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var ids = IdsIn(fields, "txid", MostTradeIds);
        json.WriteStartObject();
        foreach (var id in ids) OrderJson.WriteTrade(json, account.FindTrade(id) ?? throw new RefusedException(Errors.InvalidArguments), fields.Flag("ledgers"));
        json.WriteEndObject();
    }

    private void WriteLedgers(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var window = new TimeWindow(fields, id => account.FindLedger(id)?.Time);
        var assets = fields.List("asset").Where(static name => name != "all").Select(name => venue.Listing.FindAsset(name) ?? throw new RefusedException(Errors.UnknownAsset)).ToList();
        var type = fields.Text("type") is { } asked and not "all" ? asked : null;
        var entries = account.Ledger.Where(entry => window.Contains(entry.Time) && (assets.Count == 0 || assets.Contains(entry.Asset)) && (type is null || entry.Type == type)).Reverse().ToList();
        json.WriteStartObject();
        json.WriteStartObject("ledger");
        foreach (var entry in PageOf(entries, fields)) OrderJson.WriteLedger(json, entry);
        json.WriteEndObject();
        if (!fields.Flag("without_count")) json.WriteNumber("count", entries.Count);
        json.WriteEndObject();
    }

    private static void WriteLedgerEntries(Utf8JsonWriter json, KrakenAccount account, Fields fields)
    {
        var ids = IdsIn(fields, "id", MostTradeIds);
        json.WriteStartObject();
        foreach (var id in ids) OrderJson.WriteLedger(json, account.FindLedger(id) ?? throw new RefusedException(Errors.Invalid("id")));
        json.WriteEndObject();
    }

    private void WriteKey(Utf8JsonWriter json, ApiKey key)
    {
        json.WriteStartObject();
        json.WriteString("api_key_name", key.Name);
        json.WriteString("api_key", key.Key);
        json.WriteString("nonce", $"{key.LastNonce}");
        json.WriteString("nonce_window", "0");
        json.WriteTexts("permissions", [.. key.Permissions]);
        json.WriteString("iban", "AA00 N00G 0000 0000");
        json.WriteString("valid_until", "0");
        json.WriteString("query_from", "0");
        json.WriteString("query_to", "0");
        json.WriteString("created_time", $"{Moments.Seconds(key.Created)}");
        json.WriteString("modified_time", $"{Moments.Seconds(key.Created)}");
        json.WriteTexts("ip_allowlist", "");
        json.WriteString("last_used", $"{Moments.Seconds(venue.Now)}");
        json.WriteEndObject();
    }

    private static IEnumerable<KrakenOrder> Asked(IEnumerable<KrakenOrder> orders, Fields fields)
    {
        var (userRef, clientId) = (fields.Whole("userref"), fields.Text("cl_ord_id"));
        return orders.Where(order => (userRef is null || order.Draft.UserRef == userRef) && (clientId is null || order.Draft.ClientId == clientId));
    }

    private static IReadOnlyList<string> IdsIn(Fields fields, string name, int most)
    {
        var ids = fields.List(name);
        return ids.Count > 0 && ids.Count <= most ? ids : throw new RefusedException(Errors.Invalid(name));
    }

    private static IEnumerable<T> PageOf<T>(List<T> rows, Fields fields)
    {
        var offset = fields.Whole("ofs") ?? 0;
        return offset >= 0 ? rows.Skip((int)Math.Min(offset, rows.Count)).Take(RowsAPage) : throw new RefusedException(Errors.Invalid("ofs"));
    }

    private static decimal RateOf(FeeTier tier, Liquidity liquidity) => liquidity == Liquidity.Maker ? tier.MakerRate : tier.TakerRate;

    private static string Percent(decimal rate) => Digits.Of(rate * 100, 4);
}
