using System.Text.Json;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Admin;

/// An account as the exchange has it.
internal static class AccountBooks
{
    public static void Write(Utf8JsonWriter json, TradingAccount account)
    {
        var snapshot = account.Exchange.Snapshot();
        json.WriteStartObject();
        json.WriteString("key", account.Keys.Id);
        json.WriteString("cash", Reply.Text(account.Cash));
        json.WriteString("equity", Reply.Text(account.Worth()));
        json.WriteString("fees", Reply.Text(snapshot.FeesPaid));
        json.WriteNumber("fills", account.Exchange.Account.FillCount);
        json.WriteNumber("orders", account.Orders.All.Count);
        json.WriteNumber("open_orders", account.Orders.Open.Count());
        json.WriteStartObject("positions");
        foreach (var position in snapshot.Positions)
        {
            json.WriteStartObject(account.SymbolOf(position.Instrument));
            json.WriteString("qty", Reply.Text(position.Quantity));
            json.WriteString("avg_entry_price", Reply.Text(position.AveragePrice));
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
