using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// Speaks OpenAI's chat completions: to OpenAI, Gemini, Perplexity, and whatever else answers them.
internal sealed class CompletionsClient(ModelPost post, ModelName model, string? key) : IChatClient
{
    /// Turned off for good once the model refuses a schema and answers without one.
    private volatile bool _takesSchema = true;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var question = QuestionOf(messages, options);
        try
        {
            return ResponseOf(await AskAsync(question, cancellationToken));
        }
        catch (ModelFailedException failure) when (failure.Kind == OutcomeKind.Rejected && question.ResponseFormat is not null && failure.Message.Contains("(4", StringComparison.Ordinal))
        {
            var response = ResponseOf(await AskAsync(question with { ResponseFormat = null }, cancellationToken));
            _takesSchema = false;
            return response;
        }
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

    private Task<ChatReply> AskAsync(ChatQuestion question, CancellationToken cancel) =>
        post.SendAsync(model, "chat/completions", question, ChatWire.Default.ChatQuestion, ChatWire.Default.ChatReply, Sign, cancel);

    private void Sign(HttpRequestHeaders headers)
    {
        if (key is not null) headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    private ChatQuestion QuestionOf(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        new(model.Id, [.. messages.Select(message => new ChatLine(message.Role.Value, message.Text))])
        {
            MaxTokens = model.Provider == ModelProvider.OpenAi ? null : options?.MaxOutputTokens,
            MaxCompletionTokens = model.Provider == ModelProvider.OpenAi ? options?.MaxOutputTokens : null,
            Temperature = model.TakesTemperature ? options?.Temperature : null,
            ResponseFormat = _takesSchema && options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } json
                ? new AnswerFormat("json_schema", new SchemaOfAnswer(json.SchemaName ?? "answer", Strict: true, schema))
                : null,
        };

    private ChatResponse ResponseOf(ChatReply reply)
    {
        if (reply.Choices is not [{ Message: { } said } choice, ..]) throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} holds no message");
        var isRefusal = !string.IsNullOrEmpty(said.Refusal);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, isRefusal ? said.Refusal : TextOf(said.Content)))
        {
            ResponseId = reply.Id,
            ModelId = reply.Model ?? model.Id,
            FinishReason = isRefusal ? ChatFinishReason.ContentFilter : choice.FinishReason switch
            {
                "length" => ChatFinishReason.Length,
                "content_filter" => ChatFinishReason.ContentFilter,
                "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
                _ => ChatFinishReason.Stop,
            },
            Usage = reply.Usage is { } usage
                ? new UsageDetails { InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens, CachedInputTokenCount = usage.PromptTokensDetails?.CachedTokens }
                : null,
        };
    }

    private static string TextOf(JsonElement? content)
    {
        if (content is not { } given) return "";
        if (given.ValueKind == JsonValueKind.String) return given.GetString()!;
        if (given.ValueKind != JsonValueKind.Array) return "";
        var text = new StringBuilder();
        foreach (var part in given.EnumerateArray())
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var words) && words.ValueKind == JsonValueKind.String) text.Append(words.GetString());
        return text.ToString();
    }
}
