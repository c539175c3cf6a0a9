using System.Text.Json;

namespace Perun.VenueServers.Models.Protocols;

/// OpenAI's chat completions.
internal sealed class CompletionsProtocol : IProtocol
{
    public (ScriptedQuestion? Question, string? Why) Read(JsonElement body)
    {
        if (Reading.TextOf(body, "model") is not { } model) return (null, "you must provide a model parameter");
        if (Reading.MessagesIn(body) is not { } messages) return (null, "messages must be a list of {role, content}");
        return (new ScriptedQuestion(model, Reading.Joined(messages, "system", "developer"), Reading.Joined(messages, "user"), SchemaIn(body)), null);
    }

    public void Write(Utf8JsonWriter json, ScriptedQuestion question, ScriptedAnswer answer, int number, int inputTokens, int outputTokens)
    {
        var isDeclined = answer.Ending == ScriptedEnding.Declined;
        json.WriteStartObject();
        json.WriteString("id", $"chatcmpl-{number}");
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", 0);
        json.WriteString("model", question.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", isDeclined ? null : answer.Text);
        json.WriteString("refusal", isDeclined ? answer.Text : null);
        json.WriteEndObject();
        json.WriteString("finish_reason", answer.Ending == ScriptedEnding.TokenLimit ? "length" : "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", inputTokens);
        json.WriteNumber("completion_tokens", outputTokens);
        json.WriteNumber("total_tokens", inputTokens + outputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteError(Utf8JsonWriter json, string type, string? code, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", type);
        json.WriteNull("param");
        json.WriteString("code", code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonElement? SchemaIn(JsonElement body) =>
        body.TryGetProperty("response_format", out var format) && format.ValueKind == JsonValueKind.Object
        && format.TryGetProperty("json_schema", out var named) && named.ValueKind == JsonValueKind.Object && named.TryGetProperty("schema", out var schema) ? schema.Clone() : null;
}
