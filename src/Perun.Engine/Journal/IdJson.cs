using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Journal;

internal sealed class OrderIdJson : JsonConverter<OrderId>
{
    public override OrderId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OrderId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("not an order id");

    public override void Write(Utf8JsonWriter writer, OrderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class InstrumentIdJson(Universe universe) : JsonConverter<InstrumentId>
{
    public override InstrumentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return new InstrumentId(reader.GetInt32());
        var symbol = reader.GetString()!;
        return universe.TryFind(symbol, out InstrumentId id) ? id : throw new JsonException($"{symbol} is not listed");
    }

    public override void Write(Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options)
    {
        if (universe.Contains(value)) writer.WriteStringValue(universe[value].Symbol);
        else writer.WriteNumberValue(value.Value);
    }
}
