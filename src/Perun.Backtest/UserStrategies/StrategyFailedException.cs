namespace Perun.Backtest.UserStrategies;

/// Ends a run because the user's own strategy failed: the message names strategy, bar and line. An exception, because a
/// strategy is called from the depth of a run and nothing between there and the top could go on without an idea.
public sealed class StrategyFailedException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// Whether it was only stopped because another object of the strategy was stuck, whose failure is the one to tell.
    public bool IsBystander { get; init; }
}
