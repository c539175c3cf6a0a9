using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Perun.VenueServers.Alpaca.Accounts;

namespace Perun.VenueServers.Alpaca;

/// One request of an account's owner, and what it asks for. A parameter that can't be read is remembered: look at Wrong before
/// answering.
public sealed class Call(HttpContext context, Venue venue, TradingAccount? account, JsonElement? body)
{
    private static readonly string[] Dates = ["yyyy-MM-dd"];

    public Venue Venue => venue;

    /// Whose request it is; what anybody may ask has none.
    public TradingAccount Account => account ?? throw new System.Diagnostics.UnreachableException();

    public string? Wrong { get; private set; }

    /// The venue's time.
    public DateTime Now => venue.Floor.Now;

    public JsonElement Body => body ?? default;

    public string Path(string name) => Uri.UnescapeDataString((string)context.GetRouteValue(name)!);

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    /// Null where it is not given: everything is meant.
    public IReadOnlyList<string>? List(string name) =>
        Query(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool Flag(string name) => bool.TryParse(Query(name), out var flag) && flag;

    public string Word(string name, string usual, params ReadOnlySpan<string> known)
    {
        var word = Query(name) ?? usual;
        foreach (var candidate in known)
            if (word == candidate) return word;
        Wrong ??= $"invalid {name}: {word}";
        return usual;
    }

    public int Whole(string name, int usual, int least, int most)
    {
        if (Query(name) is not { } text) return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Wrong ??= $"invalid {name}: {text} is not from {least} to {most}";
        return usual;
    }

    public decimal? Number(string name)
    {
        if (Query(name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0) return value;
        Wrong ??= $"invalid {name}: {text}";
        return null;
    }

    /// RFC 3339, or a date.
    public DateTime? Time(string name)
    {
        if (Query(name) is not { } text) return null;
        if (DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)) return day;
        if (text.Contains('T', StringComparison.OrdinalIgnoreCase) && DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time.UtcDateTime;
        Wrong ??= $"invalid {name}: {text}";
        return null;
    }

    public Guid? Id(string text)
    {
        if (Guid.TryParse(text, out var id)) return id;
        Wrong ??= $"invalid id: {text}";
        return null;
    }

    /// Nanoseconds are more than .NET's time can tell. A plus of an offset arrives as a space.
    private static string Shortened(string text)
    {
        var plain = text.Replace(' ', '+');
        var dot = plain.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return plain;
        var end = dot + 1;
        while (end < plain.Length && char.IsAsciiDigit(plain[end])) end++;
        return end - dot <= 8 ? plain : plain[..(dot + 8)] + plain[end..];
    }
}

/// What a request is answered with.
public readonly record struct Answer(int Status, byte[]? Body)
{
    public static Answer Ok(Action<Utf8JsonWriter> write) => new(200, Hosting.Reply.Json(write));

    public static Answer Refused(AlpacaError error) => new(error.Status, error.Body());

    public static readonly Answer NoContent = new(204, null);
}
