using System.Text.Json;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Sockets;

/// The answer to something asked over a WebSocket.
internal sealed record SocketAnswer(string? Error = null)
{
    public string? Method { get; init; }

    /// The pair that it is about, where what was asked named several.
    public string? Symbol { get; init; }

    /// Members of the result.
    public Action<Utf8JsonWriter>? Result { get; init; }

    /// In place of them, where the result is a list.
    public Action<Utf8JsonWriter>? Rows { get; init; }

    /// Beside the result.
    public Action<Utf8JsonWriter>? Beside { get; init; }

    public bool IsPong { get; init; }

    /// What follows the answer.
    public Action? Then { get; init; }

    public byte[] Body(string? request, DateTime now) => Reply.Json(json =>
    {
        json.WriteStartObject();
        if (IsPong) json.WriteString("method", "pong");
        else if (Method is not null) json.WriteString("method", Method);
        if (long.TryParse(request, out var number)) json.WriteNumber("req_id", number);
        Beside?.Invoke(json);
        if (Error is not null)
        {
            json.WriteString("error", Error);
            if (Symbol is not null) json.WriteString("symbol", Symbol);
        }
        else if (Rows is not null)
        {
            json.WriteStartArray("result");
            Rows(json);
            json.WriteEndArray();
        }
        else if (Result is not null)
        {
            json.WriteStartObject("result");
            Result(json);
            json.WriteEndObject();
        }
        if (!IsPong) json.WriteBoolean("success", Error is null);
        json.WriteString("time_in", Moments.Long(now));
        json.WriteString("time_out", Moments.Long(now));
        json.WriteEndObject();
    });
}
