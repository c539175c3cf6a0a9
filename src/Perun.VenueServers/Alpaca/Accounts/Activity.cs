using System.Text.Json;
using Perun.Core.Calendars;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Accounts;

/// Something that moved an account's money or positions.
public abstract record Activity(Guid Mark, DateTime Time)
{
    /// Begins with New York's time, so that ids sort as they happened.
    public string Id { get; } = $"{NewYorkTime.FromUtc(Time):yyyyMMddHHmmssfff}::{Mark}";

    public abstract string Type { get; }

    public abstract void Write(Utf8JsonWriter json);
}

/// <param name="Price">Of this fill alone.</param>
/// <param name="CumulativeQuantity">Of the order, with this fill.</param>
public sealed record FillActivity(Guid Mark, DateTime Time, AlpacaOrder Order, decimal Quantity, decimal Price, decimal CumulativeQuantity, decimal Leaves) : Activity(Mark, Time)
{
    public override string Type => "FILL";

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("activity_type", Type);
        json.WriteString("transaction_time", Reply.Text(Time));
        json.WriteString("type", Leaves == 0 ? "fill" : "partial_fill");
        json.WriteString("price", Reply.Text(Price));
        json.WriteString("qty", Reply.Text(Quantity));
        json.WriteString("side", Order.Side.Word());
        json.WriteString("symbol", Order.Asset.Symbol);
        json.WriteString("leaves_qty", Reply.Text(Leaves));
        json.WriteString("order_id", Order.Id);
        json.WriteString("cum_qty", Reply.Text(CumulativeQuantity));
        json.WriteString("order_status", Leaves == 0 ? "filled" : "partially_filled");
        json.WriteEndObject();
    }
}

/// A regulator's fee (FEE), a fee on crypto (CFEE), or cash that comes and goes (CSD, CSW).
/// <param name="Quantity">In the asset, where the fee is taken from it.</param>
public sealed record CashActivity(Guid Mark, DateTime Time, string Kind, decimal NetAmount, string? Symbol = null, decimal Quantity = 0, decimal Price = 0, string Words = "") : Activity(Mark, Time)
{
    public override string Type => Kind;

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("activity_type", Type);
        json.WriteString("date", $"{NewYorkTime.DateOf(Time):yyyy-MM-dd}");
        json.WriteString("created_at", Reply.Text(Time));
        json.WriteString("net_amount", Reply.Text(NetAmount));
        json.WriteString("description", Words);
        if (Symbol is not null) json.WriteString("symbol", Symbol);
        if (Quantity != 0)
        {
            json.WriteString("qty", Reply.Text(Quantity));
            json.WriteString("price", Reply.Text(Price));
        }
        json.WriteString("status", "executed");
        json.WriteString("currency", "USD");
        json.WriteEndObject();
    }
}
