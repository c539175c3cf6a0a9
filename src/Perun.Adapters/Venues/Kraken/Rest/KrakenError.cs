using System.Diagnostics;
using System.Globalization;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// What kind of error Kraken speaks of, by what it means for the request.
internal enum KrakenTrouble
{
    /// The key, its signature or its permissions: nothing will work until a person mends it.
    Key,

    /// The key may not do this one thing.
    Permission,

    /// Too many wrong requests: every private request makes it longer.
    Lockout,

    Nonce,

    /// The token of a stream.
    Token,

    /// Too many questions.
    Rate,

    /// Too many commands for one pair.
    PairRate,

    /// Too many commands in all.
    AccountRate,

    /// The market, or all of Kraken, takes no such orders now.
    Mode,

    /// Kraken itself is in trouble: what became of the request is not certain.
    Inner,

    /// There is no open order of that name, any more or ever.
    Gone,

    /// A definite no.
    Refusal,
}

/// Kraken's error strings, read.
/// <param name="Until">When to try again, where Kraken says so.</param>
internal sealed record KrakenError(KrakenTrouble Trouble, string Text, DateTime? Until)
{
    private const string Throttled = "EService:Throttled";
    private const string WrongSignature = "EAPI:Invalid signature";

    /// Kraken says fifteen minutes, about.
    public static readonly TimeSpan LockoutLasts = TimeSpan.FromMinutes(15);

    private static readonly (string Start, KrakenTrouble Trouble)[] Known =
    [
        ("EAPI:Invalid nonce", KrakenTrouble.Nonce),
        ("EAPI:Invalid token", KrakenTrouble.Token),
        ("ESession:", KrakenTrouble.Token),
        ("EGeneral:Temporary lockout", KrakenTrouble.Lockout),
        ("EAPI:Rate limit exceeded", KrakenTrouble.Rate),
        ("EAuth:Rate limit exceeded", KrakenTrouble.Rate),
        ("EAuth:Too many requests", KrakenTrouble.Rate),
        ("EGeneral:Too many requests", KrakenTrouble.Rate),
        (Throttled, KrakenTrouble.Rate),
        ("EOrder:Rate limit exceeded", KrakenTrouble.PairRate),
        ("EOrder:Domain rate limit exceeded", KrakenTrouble.AccountRate),
        ("EAPI:Feature disabled", KrakenTrouble.Permission),
        ("EAPI:Permission denied", KrakenTrouble.Permission),
        ("EGeneral:Permission denied", KrakenTrouble.Permission),
        ("EAPI:Invalid key", KrakenTrouble.Key),
        (WrongSignature, KrakenTrouble.Key),
        ("EAuth:", KrakenTrouble.Key),
        ("EService:Market in", KrakenTrouble.Mode),
        ("EService:Deadline elapsed", KrakenTrouble.Refusal),
        ("EService:", KrakenTrouble.Inner),
        ("EGeneral:Internal error", KrakenTrouble.Inner),
        ("EGeneral:Unknown error", KrakenTrouble.Inner),
        ("EDatabase:", KrakenTrouble.Inner),
        ("EOrder:Unknown order", KrakenTrouble.Gone),
        ("EOrder:Invalid order", KrakenTrouble.Gone),
    ];

    /// Whether Kraken itself refused in these words, and not Perun beforehand.
    public static bool IsWordOfKrakens(string reason) => reason is ['E', >= 'A' and <= 'Z', ..] && reason.Contains(':', StringComparison.Ordinal);

    /// Null where there are only warnings.
    public static KrakenError? Of(IReadOnlyList<string?>? errors)
    {
        if (errors is null) return null;
        foreach (var error in errors)
            if (error is ['E', ..]) return Of(error);
        return null;
    }

    public static KrakenError Of(string error)
    {
        foreach (var (start, trouble) in Known)
            if (error.StartsWith(start, StringComparison.Ordinal)) return new KrakenError(trouble, error, trouble == KrakenTrouble.Rate ? UntilIn(error) : null);
        return new KrakenError(KrakenTrouble.Refusal, error, null);
    }

    /// Certain for commands where Kraken's words are; a question that failed on Kraken's side was just not answered.
    public Outcome ToOutcome(bool isCommand, DateTime now, DateTime room) => Trouble switch
    {
        KrakenTrouble.Key => new Outcome.Refused(KeyWords),
        KrakenTrouble.Permission => new Outcome.Refused($"the key may not do this ({Text}): give it the permission at Kraken"),
        KrakenTrouble.Lockout => new Outcome.Throttled(now + LockoutLasts, $"Kraken has locked the account out for a while ({Text})"),
        KrakenTrouble.Nonce => new Outcome.Refused($"Kraken has seen a later request of this key ({Text}): give Perun a key that no other program uses"),
        KrakenTrouble.Token => new Outcome.Down($"the stream's token is no longer good ({Text})"),
        KrakenTrouble.Rate or KrakenTrouble.PairRate or KrakenTrouble.AccountRate => new Outcome.Throttled(Until ?? room, $"too many requests for Kraken ({Text})"),
        KrakenTrouble.Mode => new Outcome.Down($"Kraken takes no such order now ({Text})"),
        KrakenTrouble.Inner when isCommand => new Outcome.Unknown($"Kraken had trouble and does not say what became of it ({Text})"),
        KrakenTrouble.Inner => new Outcome.Down($"Kraken has trouble ({Text})"),
        KrakenTrouble.Gone or KrakenTrouble.Refusal => new Outcome.Refused(Text),
        _ => throw new UnreachableException(),
    };

    /// What is wrong with the key, and what to do about it.
    public string KeyWords => Text.StartsWith(WrongSignature, StringComparison.Ordinal)
        ? $"Kraken does not accept what is signed with the secret ({Text}): copy KRAKEN_API_KEY and KRAKEN_API_SECRET anew, they belong together"
        : $"Kraken does not accept the key ({Text}): make a new one at Kraken and put it into KRAKEN_API_KEY and KRAKEN_API_SECRET";

    private static DateTime? UntilIn(string error)
    {
        if (!error.StartsWith(Throttled, StringComparison.Ordinal)) return null;
        var number = error.AsSpan(Throttled.Length).TrimStart([':', ' ']);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 100_000_000_000
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;
    }
}
