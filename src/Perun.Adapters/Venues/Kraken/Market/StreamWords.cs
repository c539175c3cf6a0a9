using System.Buffers;
using System.Text.Json;

namespace Perun.Adapters.Venues.Kraken.Market;

/// What is asked on a stream.
internal static class StreamWords
{
    public static ReadOnlyMemory<byte> Subscribe(long id, string channel, IReadOnlyCollection<string> symbols, Action<Utf8JsonWriter>? more = null) => Of("subscribe", id, channel, symbols, more);

    public static ReadOnlyMemory<byte> Unsubscribe(long id, string channel, IReadOnlyCollection<string> symbols, Action<Utf8JsonWriter>? more = null) => Of("unsubscribe", id, channel, symbols, more);

    private static ReadOnlyMemory<byte> Of(string method, long id, string channel, IReadOnlyCollection<string> symbols, Action<Utf8JsonWriter>? more)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteString("method", method);
            writer.WriteStartObject("params");
            writer.WriteString("channel", channel);
            if (symbols.Count > 0)
            {
                writer.WriteStartArray("symbol");
                foreach (var symbol in symbols) writer.WriteStringValue(symbol);
                writer.WriteEndArray();
            }
            more?.Invoke(writer);
            writer.WriteEndObject();
            writer.WriteNumber("req_id", id);
            writer.WriteEndObject();
        }
        return text.WrittenMemory;
    }
}
