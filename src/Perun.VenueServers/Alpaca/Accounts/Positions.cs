using System.Text.Json;
using Perun.Core.Calendars;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Accounts;

/// Positions in Alpaca's JSON.
internal sealed class Positions(VenueFloor floor, AssetList assets)
{
    public static bool Has(TradingAccount account, Asset asset) => account.PositionIn(asset) != 0;

    public IEnumerable<Asset> Of(TradingAccount account) => assets.All.Where(asset => Has(account, asset));

    public void Write(Utf8JsonWriter json, TradingAccount account, Asset asset)
    {
        var quantity = account.PositionIn(asset);
        var entry = account.Exchange.Account.AveragePriceOf(asset.Instrument);
        var (current, before) = (account.LastPrice(asset), CloseBefore(asset));
        var (value, cost) = (quantity * current, quantity * entry);
        var since = BoughtToday(account, asset) ? entry : before;
        var today = quantity * (current - since);
        json.WriteStartObject();
        json.WriteString("asset_id", asset.Id);
        json.WriteString("symbol", asset.PositionSymbol);
        json.WriteString("exchange", asset.Exchange);
        json.WriteString("asset_class", asset.Class);
        json.WriteBoolean("asset_marginable", !asset.IsCrypto);
        json.WriteString("qty", Reply.Text(quantity));
        json.WriteString("qty_available", Reply.Text(quantity - Math.Sign(quantity) * account.HeldForOrders(asset)));
        json.WriteString("avg_entry_price", Text(entry));
        json.WriteString("side", quantity > 0 ? "long" : "short");
        json.WriteString("market_value", Text(value));
        json.WriteString("cost_basis", Text(cost));
        json.WriteString("unrealized_pl", Text(value - cost));
        json.WriteString("unrealized_plpc", Text(cost == 0 ? 0 : (value - cost) / Math.Abs(cost)));
        json.WriteString("unrealized_intraday_pl", Text(today));
        json.WriteString("unrealized_intraday_plpc", Text(since == 0 ? 0 : today / Math.Abs(quantity * since)));
        json.WriteString("current_price", Text(current));
        json.WriteString("lastday_price", Text(before));
        json.WriteString("change_today", Text(before == 0 ? 0 : (current - before) / before));
        json.WriteEndObject();
    }

    private static bool BoughtToday(TradingAccount account, Asset asset) =>
        account.Activities.FindLast(activity => activity is FillActivity fill && fill.Order.Asset == asset) is { } last
        && NewYorkTime.DateOf(last.Time) == NewYorkTime.DateOf(account.Equity.Minutes[^1].Time);

    /// The last price of the day before, in New York.
    private decimal CloseBefore(Asset asset)
    {
        var midnight = NewYorkTime.ToUtc(NewYorkTime.DateOf(floor.Now).ToDateTime(TimeOnly.MinValue));
        var place = floor.Record.FirstMinuteFrom(asset.Instrument, midnight);
        var minutes = floor.Record.MinutesOf(asset.Instrument);
        return minutes.Count == 0 ? 0 : Core.Money.Price.Of(minutes[Math.Max(0, place - 1)].Close);
    }

    private static string Text(decimal number) => Reply.Text(Math.Round(number, 9));
}
