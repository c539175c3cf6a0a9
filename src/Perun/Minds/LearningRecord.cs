using Perun.Mind.Models.Calls;

namespace Perun.Minds;

/// The record of calls, which on the way teaches the room what tokens really cost.
internal sealed class LearningRecord(ICallRecord record, Action<string, long> learn) : ICallRecord
{
    public void Keep(ModelCall call)
    {
        Learn(call);
        record.Keep(call);
    }

    /// What is replayed teaches the same as when it was asked: later notes come out the same, too.
    public ModelCall? AnswerTo(string requestHash)
    {
        var call = record.AnswerTo(requestHash);
        if (call is not null) Learn(call);
        return call;
    }

    private void Learn(ModelCall call)
    {
        if (!call.Tokens.IsEstimated && call.Tokens.Input > 0) learn(call.Request, call.Tokens.Input);
    }
}
