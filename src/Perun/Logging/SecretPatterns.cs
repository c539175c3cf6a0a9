using System.Text.RegularExpressions;

namespace Perun.Logging;

/// What secrets look like in requests, headers, settings and addresses, whether or not they are known.
internal static partial class SecretPatterns
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// Every repetition below has a bound or nothing to retry, so a line takes microseconds; on a machine out of breath it may take long.
    private const int PatienceInMilliseconds = 10_000;

    private static readonly Regex[] WithName = [Query(), Header(), Named(), Address()];

    private static readonly Regex[] Bare = [Bearer(), Token(), KeyBlock()];

    public static string Apply(string text, string mask)
    {
        foreach (var pattern in WithName) text = pattern.Replace(text, "${keep}" + mask + "${after}");
        foreach (var pattern in Bare) text = pattern.Replace(text, mask);
        return text;
    }

    /// What follows api_key= or signature= in an address.
    [GeneratedRegex("""(?<keep>[?&;](api[-_]?key|apikey|key|(access[-_]?|auth[-_]?)?token|(api|client)?[-_]?secret|signature|sign|password|passwd|pwd)=)[^&\s"'<>#]+(?<after>)""",
        Options, PatienceInMilliseconds)]
    private static partial Regex Query();

    /// Authorization: Bearer …, APCA-API-SECRET-KEY: …, also as a pair in JSON.
    [GeneratedRegex("""(?<keep>\b(((proxy-)?authorization|cookie|set-cookie)["']?\s*[:=]\s*\[?["']?))[^\r\n"'\]]+(?<after>)|(?<keep>\b(apca-api-key-id|apca-api-secret-key|api-key|api-sign|x-[a-z-]{0,60}(key|token|secret|signature))["']?\s*[:=]\s*\[?["']?)[^\s"',;\]]+(?<after>)""",
        Options, PatienceInMilliseconds)]
    private static partial Regex Header();

    /// KRAKEN_API_SECRET=…, "password": "…"
    [GeneratedRegex("""(?<keep>(api[-_]?key|api[-_]?secret|secret[-_]?key|client[-_]?secret|access[-_]?token|refresh[-_]?token|auth[-_]?token|bot[-_]?token|private[-_]?key|passwd|password|passphrase)["']?\s*[:=]\s*["']?)[^\s"',;&]+(?<after>)""",
        Options, PatienceInMilliseconds)]
    private static partial Regex Named();

    /// scheme://user:password@host
    [GeneratedRegex("""(?<keep>[a-z][a-z0-9+.-]{0,30}://[^\s/:@]{0,200}:)[^\s/@]+(?<after>@)""", Options, PatienceInMilliseconds)]
    private static partial Regex Address();

    [GeneratedRegex("""(?<=\b(Bearer|Basic)\s+)[A-Za-z0-9+/_.~=-]{16,}""", Options, PatienceInMilliseconds)]
    private static partial Regex Bearer();

    /// Keys that providers give a shape of their own, and signed web tokens.
    [GeneratedRegex("""\b(sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}|[0-9]{8,10}:[A-Za-z0-9_-]{35}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)""",
        Options, PatienceInMilliseconds)]
    private static partial Regex Token();

    [GeneratedRegex("""-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|\z)""",
        Options | RegexOptions.Singleline, PatienceInMilliseconds)]
    private static partial Regex KeyBlock();
}
