using Perun.Engine.Venues;

namespace Perun.Venues;

/// Why a venue gave no answer, as a sentence that a person can act on.
internal static class FailureWords
{
    /// <param name="what">What it was asked for: "show the account".</param>
    public static string Of(string venue, string what, Outcome failure) => failure switch
    {
        Outcome.Refused refused => $"{venue} does not {what}: {refused.Reason.TrimEnd('.')}.",
        Outcome.Throttled throttled => $"{venue} takes no more requests now ({throttled.Why}), so it was not asked to {what}: try again after {throttled.Until:HH:mm:ss} UTC.",
        Outcome.Unknown { Why: var why } => Unreached(venue, what, why),
        Outcome.Down { Why: var why } => Unreached(venue, what, why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Unreached(string venue, string what, string why) =>
        $"{venue} could not be asked to {what} ({why.TrimEnd('.')}): see whether its address can be reached from here and whether it is in maintenance, then try again.";
}
