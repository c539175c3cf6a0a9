using System.Text.Json;

namespace Perun.VenueServers.Tests.OpenApi;

/// An official specification: which operation a request is, and what its answer must look like.
public sealed class Specification
{
    private readonly JsonElement _root;

    private Specification(JsonElement root) => (_root, Schema) = (root, new JsonSchema(root));

    public JsonSchema Schema { get; }

    public static Specification Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        return new Specification(file.RootElement.Clone());
    }

    /// The template of a path, like /v2/orders/{order_id}; null where there is no such operation. What is written out goes
    /// before what has parameters.
    public string? TemplateOf(string method, string path)
    {
        var steps = path.Split('/');
        return _root.GetProperty("paths").EnumerateObject()
            .Where(candidate => candidate.Value.TryGetProperty(method.ToLowerInvariant(), out _) && Fits(candidate.Name.Split('/'), steps))
            .OrderBy(static candidate => candidate.Name.Count(static letter => letter == '{'))
            .Select(static candidate => candidate.Name)
            .FirstOrDefault();
    }

    public bool Knows(string method, string template, int status) => Responses(method, template).TryGetProperty($"{status}", out _);

    public List<Violation> Check(string method, string template, int status, JsonElement body)
    {
        var response = Responses(method, template).GetProperty($"{status}");
        if (response.TryGetProperty("$ref", out var reference)) response = Schema.Resolve(reference.GetString()!);
        if (!response.TryGetProperty("content", out var content)) return [];
        return Schema.Check(content.EnumerateObject().First().Value.GetProperty("schema"), body);
    }

    private JsonElement Responses(string method, string template) => _root.GetProperty("paths").GetProperty(template).GetProperty(method.ToLowerInvariant()).GetProperty("responses");

    private static bool Fits(string[] template, string[] steps) => template.Length == steps.Length
        && template.Zip(steps).All(static pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.First.EndsWith('}')));
}
