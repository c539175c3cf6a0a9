using System.Text.Json;

namespace Perun.VenueServers.Models.Protocols;

/// Anthropic's messages.
internal sealed class MessagesProtocol : IProtocol
{
    public (ScriptedQuestion? Question, string? Why) Read(JsonElement body)
    {
        if (Reading.TextOf(body, "model") is not { } model) return (null, "model: Field required");
        if (!body.TryGetProperty("max_tokens", out var most) || most.ValueKind != JsonValueKind.Number) return (null, "max_tokens: Field required");
        if (Reading.MessagesIn(body) is not { } messages) return (null, "messages: Field required");
        if (messages.Any(message => message.Role is not ("user" or "assistant"))) return (null, "messages: roles must be user or assistant; use the top-level system parameter");
        return (new ScriptedQuestion(model, Reading.TextOf(body, "system") ?? "", Reading.Joined(messages, "user"), null), null);
    }

    public void Write(Utf8JsonWriter json, ScriptedQuestion question, ScriptedAnswer answer, int number, int inputTokens, int outputTokens)
    {
        json.WriteStartObject();
        json.WriteString("id", $"msg_{number}");
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", question.Model);
        json.WriteStartArray("content");
        if (answer.Text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", answer.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("stop_reason", answer.Ending switch { ScriptedEnding.TokenLimit => "max_tokens", ScriptedEnding.Declined => "refusal", _ => "end_turn" });
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", inputTokens);
        json.WriteNumber("output_tokens", outputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteError(Utf8JsonWriter json, string type, string? code, string message)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", type);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
