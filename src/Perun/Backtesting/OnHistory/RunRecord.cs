using Perun.Mind.Models.Calls;

namespace Perun.Backtesting.OnHistory;

/// The record of calls as a run uses it: remembers which call each answer came of, and counts what was paid for now.
internal sealed class RunRecord(ICallRecord record) : ICallRecord
{
    private readonly Dictionary<string, ModelCall> _answers = new(StringComparer.Ordinal);

    public int Calls { get; private set; }

    public int Recorded { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// Null once a call had no price.
    public decimal? CostUsd { get; private set; } = 0;

    public RunSpending Spending => new(Calls, Recorded, InputTokens, OutputTokens, CostUsd);

    public void Keep(ModelCall call)
    {
        Calls++;
        InputTokens += call.Tokens.Input;
        OutputTokens += call.Tokens.Output;
        CostUsd += call.CostUsd;
        if (call.CanBeReplayed) _answers.TryAdd(call.RequestHash, call);
        record.Keep(call);
    }

    public ModelCall? AnswerTo(string requestHash)
    {
        if (record.AnswerTo(requestHash) is not { } call) return null;
        Recorded++;
        _answers.TryAdd(requestHash, call);
        return call;
    }

    /// The call that was answered, now or when it was recorded.
    public ModelCall? Behind(string requestHash) => _answers.GetValueOrDefault(requestHash);
}
