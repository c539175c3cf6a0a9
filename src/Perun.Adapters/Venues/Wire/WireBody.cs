using System.Buffers;
using System.Text.Json;

namespace Perun.Adapters.Venues.Wire;

/// Reads answers within bounds, and tells a venue's own words from a page of something on the way.
internal static class WireBody
{
    public const int DeepestJson = 32;

    /// Null where there is more than that. The bound counts what came out of a compressed answer, not what went in.
    public static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(piece, cancel)) > 0;)
            {
                if (body.Length + read > most) return null;
                body.Write(piece, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        return body.ToArray();
    }

    /// What is wrong with it as JSON; null where nothing is.
    public static string? WhyNotJson(ReadOnlySpan<byte> body)
    {
        if (body.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return "a page instead of data";
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = DeepestJson });
            while (reader.Read())
            {
            }
            return null;
        }
        catch (JsonException)
        {
            return "no whole JSON";
        }
    }
}
