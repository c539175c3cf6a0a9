using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perun.Adapters.Models;

// OpenAI's chat completions as they travel. Everything that comes is nullable: servers differ.

internal sealed record ChatQuestion(string Model, IReadOnlyList<ChatLine> Messages)
{
    public int? MaxTokens { get; init; }

    public int? MaxCompletionTokens { get; init; }

    public float? Temperature { get; init; }

    public AnswerFormat? ResponseFormat { get; init; }
}

internal sealed record ChatLine(string Role, string Content);

internal sealed record AnswerFormat(string Type, SchemaOfAnswer JsonSchema);

internal sealed record SchemaOfAnswer(string Name, bool Strict, JsonElement Schema);

internal sealed record ChatReply(string? Id, string? Model, IReadOnlyList<ChatChoice?>? Choices, ChatUsage? Usage);

internal sealed record ChatChoice(ChatSaid? Message, string? FinishReason);

/// <param name="Content">A text; some servers send a list of parts.</param>
internal sealed record ChatSaid(JsonElement? Content, string? Refusal);

internal sealed record ChatUsage(long? PromptTokens, long? CompletionTokens, PromptDetails? PromptTokensDetails);

internal sealed record PromptDetails(long? CachedTokens);

// Anthropic's messages.

internal sealed record MessagesQuestion(string Model, int MaxTokens, string System, IReadOnlyList<ChatLine> Messages)
{
    public float? Temperature { get; init; }
}

internal sealed record MessagesReply(string? Id, string? Model, IReadOnlyList<MessagePart?>? Content, string? StopReason, MessagesUsage? Usage);

internal sealed record MessagePart(string? Type, string? Text);

internal sealed record MessagesUsage(long? InputTokens, long? OutputTokens, long? CacheReadInputTokens, long? CacheCreationInputTokens);

// OpenAI's embeddings.

internal sealed record EmbeddingsQuestion(string Model, IReadOnlyList<string> Input);

internal sealed record EmbeddingsReply(IReadOnlyList<EmbeddingPart?>? Data, EmbeddingsUsage? Usage);

internal sealed record EmbeddingPart(int? Index, float[]? Embedding);

internal sealed record EmbeddingsUsage(long? PromptTokens, long? TotalTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32)]
[JsonSerializable(typeof(ChatQuestion))]
[JsonSerializable(typeof(ChatReply))]
[JsonSerializable(typeof(EmbeddingsQuestion))]
[JsonSerializable(typeof(EmbeddingsReply))]
[JsonSerializable(typeof(MessagesQuestion))]
[JsonSerializable(typeof(MessagesReply))]
internal sealed partial class ChatWire : JsonSerializerContext;
