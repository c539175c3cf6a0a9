using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Faults;

/// What Kraken can answer with 200 and an error. They strike the name of a method, like "AddOrder".
internal static class RestFaults
{
    private const string Add = "AddOrder";

    public static readonly FaultWord InternalError = new("internal-error", "F03", "EGeneral:Internal error; the venue did nothing", Add, ByChance: true);
    public static readonly FaultWord Busy = new("busy", "F03", "EService:Busy; the venue did nothing", "", ByChance: true);
    public static readonly FaultWord DeadlineElapsed = new("deadline", "F03", "EService:Deadline elapsed; the order was not placed", Add);
    public static readonly FaultWord UnavailableAfter = new("unavailable-after", "F05", "the request is carried out, then answered with EService:Unavailable", Add, ByChance: true);
    public static readonly FaultWord RateLimit = new("rate-limit", "F07", "EAPI:Rate limit exceeded", "", ByChance: true);
    public static readonly FaultWord Throttled = new("throttled", "F07", "EService:Throttled with a moment the rule's seconds ahead", "", ByChance: true);
    public static readonly FaultWord PairRateLimit = new("pair-limit", "F07", "EOrder:Rate limit exceeded, for the pair", Add, ByChance: true);
    public static readonly FaultWord DomainRateLimit = new("domain-limit", "F07", "EOrder:Domain rate limit exceeded, for the account", Add);
    public static readonly FaultWord Lockout = new("lockout", "F08", "EGeneral:Temporary lockout");
    public static readonly FaultWord InvalidKey = new("invalid-key", "F08", "EAPI:Invalid key");
    public static readonly FaultWord InvalidNonce = new("nonce", "F09", "EAPI:Invalid nonce", "", ByChance: true);
    public static readonly FaultWord CancelUnknown = new("cancel-unknown", "F18", "the cancel is carried out, then answered with EOrder:Unknown order", "CancelOrder");

    /// Said instead of doing anything.
    public static IReadOnlyList<(FaultWord Word, Func<DateTimeOffset, string> Says)> Before { get; } =
    [
        (InternalError, static _ => Errors.InternalError),
        (Busy, static _ => Errors.Busy),
        (DeadlineElapsed, static _ => Errors.DeadlineElapsed),
        (RateLimit, static _ => Errors.RateLimit),
        (Throttled, Errors.ThrottledUntil),
        (PairRateLimit, static _ => Errors.PairRateLimit),
        (DomainRateLimit, static _ => Errors.DomainRateLimit),
        (Lockout, static _ => Errors.Lockout),
        (InvalidKey, static _ => Errors.InvalidKey),
        (InvalidNonce, static _ => Errors.InvalidNonce),
    ];

    /// Said after everything was done.
    public static IReadOnlyList<(FaultWord Word, Func<DateTimeOffset, string> Says)> After { get; } =
    [
        (UnavailableAfter, static _ => Errors.Unavailable),
        (CancelUnknown, static _ => Errors.UnknownOrder),
    ];

    public static IReadOnlyList<FaultWord> All { get; } = [.. Before.Concat(After).Select(static fault => fault.Word)];
}
