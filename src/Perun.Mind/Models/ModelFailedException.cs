namespace Perun.Mind.Models;

/// What a chat client throws where the provider gave no answer: the contract of IChatClient has no other way to say it. The
/// desk turns it into an outcome.
public sealed class ModelFailedException : Exception
{
    /// <param name="sentence">Without any secret.</param>
    /// <param name="retryAfter">How long the provider asks to be left alone.</param>
    public ModelFailedException(OutcomeKind kind, string sentence, TimeSpan? retryAfter = null) : base(sentence) => (Kind, RetryAfter) = (kind, retryAfter);

    public OutcomeKind Kind { get; }

    public TimeSpan? RetryAfter { get; }
}
