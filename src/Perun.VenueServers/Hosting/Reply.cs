using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Perun.Core.Money;

namespace Perun.VenueServers.Hosting;

/// An answer in JSON.
public static class Reply
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    public static Task SendAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// Without zeros that say nothing.
    public static string Text(decimal number) => Digits.Plain(number).ToString(CultureInfo.InvariantCulture);

    /// RFC 3339, as precise as it has to be.
    public static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
