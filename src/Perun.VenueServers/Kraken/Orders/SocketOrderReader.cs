using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Orders;

/// Reads orders as add_order and batch_add are told of them: other spellings, the same orders. What it doesn't know it refuses by
/// name.
internal static class SocketOrderReader
{
    private static readonly HashSet<string> Known =
    [
        "order_type", "side", "symbol", "order_qty", "limit_price", "limit_price_type", "time_in_force", "margin", "post_only", "reduce_only", "effective_time", "expire_time",
        "deadline", "cl_ord_id", "order_userref", "display_qty", "fee_preference", "no_mpp", "stp_type", "cash_order_qty", "validate", "sender_sub_id", "token",
        "triggers[reference]", "triggers[price]", "triggers[price_type]", "triggers",
        "conditional[order_type]", "conditional[limit_price]", "conditional[limit_price_type]", "conditional[trigger_price]", "conditional[trigger_price_type]",
    ];

    public static OrderDraft Read(Fields fields, KrakenPair pair)
    {
        foreach (var name in fields.Names)
            if (!Known.Contains(name)) throw new RefusedException($"Unsupported field: '{name}' for the given msg type: add order");
        var kind = RestOrderReader.KindOf(fields.Needed("order_type"), "order_type");
        var cash = fields.Number("cash_order_qty");
        var limit = PriceOf(fields, "limit_price", "limit_price_type");
        var trigger = PriceOf(fields, "triggers[price]", "triggers[price_type]");
        return new OrderDraft
        {
            Pair = pair,
            Side = RestOrderReader.SideOf(fields.Needed("side")),
            Kind = kind,
            Volume = cash ?? fields.Number("order_qty") ?? throw new RefusedException(Errors.Invalid("order_qty")),
            IsVolumeInQuote = cash is not null,
            Price = kind.HasTrigger() ? trigger : limit,
            Price2 = kind.HasTrigger() ? limit : null,
            Trigger = fields.Text("triggers[reference]") ?? "last",
            PostOnly = fields.Flag("post_only"),
            FeeInBase = fields.Text("fee_preference") == "base",
            NoPriceProtection = fields.Flag("no_mpp"),
            ReduceOnly = fields.Flag("reduce_only"),
            WantsMargin = fields.Flag("margin"),
            TimeInForce = RestOrderReader.TimeInForceOf(fields.Text("time_in_force") ?? "gtc"),
            Start = MomentOf(fields, "effective_time"),
            Expire = MomentOf(fields, "expire_time"),
            Deadline = MomentOf(fields, "deadline"),
            DisplayVolume = fields.Number("display_qty"),
            ClientId = fields.Text("cl_ord_id"),
            UserRef = RestOrderReader.UserRefOf(fields, "order_userref"),
            Close = CloseOf(fields.Within("conditional")),
        };
    }

    /// A number with its type beside it, as the text that REST would have.
    public static PriceTerm? PriceOf(Fields fields, string name, string typeName)
    {
        if (fields.Number(name) is not { } number) return null;
        return fields.Text(typeName) switch
        {
            null or "static" => new PriceTerm(PriceBasis.Absolute, number, IsPercent: false),
            "quote" => new PriceTerm(PriceBasis.Offset, number, IsPercent: false),
            "pct" => new PriceTerm(PriceBasis.Offset, number, IsPercent: true),
            _ => throw new RefusedException(Errors.Invalid(typeName)),
        };
    }

    private static CloseDraft? CloseOf(Fields fields)
    {
        if (fields.IsEmpty) return null;
        var kind = RestOrderReader.KindOf(fields.Needed("order_type"), "conditional");
        var (limit, trigger) = (PriceOf(fields, "limit_price", "limit_price_type"), PriceOf(fields, "trigger_price", "trigger_price_type"));
        return kind.HasTrigger() ? new CloseDraft(kind, trigger, limit) : new CloseDraft(kind, limit, null);
    }

    private static DateTime? MomentOf(Fields fields, string name) => fields.Text(name) switch
    {
        null => null,
        { } text => RestOrderReader.TimeOf(text) ?? throw new RefusedException(Errors.Invalid(name)),
    };
}
