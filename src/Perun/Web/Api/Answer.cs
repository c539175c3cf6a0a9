using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Facts;

namespace Perun.Web.Api;

/// How answers are written.
internal static class Answer
{
    public static async Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        // Written whole: what can't be serialised becomes an error rather than half an answer.
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await WriteAsync(context, body);
    }

    public static Task TroubleAsync(HttpContext context, int status, string sentence) =>
        JsonAsync(context, new Trouble(sentence), FactsJson.Default.Trouble, status);

    public static Task PageAsync(HttpContext context, int status, string html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return WriteAsync(context, System.Text.Encoding.UTF8.GetBytes(html));
    }

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
