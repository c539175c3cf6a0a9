using System.Text.Json;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Kraken.Accounts;

/// An account as the exchange has it.
internal static class AccountBooks
{
    public static void Write(Utf8JsonWriter json, KrakenAccount account)
    {
        json.WriteStartObject();
        json.WriteString("name", account.Name);
        json.WriteString("cash", Reply.Text(account.Cash));
        json.WriteString("fees", Reply.Text(account.Exchange.Account.FeesPaid));
        json.WriteNumber("fills", account.Exchange.Account.FillCount);
        json.WriteNumber("orders", account.Open.Count + account.Ended.Count);
        json.WriteNumber("open_orders", account.Open.Count);
        json.WriteStartObject("balances");
        foreach (var (asset, balance) in account.Balances) json.WriteString(asset.Symbol, Reply.Text(balance));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
