using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Mind.Models;

/// The one place where models are asked: within the budget, with time-outs, patience and a fallback, and on record. It never
/// throws for what a model or a network does. Many may ask at once.
public sealed class ModelDesk
{
    private readonly DeskSettings _settings;
    private readonly IModelDirectory _directory;
    private readonly DailyBudget _budget;
    private readonly PriceTable _prices;
    private readonly ICallRecord _record;
    private readonly CallKeeper _keeper;
    private readonly Replaying _replaying;
    private readonly Pauses _pauses;
    private readonly TimeProvider _clock;
    private readonly Func<string, int> _count;

    /// <param name="mask">Takes secrets out of what is kept.</param>
    /// <param name="count">Tokens of a text, where the provider does not say.</param>
    /// <param name="chance">From 0 to below 1.</param>
    public ModelDesk(
        DeskSettings settings, IModelDirectory directory, DailyBudget budget, PriceTable prices, ICallRecord record, Replaying replaying,
        Func<string, string> mask, Func<string, int> count, Func<double> chance, TimeProvider clock)
    {
        (_settings, _directory, _budget, _prices, _record, _replaying, _clock, _count) = (settings, directory, budget, prices, record, replaying, clock, count);
        _keeper = new CallKeeper(record, mask);
        _pauses = new Pauses(settings.FirstPause, settings.MostPause, chance);
    }

    public DailyBudget Budget => _budget;

    public string? ModelOf(ModelTask task) => _settings.Models.GetValueOrDefault(task);

    public async Task<ModelReply> AskAsync(ModelRequest request, CancellationToken cancel)
    {
        if ((request.Model ?? ModelOf(request.Task)) is not { } model)
            return Unasked(request, "", OutcomeKind.NoModel, $"no model is set for {Words(request.Task)}");
        var reply = await AskAsync(request, model, cancel);
        if (_settings.Fallback is not { } fallback || fallback == model || !IsWorthAnother(reply.Outcome.Kind)) return reply;
        var second = await AskAsync(request, fallback, cancel);
        return second with { InsteadOf = $"{model}: {reply.Outcome.Why}" };
    }

    private async Task<ModelReply> AskAsync(ModelRequest request, string model, CancellationToken cancel)
    {
        var hash = RequestHash.Of(request, model);
        if (_replaying != Replaying.Never && _record.AnswerTo(hash) is { } known)
            return new ModelReply(known.Outcome, model, hash, known.Tokens, 0, TimeSpan.Zero, FromRecord: true);
        if (_replaying == Replaying.Only)
            return Unasked(request, model, OutcomeKind.NotRecorded, $"the record has no answer of {model} to this request, and only the record may be asked");
        if (!_directory.TryFind(model, out var client, out var why)) return Unasked(request, model, OutcomeKind.Unauthorised, why);

        for (var failures = 0; ;)
        {
            var (reply, retryAfter) = await TryAsync(request, model, hash, client, cancel);
            if (!IsPassing(reply.Outcome.Kind) || ++failures >= _settings.MostTries) return reply;
            if (_pauses.Before(failures, retryAfter) is not { } pause) return reply;
            await Task.Delay(pause, _clock, cancel);
        }
    }

