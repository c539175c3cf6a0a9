using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Mind.Models;

/// The one place where vectors are asked for: within the same budget as every other call, with a time-out and patience, and on
/// record. It never throws for what a model or a network does.
public sealed class EmbeddingDesk(string model, IModelDirectory directory, DailyBudget budget, PriceTable prices, ICallRecord record, EmbeddingTerms terms, TimeProvider clock) : IEmbeddings
{
    private readonly CallKeeper _keeper = new(record, terms.Mask);
    private readonly Pauses _pauses = new(terms.FirstPause, terms.MostPause, terms.Chance);

    public string Model => model;

    public async Task<Embedded> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        if (texts.Count == 0) return new Embedded([]);
        if (terms.IsRecordOnly) return new Embedded(null, "only the record may be asked, and it has no vectors (LLM_REPLAY)", IsLasting: true);
        if (!directory.TryFindEmbedder(model, out var client, out var why)) return new Embedded(null, why, IsLasting: true);
        for (var failures = 0; ;)
        {
            var (embedded, outcome, retryAfter) = await TryAsync(texts, client, cancel);
            if (outcome is not (OutcomeKind.Throttled or OutcomeKind.Down) || ++failures >= terms.MostTries) return embedded;
            if (_pauses.Before(failures, retryAfter) is not { } pause) return embedded;
            await Task.Delay(pause, clock, cancel);
        }
    }

    private async Task<(Embedded, OutcomeKind, TimeSpan?)> TryAsync(IReadOnlyList<string> texts, IEmbeddingGenerator<string, Embedding<float>> client, CancellationToken cancel)
    {
        var input = texts.Sum(text => (long)terms.Count(text));
        var price = prices.PriceOf(model);
        var most = new TokenUse(input, 0, IsEstimated: true);
        var (aside, spent) = budget.Reserve(input, price?.CostOf(most));
        if (aside is not { } reserved) return (new Embedded(null, $"{spent}; it begins anew at {budget.Resets:yyyy-MM-dd HH:mm} UTC"), OutcomeKind.BudgetSpent, null);

        var (at, started) = (clock.GetUtcNow().UtcDateTime, clock.GetTimestamp());
        var use = most;
        ModelOutcome outcome;
        IReadOnlyList<float[]>? vectors = null;
        TimeSpan? retryAfter = null;
        try
        {
            (vectors, outcome, use, retryAfter) = await CallAsync(texts, client, most, cancel);
        }
        finally
        {
            budget.Settle(reserved, use.Total, use.Total == 0 ? 0 : price?.CostOf(use));
        }
        _keeper.Keep(at, RequestOf(texts), model, RequestHash.Of(RequestOf(texts), model), outcome, use, use.Total == 0 ? 0 : price?.CostOf(use), clock.GetElapsedTime(started), isReplayable: false);
        return (vectors is not null ? new Embedded(vectors) : new Embedded(null, outcome.Why, IsLasting(outcome.Kind)), outcome.Kind, retryAfter);
    }

    private async Task<(IReadOnlyList<float[]>?, ModelOutcome, TokenUse, TimeSpan?)> CallAsync(IReadOnlyList<string> texts, IEmbeddingGenerator<string, Embedding<float>> client, TokenUse most, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(terms.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var answer = await client.GenerateAsync(texts, null, either.Token);
            var use = answer.Usage?.InputTokenCount is { } counted and >= 0 ? new TokenUse(counted, 0) : most;
            float[][] vectors = [.. answer.Select(one => one.Vector.ToArray())];
            return vectors.Length == texts.Count && vectors.All(vector => vector.Length > 0 && vector.Length == vectors[0].Length && vector.All(float.IsFinite))
                ? (vectors, ModelOutcome.Answered($"{vectors.Length} vectors of {vectors[0].Length} numbers"), use, null)
                : (null, ModelOutcome.Failed(OutcomeKind.Malformed, $"{model} was given {texts.Count} texts, and its answer has not one sound vector for each"), use, null);
        }
        catch (ModelFailedException failure)
        {
            return (null, ModelOutcome.Failed(failure.Kind, failure.Message), failure.Kind == OutcomeKind.Malformed ? most : default, failure.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, ModelOutcome.Failed(OutcomeKind.TimedOut, $"{model} did not answer within {terms.Timeout.TotalSeconds:0.#} s"), most, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            // The message may hold an address, and an address a key.
            return (null, ModelOutcome.Failed(OutcomeKind.Down, $"{model} can't be reached ({failure.GetType().Name})"), default, null);
        }
    }

    private static ModelRequest RequestOf(IReadOnlyList<string> texts) => new()
    {
        Task = ModelTask.Embedding,
        System = "",
        Turns = [.. texts.Select(text => new Turn(Speaker.Asker, text))],
        MostAnswerTokens = 0,
    };

    private static bool IsLasting(OutcomeKind kind) => kind is OutcomeKind.Unauthorised or OutcomeKind.Rejected or OutcomeKind.QuotaSpent;
}

/// How vectors are asked for.
/// <param name="Mask">Takes secrets out of what is kept.</param>
/// <param name="Count">Tokens of a text, where the provider does not say.</param>
/// <param name="Chance">From 0 to below 1.</param>
public sealed record EmbeddingTerms(Func<string, string> Mask, Func<string, int> Count, Func<double> Chance)
{
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public int MostTries { get; init; } = 3;

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MostPause { get; init; } = TimeSpan.FromSeconds(20);

    public bool IsRecordOnly { get; init; }
}
