namespace Perun.Mind.Models.Calls;

/// One call to a model as it is kept: what was asked, what came back, what it cost. Secrets are taken out before.
/// <param name="Request">The system text and the turns, readable.</param>
/// <param name="CanBeReplayed">The answer was kept whole.</param>
public sealed record ModelCall(
    DateTime At, ModelTask Task, string Model, string RequestHash, string PromptName, string PromptHash, string Request,
    ModelOutcome Outcome, TokenUse Tokens, decimal? CostUsd, TimeSpan Latency, bool CanBeReplayed);

/// The record of all calls. A call that is in it can be answered again for nothing.
public interface ICallRecord
{
    void Keep(ModelCall call);

    /// The first answer that was given to exactly this request.
    ModelCall? AnswerTo(string requestHash);
}

/// Which answers may come from the record.
public enum Replaying
{
    /// Every request goes to the model.
    Never,

    /// What was asked before is answered from the record; the rest goes to the model.
    WhereRecorded,

    /// Nothing goes to a model: no key is needed and nothing is paid.
    Only,
}