    private async Task<(ModelReply Reply, TimeSpan? RetryAfter)> TryAsync(ModelRequest request, string model, string hash, IChatClient client, CancellationToken cancel)
    {
        var input = InputOf(request);
        var price = _prices.PriceOf(model);
        var most = new TokenUse(input, request.MostAnswerTokens);
        var (aside, why) = _budget.Reserve(most.Total, price?.CostOf(most));
        if (aside is not { } reserved)
            return (Unasked(request, model, OutcomeKind.BudgetSpent, $"{why}; it begins anew at {_budget.Resets:yyyy-MM-dd HH:mm} UTC", _budget.Resets), null);

        var use = default(TokenUse);
        var at = _clock.GetUtcNow().UtcDateTime;
        var started = _clock.GetTimestamp();
        ModelOutcome outcome;
        TimeSpan? retryAfter = null;
        try
        {
            (outcome, use, retryAfter) = await CallAsync(request, model, client, input, cancel);
        }
        catch
        {
            // Cancelled by the caller: what was sent may still be charged for.
            _budget.Settle(reserved, input, price?.CostOf(new TokenUse(input, 0)));
            throw;
        }
        var cost = use.Total == 0 ? 0 : price?.CostOf(use);
        _budget.Settle(reserved, use.Total, cost);
        var latency = _clock.GetElapsedTime(started);
        _keeper.Keep(at, request, model, hash, outcome, use, cost, latency);
        return (new ModelReply(outcome, model, hash, use, cost, latency), retryAfter);
    }

    private async Task<(ModelOutcome, TokenUse, TimeSpan?)> CallAsync(ModelRequest request, string model, IChatClient client, long input, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_settings.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var response = await client.GetResponseAsync(ChatWords.MessagesOf(request), ChatWords.OptionsOf(request, model), either.Token);
            var outcome = ChatWords.OutcomeOf(response);
            return (outcome, ChatWords.UseOf(response.Usage, input, () => _count(outcome.Text)), null);
        }
        catch (ModelFailedException failure)
        {
            var until = failure.RetryAfter is { } wait ? _clock.GetUtcNow().UtcDateTime + wait : (DateTime?)null;
            // An answer that can't be read was paid for all the same.
            var use = failure.Kind == OutcomeKind.Malformed ? new TokenUse(input, request.MostAnswerTokens, IsEstimated: true) : default;
            return (ModelOutcome.Failed(failure.Kind, failure.Message, until), use, failure.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (ModelOutcome.Failed(OutcomeKind.TimedOut, $"{model} did not answer within {_settings.Timeout.TotalSeconds:0.#} s"), new TokenUse(input, 0, IsEstimated: true), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            // The message may hold an address, and an address a key.
            return (ModelOutcome.Failed(OutcomeKind.Down, $"{model} can't be reached ({failure.GetType().Name})"), default, null);
        }
    }

    private long InputOf(ModelRequest request)
    {
        long tokens = _count(request.System) + (request.Shape is { } shape ? _count(shape.Schema) : 0);
        foreach (var turn in request.Turns) tokens += _count(turn.Text);
        return tokens;
    }

    private static ModelReply Unasked(ModelRequest request, string model, OutcomeKind kind, string why, DateTime? until = null) =>
        new(ModelOutcome.Failed(kind, why, until), model, model.Length > 0 ? RequestHash.Of(request, model) : "", default, 0, TimeSpan.Zero);

    /// What may be gone in a moment. A model that was too slow would most likely be so again.
    private static bool IsPassing(OutcomeKind kind) => kind is OutcomeKind.Throttled or OutcomeKind.Down;

    /// What another model may do better. A refusal and a broken-off answer are the request's doing, a spent budget is everyone's.
    private static bool IsWorthAnother(OutcomeKind kind) => kind is OutcomeKind.Throttled or OutcomeKind.QuotaSpent or OutcomeKind.TimedOut
        or OutcomeKind.Down or OutcomeKind.Unauthorised or OutcomeKind.Rejected or OutcomeKind.Malformed or OutcomeKind.NotRecorded;

    private static string Words(ModelTask task) => task switch
    {
        ModelTask.TradingAnalysis => "trading analysis (TRADING_ANALYSIS_LLM_MODEL)",
        ModelTask.MemoryOrganisation => "organising memory (MEMORY_ORGANIZATION_LLM_MODEL)",
        ModelTask.Optimisation => "optimisation (OPTIMIZATION_LLM_MODEL)",
        ModelTask.Chat => "chat (CHAT_LLM_MODEL)",
        ModelTask.Embedding => "vectors (EMBEDDING_MODEL)",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
