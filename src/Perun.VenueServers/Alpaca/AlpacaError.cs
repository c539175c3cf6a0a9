using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca;

/// A refusal, with the status and the words that Alpaca has for it.
public sealed record AlpacaError(int Status, int Code, string Message)
{
    /// Further members of the body, like what was available.
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    public static AlpacaError BadRequest(string message) => new(422, 40010001, message);

    public static AlpacaError Invalid(string message) => new(422, 42210000, message);

    public static AlpacaError Forbidden(string message) => new(403, 40310000, message);

    public static AlpacaError NotFound(string message) => new(404, 40410000, message);

    public byte[] Body() => Reply.Json(json =>
    {
        json.WriteStartObject();
        if (Code != 0) json.WriteNumber("code", Code);
        json.WriteString("message", Message);
        foreach (var (name, value) in Details) json.WriteString(name, value);
        json.WriteEndObject();
    });
}
