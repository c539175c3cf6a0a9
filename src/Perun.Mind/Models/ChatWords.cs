using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Perun.Mind.Models;

/// A request in the words of IChatClient, and its answer in ours.
internal static class ChatWords
{
    public static IReadOnlyList<ChatMessage> MessagesOf(ModelRequest request) =>
    [
        new ChatMessage(ChatRole.System, request.System),
        .. request.Turns.Select(turn => new ChatMessage(turn.By == Speaker.Asker ? ChatRole.User : ChatRole.Assistant, turn.Text)),
    ];

    public static ChatOptions OptionsOf(ModelRequest request, string model) => new()
    {
        ModelId = model,
        MaxOutputTokens = request.MostAnswerTokens,
        Temperature = (float?)request.Temperature,
        ResponseFormat = request.Shape is { } shape ? ChatResponseFormat.ForJsonSchema(Parsed(shape.Schema), shape.Name) : null,
    };

    public static ModelOutcome OutcomeOf(ChatResponse response)
    {
        var text = response.Text;
        if (response.FinishReason == ChatFinishReason.ContentFilter)
            return new ModelOutcome(OutcomeKind.Refused, text, text.Length > 0 ? $"the model declined: {Brief(text)}" : "the model declined to answer");
        if (response.FinishReason == ChatFinishReason.Length) return new ModelOutcome(OutcomeKind.Truncated, text, "the answer broke off at its token limit");
        if (response.FinishReason == ChatFinishReason.ToolCalls) return new ModelOutcome(OutcomeKind.Malformed, text, "the model called a tool, and it has none");
        return string.IsNullOrWhiteSpace(text) ? ModelOutcome.Failed(OutcomeKind.Malformed, "the answer is empty") : ModelOutcome.Answered(text);
    }

    /// What the provider counted; what it left out or can't be is counted here.
    public static TokenUse UseOf(UsageDetails? usage, long inputCounted, Func<long> outputCounted) =>
        usage is { InputTokenCount: >= 0 and var input, OutputTokenCount: >= 0 and var output }
            ? new TokenUse(input, output, Math.Clamp(usage.CachedInputTokenCount ?? 0, 0, input))
            : new TokenUse(inputCounted, outputCounted(), IsEstimated: true);

    public static string Brief(string text)
    {
        var line = string.Concat(text.Take(200).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return text.Length > 200 ? line + "…" : line;
    }

    private static JsonElement Parsed(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.Clone();
    }
}
