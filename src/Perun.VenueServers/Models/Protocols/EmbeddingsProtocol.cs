using System.Text.Json;
using Perun.VenueServers.Models.Minds;

namespace Perun.VenueServers.Models.Protocols;

/// OpenAI's embeddings.
internal sealed class EmbeddingsProtocol : IProtocol
{
    private const int MostInputs = 2048;

    public (ScriptedQuestion? Question, string? Why) Read(JsonElement body)
    {
        if (Reading.TextOf(body, "model") is not { } model) return (null, "you must provide a model parameter");
        return InputsIn(body) is { } inputs
            ? (new ScriptedQuestion(model, "", string.Join('\n', inputs), null) { Inputs = inputs }, null)
            : (null, $"input must be a text or a list of 1 to {MostInputs} texts, none of them empty");
    }

    /// What goes wrong on demand stands in the place of the vectors.
    public void Write(Utf8JsonWriter json, ScriptedQuestion question, ScriptedAnswer answer, int number, int inputTokens, int outputTokens)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteString("model", question.Model);
        if (answer.Text.Length > 0) json.WriteString("data", answer.Text);
        else WriteVectors(json, question.Inputs!);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", inputTokens);
        json.WriteNumber("total_tokens", inputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteError(Utf8JsonWriter json, string type, string? code, string message) => new CompletionsProtocol().WriteError(json, type, code, message);

    private static void WriteVectors(Utf8JsonWriter json, IReadOnlyList<string> inputs)
    {
        json.WriteStartArray("data");
        for (var i = 0; i < inputs.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            json.WriteStartArray("embedding");
            foreach (var number in WordVector.Of(inputs[i])) json.WriteNumberValue(number);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static IReadOnlyList<string>? InputsIn(JsonElement body)
    {
        if (Reading.TextOf(body, "input") is { Length: > 0 } one) return [one];
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("input", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        if (list.GetArrayLength() is 0 or > MostInputs) return null;
        List<string> inputs = [.. list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!).Where(entry => entry.Length > 0)];
        return inputs.Count == list.GetArrayLength() ? inputs : null;
    }
}
