using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// Speaks Anthropic's messages. The schema is told in the prompt; the answer is read with the same care.
internal sealed class MessagesClient(ModelPost post, ModelName model, string? key) : IChatClient
{
    private const string ProtocolVersion = "2023-06-01";

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var system = string.Join("\n\n", all.Where(message => message.Role == ChatRole.System).Select(message => message.Text));
        var question = new MessagesQuestion(
            model.Id, options?.MaxOutputTokens ?? 2000, system,
            [.. all.Where(message => message.Role != ChatRole.System).Select(message => new ChatLine(message.Role.Value, message.Text))])
        { Temperature = options?.Temperature };

        var reply = await post.SendAsync(model, "messages", question, ChatWire.Default.MessagesQuestion, ChatWire.Default.MessagesReply, headers =>
        {
            headers.Add("anthropic-version", ProtocolVersion);
            if (key is not null) headers.Add("x-api-key", key);
        }, cancellationToken);
        return ResponseOf(reply);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(model.Provider.ToString(), defaultModelId: model.Id)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private ChatResponse ResponseOf(MessagesReply reply)
    {
        if (reply.Content is null) throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} holds no content");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Concat(reply.Content.Where(part => part?.Type == "text").Select(part => part!.Text))))
        {
            ResponseId = reply.Id,
            ModelId = reply.Model ?? model.Id,
            FinishReason = reply.StopReason switch
            {
                "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
                "refusal" => ChatFinishReason.ContentFilter,
                "tool_use" => ChatFinishReason.ToolCalls,
                _ => ChatFinishReason.Stop,
            },
            Usage = UsageOf(reply.Usage),
        };
    }

    /// What the cache served or took in is told apart from the rest of the input here, and is part of it with us.
    private static UsageDetails? UsageOf(MessagesUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
        OutputTokenCount = usage.OutputTokens,
        CachedInputTokenCount = usage.CacheReadInputTokens,
    };
}
