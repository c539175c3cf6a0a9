using System.Globalization;
using System.Text.Json;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Orders;

/// Reads what clients ask for: amounts come as strings or as numbers.
public sealed class OrderReader(AssetList assets)
{
    private const int LongestClientId = 128;

    public AlpacaError? Read(JsonElement body, out OrderAsk ask)
    {
        ask = null!;
        if (body.ValueKind != JsonValueKind.Object) return AlpacaError.BadRequest("request body format is invalid");
        var fields = new Fields(body);
        var symbol = fields.Text("symbol");
        var side = fields.Text("side") is { } sideWord ? OrderWords.SideOf(sideWord) : null;
        var type = fields.Text("type") is { } typeWord ? OrderWords.TypeOf(typeWord) : null;
        var time = fields.Text("time_in_force") is { } timeWord ? OrderWords.TimeOf(timeWord) : null;
        var kind = OrderWords.ClassOf(fields.Text("order_class") ?? "");
        if (symbol is null or "") return AlpacaError.BadRequest("symbol is required");
        if (side is null && kind != OrderClass.Oco) return AlpacaError.BadRequest(fields.Text("side") is null ? "side is required" : $"invalid side: {fields.Text("side")}");
        if (side is null) return AlpacaError.BadRequest("side is required");
        if (type is null && kind == OrderClass.Oco) type = Core.Orders.OrderType.Limit;
        if (type is null) return AlpacaError.BadRequest(fields.Text("type") is null ? "type is required" : $"invalid order type: {fields.Text("type")}");
        if (time is null) return AlpacaError.BadRequest(fields.Text("time_in_force") is null ? "time_in_force is required" : $"invalid time_in_force: {fields.Text("time_in_force")}");
        if (kind is null) return AlpacaError.BadRequest($"invalid order_class: {fields.Text("order_class")}");
        if (fields.Text("client_order_id") is { Length: > LongestClientId }) return AlpacaError.BadRequest($"client_order_id must be no more than {LongestClientId} characters");
        var (profit, loss) = (fields.Inside("take_profit"), fields.Inside("stop_loss"));
        var read = new
        {
            Quantity = fields.Number("qty"),
            Notional = fields.Number("notional"),
            Limit = fields.Number("limit_price"),
            Stop = fields.Number("stop_price"),
            TrailPrice = fields.Number("trail_price"),
            TrailPercent = fields.Number("trail_percent"),
            Extended = fields.Flag("extended_hours"),
            Profit = profit?.Number("limit_price"),
            Loss = loss?.Number("stop_price"),
            LossLimit = loss?.Number("limit_price"),
        };
        if ((fields.Wrong ?? profit?.Wrong ?? loss?.Wrong) is { } wrong) return AlpacaError.BadRequest(wrong);
        if (assets.Find(symbol) is not { } asset) return AlpacaError.Invalid($"asset \"{symbol}\" not found");
        ask = new OrderAsk
        {
            Asset = asset,
            Side = side.Value,
            Type = type.Value,
            TimeInForce = time.Value,
            Quantity = read.Quantity,
            Notional = read.Notional,
            // An exit pair may give its target as the take-profit.
            LimitPrice = read.Limit ?? (kind == OrderClass.Oco ? read.Profit : null),
            StopPrice = read.Stop,
            TrailPrice = read.TrailPrice,
            TrailPercent = read.TrailPercent,
            ExtendedHours = read.Extended,
            ClientOrderId = fields.Text("client_order_id") is { Length: > 0 } own ? own : null,
            Class = kind.Value,
            TakeProfit = read.Profit,
            StopLoss = read.Loss,
            StopLossLimit = read.LossLimit,
        };
        return null;
    }

    public static AlpacaError? ReadChange(JsonElement body, out OrderChangeAsk change)
    {
        change = new OrderChangeAsk();
        if (body.ValueKind != JsonValueKind.Object) return AlpacaError.BadRequest("request body format is invalid");
        var fields = new Fields(body);
        var time = fields.Text("time_in_force") is { } word ? OrderWords.TimeOf(word) : null;
        if (time is null && fields.Text("time_in_force") is { } unknown) return AlpacaError.BadRequest($"invalid time_in_force: {unknown}");
        change = new OrderChangeAsk
        {
            Quantity = fields.Number("qty"),
            LimitPrice = fields.Number("limit_price"),
            StopPrice = fields.Number("stop_price"),
            Trail = fields.Number("trail"),
            TimeInForce = time,
            ClientOrderId = fields.Text("client_order_id") is { Length: > 0 } own ? own : null,
            AsksNotional = fields.Number("notional") is not null,
        };
        return fields.Wrong is { } wrong ? AlpacaError.BadRequest(wrong) : null;
    }

    /// The members of a body; remembers the first that can't be read.
    private sealed class Fields(JsonElement body)
    {
        public string? Wrong { get; private set; }

        public string? Text(string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public bool Flag(string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

        public Fields? Inside(string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new Fields(value) : null;

        public decimal? Number(string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
            var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "";
            if (text is "" && value.ValueKind == JsonValueKind.String) return null;
            if (decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
            {
                if (number > 0 && number < 1e15m) return number;
                Wrong ??= $"{name} must be > 0";
                return null;
            }
            Wrong ??= $"invalid {name}: {text}";
            return null;
        }
    }
}
