using System.Globalization;
using Perun.Core.Orders;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Orders;

/// Reads orders as AddOrder, AddOrderBatch and EditOrder are told of them.
internal static class RestOrderReader
{
    public static OrderDraft Read(Fields fields, KrakenPair pair, DateTime now)
    {
        var flags = fields.List("oflags");
        foreach (var flag in flags)
            if (flag is not ("post" or "fcib" or "fciq" or "nompp" or "viqc")) throw new RefusedException(Errors.Invalid("oflags"));
        if (flags.Contains("fcib") && flags.Contains("fciq")) throw new RefusedException(Errors.Invalid("oflags"));
        if (fields.Text("stptype") is not (null or "cancel-newest" or "cancel-oldest" or "cancel-both")) throw new RefusedException(Errors.Invalid("stptype"));
        var close = fields.Within("close");
        return new OrderDraft
        {
            Pair = pair,
            Side = SideOf(fields.Needed("type")),
            Kind = KindOf(fields.Needed("ordertype"), "ordertype"),
            Volume = fields.Number("volume") ?? throw new RefusedException(Errors.Invalid("volume")),
            IsVolumeInQuote = flags.Contains("viqc"),
            Price = PriceOf(fields, "price"),
            Price2 = PriceOf(fields, "price2"),
            Trigger = fields.Text("trigger") is "index" ? "index" : fields.Text("trigger") is null or "last" ? "last" : throw new RefusedException(Errors.Invalid("trigger")),
            PostOnly = flags.Contains("post"),
            FeeInBase = flags.Contains("fcib"),
            NoPriceProtection = flags.Contains("nompp"),
            ReduceOnly = fields.Flag("reduce_only"),
            WantsMargin = fields.Text("leverage") is not (null or "none" or "0" or "1"),
            TimeInForce = TimeInForceOf(fields.Text("timeinforce") ?? "GTC"),
            Start = MomentOf(fields, "starttm", now),
            Expire = MomentOf(fields, "expiretm", now),
            Deadline = DeadlineOf(fields),
            DisplayVolume = fields.Number("displayvol"),
            ClientId = fields.Text("cl_ord_id"),
            UserRef = UserRefOf(fields, "userref"),
            Close = close.Text("ordertype") is { } kind ? new CloseDraft(KindOf(kind, "close[ordertype]"), PriceOf(close, "price"), PriceOf(close, "price2")) : null,
        };
    }

    public static Side SideOf(string text) => text switch
    {
        "buy" => Side.Buy,
        "sell" => Side.Sell,
        _ => throw new RefusedException(Errors.Invalid("type")),
    };

    public static OrderKind KindOf(string text, string field) => OrderKinds.TryParse(text, out var kind) ? kind : throw new RefusedException(Errors.Invalid(field));

    public static KrakenTimeInForce TimeInForceOf(string text) =>
        Enum.TryParse<KrakenTimeInForce>(text, ignoreCase: true, out var known) && !char.IsDigit(text[0]) ? known : throw new RefusedException(Errors.Invalid("timeinforce"));

    public static PriceTerm? PriceOf(Fields fields, string name) => fields.Text(name) switch
    {
        null or "0" => null,
        { } text => PriceTerm.TryParse(text, out var term) ? term : throw new RefusedException(Errors.Invalid(name)),
    };

    public static DateTime? DeadlineOf(Fields fields) => fields.Text("deadline") switch
    {
        null => null,
        { } text => TimeOf(text) ?? throw new RefusedException(Errors.Invalid("deadline")),
    };

    public static DateTime? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;

    public static int? UserRefOf(Fields fields, string name) => fields.Whole(name) switch
    {
        null => null,
        { } number => number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new RefusedException(Errors.Invalid(name)),
    };

    /// Unix seconds, seconds from now as +30, or nothing as 0.
    private static DateTime? MomentOf(Fields fields, string name, DateTime now)
    {
        if (fields.Text(name) is not { } text || text == "0") return null;
        var isFromNow = text[0] == '+';
        if (!double.TryParse(isFromNow ? text.AsSpan(1) : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > 1e11) throw new RefusedException(Errors.Invalid(name));
        return isFromNow ? now.AddSeconds(seconds) : DateTime.UnixEpoch.AddSeconds(seconds);
    }
}
