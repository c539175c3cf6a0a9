using Perun.Mind.Models.Calls;

namespace Perun.Minds;

/// The record of calls, which on the way teaches the room what tokens really cost.
internal sealed class LearningRecord(ICallRecord record, Action<string, long> learn) : ICallRecord
{
    public void Keep(ModelCall call)
    {
        if (!call.Tokens.IsEstimated && call.Tokens.Input > 0) learn(call.Request, call.Tokens.Input);
        record.Keep(call);
    }

    public ModelCall? AnswerTo(string requestHash) => record.AnswerTo(requestHash);
}
