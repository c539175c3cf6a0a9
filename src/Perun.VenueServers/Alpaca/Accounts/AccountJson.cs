using System.Text.Json;
using Perun.Core.Calendars;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Accounts;

/// An account in Alpaca's JSON. It is a cash account that may sell short against its cash.
internal static class AccountJson
{
    /// From here on nothing is said of pattern day traders.
    public static readonly DateTime DayTradersEnd = new(2026, 7, 6, 0, 0, 0, DateTimeKind.Utc);

    public static void Write(Utf8JsonWriter json, TradingAccount account, DateTime now)
    {
        var positions = account.Exchange.Snapshot().Positions;
        var longs = positions.Where(static position => position.Quantity > 0).Sum(static position => position.MarketValue);
        var shorts = positions.Where(static position => position.Quantity < 0).Sum(static position => position.MarketValue);
        var (equity, power) = (Money(account.Worth()), Money(account.BuyingPower()));
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("account_number", account.Number);
        json.WriteString("status", "ACTIVE");
        json.WriteString("crypto_status", "ACTIVE");
        json.WriteString("currency", "USD");
        json.WriteString("buying_power", power);
        json.WriteString("regt_buying_power", power);
        json.WriteString("non_marginable_buying_power", power);
        json.WriteString("options_buying_power", power);
        json.WriteNumber("options_approved_level", 0);
        json.WriteNumber("options_trading_level", 0);
        json.WriteString("cash", Reply.Text(account.Cash));
        json.WriteString("accrued_fees", "0");
        json.WriteString("pending_reg_taf_fees", "0");
        json.WriteString("portfolio_value", equity);
        json.WriteBoolean("trading_blocked", account.IsTradingBlocked);
        json.WriteBoolean("transfers_blocked", false);
        json.WriteBoolean("account_blocked", false);
        json.WriteString("created_at", Reply.Text(account.Opened));
        json.WriteBoolean("trade_suspended_by_user", account.Configuration.SuspendTrade);
        json.WriteString("multiplier", "1");
        json.WriteBoolean("shorting_enabled", !account.Configuration.NoShorting);
        json.WriteString("equity", equity);
        json.WriteString("last_equity", Money(account.Equity.LastClose));
        json.WriteString("long_market_value", Money(longs));
        json.WriteString("short_market_value", Money(shorts));
        json.WriteString("position_market_value", Money(longs - shorts));
        json.WriteString("initial_margin", Money(longs - shorts));
        json.WriteString("maintenance_margin", Money(longs - shorts));
        json.WriteString("last_maintenance_margin", "0");
        json.WriteString("sma", "0");
        json.WriteString("intraday_adjustments", "0");
        json.WriteString("balance_asof", $"{NewYorkTime.DateOf(now).AddDays(-1):yyyy-MM-dd}");
        if (now < DayTradersEnd)
        {
            json.WriteNumber("daytrade_count", 0);
            json.WriteString("daytrading_buying_power", "0");
            json.WriteBoolean("pattern_day_trader", false);
        }
        json.WriteEndObject();
    }

    private static string Money(decimal amount) => Reply.Text(Math.Round(amount, 6));
}
