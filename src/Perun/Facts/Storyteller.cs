using System.Text.Json;
using Perun.Adapters.Storage;
using Perun.Engine.Journal;

namespace Perun.Facts;

/// Puts the journal's blocks about one decision into words, in order.
internal static class Storyteller
{
    /// The story of a request that was no entry: a close, a kill, a cancellation. Null where the position holds none.
    public static Explanation? TellRequest(long position, FactReader reader, JournalReader journal)
    {
        foreach (var block in journal.Blocks(position - 1, position))
        {
            if (block.Name != "operator") return null;
            using var body = JsonDocument.Parse(block.Body);
            var ask = Text(body.RootElement, "ask");
            var row = new DecisionRow(
                position, block.At, Text(body.RootElement, "instrument"), char.ToUpperInvariant(ask[0]) + ask[1..], Text(body.RootElement, "by"), null,
                Text(body.RootElement, "why") is { Length: > 0 } why ? why : "asked by a person", "Allowed", "None", "people may always reduce risk", 0, 0, null, null, null, null);
            return Tell(row, reader, journal);
        }
        return null;
    }

    public static Explanation Tell(DecisionRow row, FactReader reader, JournalReader journal)
    {
        var orders = reader.OrdersOf(row.Id);
        var positions = orders.SelectMany(order => reader.PositionsAbout(order.Id)).Append(row.Id).Distinct().Order().ToList();
        var ids = orders.Select(order => order.Id).ToHashSet(StringComparer.Ordinal);
        var blocks = positions.SelectMany(position => journal.Blocks(position - 1, position)).ToList();
        var trade = reader.TradeOf(row.Id);
        return new Explanation
        {
            Decision = Row.Decision(row),
            Basis = blocks.Count > 0 && blocks[0].Position == row.Id ? Basis(blocks[0]) : [],
            Orders = [.. orders.Select(Row.Order)],
            Story = [.. blocks.SelectMany(block => Steps(block, row.Id, ids))],
            Trade = trade is null ? null : Row.Trade(trade),
        };
    }

    /// What was proposed, word for word.
    private static List<string> Basis(in JournalBlock block)
    {
        using var body = JsonDocument.Parse(block.Body);
        var lines = new List<string>();
        var root = body.RootElement.TryGetProperty("signal", out var signal) ? signal : body.RootElement;
        foreach (var property in root.EnumerateObject())
            if (property.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object)) lines.Add($"{Spaced(property.Name)}: {property.Value}");
        return lines;
    }

    private static IEnumerable<StoryStep> Steps(JournalBlock block, long decision, HashSet<string> orders)
    {
        if (block.Position != decision && block.Name is "operator" or "signal")
            yield return new StoryStep(block.At, block.Position, block.Name, $"the next step came from {(block.Name == "operator" ? "a person's request" : "a later signal")}: perun why {block.Position}");
        foreach (var answer in block.Answers)
        {
            var isAbout = answer.Subject is { } subject ? orders.Contains(subject) : block.Position == decision || answer.Name == "trade";
            if (!isAbout) continue;
            using var body = JsonDocument.Parse(answer.Body);
            if (Words(answer.Name, body.RootElement) is { } words) yield return new StoryStep(block.At, block.Position, answer.Name, words);
        }
    }

    private static string? Words(string name, JsonElement body) => name switch
    {
        "judged" => $"{Text(body, "verdict")}{(Text(body, "reason") is "None" ? "" : $" ({Text(body, "reason")})")}: {Text(body, "text")}",
        "order" => OrderWords(body),
        "fill" => $"{Text(body, "side")} {Text(body, "quantity")} filled at {Text(body, "price")}, fee {Rounded(body, "fee")}; position {Text(body, "position")}, cash {Rounded(body, "cash")}",
        "trade" => TradeWords(body.GetProperty("trade")),
        "alert" => $"{Text(body, "severity")}: {Text(body, "text")}",
        "brake" => $"{Text(body, "brake")}: {Text(body, "text")}",
        "cancel" => $"order {Text(body, "order")} is to be cancelled",
        "change" => $"order {Text(body.GetProperty("terms"), "order")} is to be changed to {Text(body.GetProperty("terms"), "quantity")}",
        "ask" => $"the venue is asked about order {Text(body, "order")}",
        _ => null,
    };

    private static string OrderWords(JsonElement body)
    {
        var price = Number(body, "limitPrice") > 0 ? $" at {Text(body, "limitPrice")}" : Number(body, "stopPrice") > 0 ? $" at {Text(body, "stopPrice")}" : "";
        var filled = Number(body, "filled") > 0 ? $", {Text(body, "filled")} filled at {Text(body, "averagePrice")}" : "";
        var text = Text(body, "text") is { Length: > 0 } why ? $" ({why})" : "";
        return $"{Spaced(Text(body, "purpose"))} {Text(body, "order")}: {Text(body, "side")} {Text(body, "quantity")} {Spaced(Text(body, "type"))}{price} is {Spaced(Text(body, "status"))}{filled}{text}";
    }

    private static string TradeWords(JsonElement trade) =>
        $"closed by {Spaced(Text(trade, "reason"))}: {Text(trade, "quantity")} in at {Text(trade, "averageEntry")}, out at {Text(trade, "averageExit")}, fees {Rounded(trade, "fees")}, profit {Rounded(trade, "profit")}";

    private static string Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static decimal Number(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;

    private static string Rounded(JsonElement body, string name) => Number(body, name).ToString("N2");

    private static string Spaced(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
