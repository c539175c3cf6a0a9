using System.Text.Json;

namespace Perun.VenueServers.Alpaca.Accounts;

/// What an account's owner may set about it.
public sealed record AccountConfiguration
{
    public bool SuspendTrade { get; init; }

    public bool NoShorting { get; init; }

    public bool FractionalTrading { get; init; } = true;

    public string MaxMarginMultiplier { get; init; } = "1";

    public string TradeConfirmEmail { get; init; } = "all";

    public bool PtpNoExceptionEntry { get; init; }

    public bool DisableOvernightTrading { get; init; }

    public AlpacaError? With(JsonElement body, out AccountConfiguration changed)
    {
        changed = this;
        if (body.ValueKind != JsonValueKind.Object) return AlpacaError.BadRequest("request body format is invalid");
        foreach (var member in body.EnumerateObject())
        {
            var flag = member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.Value.GetBoolean() : (bool?)null;
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : null;
            switch (member.Name)
            {
                case "suspend_trade" when flag is { } value: changed = changed with { SuspendTrade = value }; break;
                case "no_shorting" when flag is { } value: changed = changed with { NoShorting = value }; break;
                case "fractional_trading" when flag is { } value: changed = changed with { FractionalTrading = value }; break;
                case "ptp_no_exception_entry" when flag is { } value: changed = changed with { PtpNoExceptionEntry = value }; break;
                case "disable_overnight_trading" when flag is { } value: changed = changed with { DisableOvernightTrading = value }; break;
                case "max_margin_multiplier" when text is "1": changed = changed with { MaxMarginMultiplier = text }; break;
                case "trade_confirm_email" when text is "all" or "none": changed = changed with { TradeConfirmEmail = text }; break;
                case "dtbp_check" or "pdt_check" or "max_options_trading_level": break; // what they governed is gone
                default: return AlpacaError.BadRequest($"invalid {member.Name}");
            }
        }
        return null;
    }

    /// <param name="knowsDayTraders">Whether the rule for pattern day traders is still in the answers.</param>
    public void Write(Utf8JsonWriter json, bool knowsDayTraders)
    {
        json.WriteStartObject();
        if (knowsDayTraders)
        {
            json.WriteString("dtbp_check", "entry");
            json.WriteString("pdt_check", "entry");
        }
        json.WriteBoolean("no_shorting", NoShorting);
        json.WriteBoolean("suspend_trade", SuspendTrade);
        json.WriteBoolean("fractional_trading", FractionalTrading);
        json.WriteString("max_margin_multiplier", MaxMarginMultiplier);
        json.WriteString("trade_confirm_email", TradeConfirmEmail);
        json.WriteBoolean("ptp_no_exception_entry", PtpNoExceptionEntry);
        json.WriteNumber("max_options_trading_level", 0);
        json.WriteBoolean("disable_overnight_trading", DisableOvernightTrading);
        json.WriteEndObject();
    }
}
