using System.Text.Json;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// What a message of the private stream is about, without reading all of it.
internal readonly record struct PrivateFrame(string? Channel, bool IsSnapshot, long? Sequence, string? Method, bool IsGood, string? Error, string? AboutChannel)
{
    public static PrivateFrame Of(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 16 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("the message is no object");
        var frame = new PrivateFrame();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("channel"u8)) frame = frame with { Channel = Text(ref reader) };
            else if (reader.ValueTextEquals("type"u8)) frame = frame with { IsSnapshot = Text(ref reader) == "snapshot" };
            else if (reader.ValueTextEquals("sequence"u8)) frame = frame with { Sequence = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null };
            else if (reader.ValueTextEquals("method"u8)) frame = frame with { Method = Text(ref reader) };
            else if (reader.ValueTextEquals("success"u8)) frame = frame with { IsGood = reader.Read() && reader.TokenType == JsonTokenType.True };
            else if (reader.ValueTextEquals("error"u8)) frame = frame with { Error = Text(ref reader) };
            else if (reader.ValueTextEquals("result"u8)) frame = frame with { AboutChannel = ChannelIn(ref reader) };
            else reader.Skip();
        }
        return frame;
    }

    private static string? ChannelIn(ref Utf8JsonReader reader)
    {
        string? channel = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("channel"u8)) channel = Text(ref reader);
            else reader.Skip();
        }
        return channel;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }
}
