using System.Text.Json;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;

namespace Perun.Engine.Journal;

/// Operators' requests, flat: {"ask":"enter","by":…}.
internal static class OperatorJson
{
    public static void Write(Utf8JsonWriter writer, OperatorRequest request, JournalJson json)
    {
        writer.WriteStartObject();
        writer.WriteString("by", request.By);
        switch (request)
        {
            case OperatorRequest.Kill kill: Say(writer, "kill", kill.Why); break;
            case OperatorRequest.Resume resume: Say(writer, "resume", resume.Why); break;
            case OperatorRequest.AcceptCash accept: Say(writer, "accept-cash", accept.Why); break;
            case OperatorRequest.Flatten flatten: Say(writer, "flatten", flatten.Why); break;
            case OperatorRequest.Close close:
                writer.WriteString("ask", "close");
                WriteInstrument(writer, close.Instrument, json);
                Amount(writer, "quantity", close.Quantity);
                break;
            case OperatorRequest.Adopt adopt:
                writer.WriteString("ask", "adopt");
                WriteInstrument(writer, adopt.Instrument, json);
                Amount(writer, "stop", adopt.Stop);
                break;
            case OperatorRequest.CancelOrder cancel:
                writer.WriteString("ask", "cancel");
                writer.WriteString("order", cancel.Order.ToString());
                break;
            case OperatorRequest.Enter enter:
                writer.WriteString("ask", "enter");
                WriteInstrument(writer, enter.Instrument, json);
                writer.WriteString("side", enter.Side.ToString());
                Amount(writer, "quantity", enter.Quantity);
                Amount(writer, "limit", enter.LimitPrice);
                Amount(writer, "stop", enter.Stop);
                Amount(writer, "target", enter.Target);
                Amount(writer, "trigger", enter.Trigger);
                if (enter.Trail is { } trail) writer.WriteNumber(trail.IsFraction ? "trailFraction" : "trailAmount", trail.Amount);
                if (enter.TimeInForce is { } force) writer.WriteString("timeInForce", force.ToString());
                break;
            default: throw new System.Diagnostics.UnreachableException();
        }
        writer.WriteEndObject();
    }

    public static OperatorRequest Read(ReadOnlySpan<byte> body, JournalJson json)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var why = Text(root, "why") ?? "";
        OperatorRequest request = Text(root, "ask") switch
        {
            "kill" => new OperatorRequest.Kill(why),
            "resume" => new OperatorRequest.Resume(why),
            "accept-cash" => new OperatorRequest.AcceptCash(why),
            "flatten" => new OperatorRequest.Flatten(why),
            "close" => new OperatorRequest.Close(Instrument(root, json), Amount(root, "quantity")),
            "adopt" => new OperatorRequest.Adopt(Instrument(root, json), Amount(root, "stop")),
            "cancel" => new OperatorRequest.CancelOrder(OrderId.TryParse(Text(root, "order"), out var id) ? id : throw new JsonException("not an order id")),
            "enter" => new OperatorRequest.Enter(
                Instrument(root, json), Enum.Parse<Side>(Text(root, "side")!), Amount(root, "quantity"), Amount(root, "limit"), Amount(root, "stop"), Amount(root, "target"))
            {
                Trigger = Amount(root, "trigger"),
                Trail = Amount(root, "trailFraction") is { } fraction ? new Trail(fraction, IsFraction: true) : Amount(root, "trailAmount") is { } distance ? new Trail(distance, IsFraction: false) : null,
                TimeInForce = Text(root, "timeInForce") is { } force ? Enum.Parse<TimeInForce>(force) : null,
            },
            var other => throw new JsonException($"an operator can't ask for {other}"),
        };
        return request with { By = Text(root, "by") ?? "operator" };
    }

    private static void Say(Utf8JsonWriter writer, string ask, string why)
    {
        writer.WriteString("ask", ask);
        writer.WriteString("why", why);
    }

    private static void WriteInstrument(Utf8JsonWriter writer, InstrumentId instrument, JournalJson json)
    {
        writer.WritePropertyName("instrument");
        JsonSerializer.Serialize(writer, instrument, json.InstrumentId);
    }

    private static InstrumentId Instrument(JsonElement root, JournalJson json) => root.GetProperty("instrument").Deserialize(json.InstrumentId);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static decimal? Amount(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    private static void Amount(Utf8JsonWriter writer, string name, decimal? amount)
    {
        if (amount is { } given) writer.WriteNumber(name, given);
    }
}
