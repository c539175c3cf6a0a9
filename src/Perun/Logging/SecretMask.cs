using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Perun.Logging;

/// Takes secrets out of text before anyone sees it: the configured ones in the forms they travel in, and what looks like one.
public sealed class SecretMask
{
    public const string Mask = "********";

    /// Shorter values would take ordinary words with them.
    public const int ShortestSecret = 4;

    /// Longer lines are cut first: a line has a bound.
    public const int LongestText = 64 * 1024;

    private readonly string[] _forms;

    public SecretMask(IEnumerable<string> secrets)
    {
        _forms = [.. secrets
            .Where(secret => secret.Length >= ShortestSecret)
            .SelectMany(Forms)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(form => form.Length)];
    }

    /// Masks only what looks like a secret.
    public static SecretMask PatternsOnly { get; } = new([]);

    public string Apply(string text)
    {
        foreach (var form in _forms) text = text.Replace(form, Mask, StringComparison.OrdinalIgnoreCase);
        // Cut after the known secrets are gone, so that none is cut in half and slips through.
        if (text.Length > LongestText) text = text[..LongestText] + " [cut]";
        try
        {
            return SecretPatterns.Apply(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return "[a line that could not be checked for secrets was withheld]";
        }
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return System.Net.WebUtility.UrlEncode(secret);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return HtmlEncoder.Default.Encode(secret);
        yield return System.Net.WebUtility.HtmlEncode(secret);
        foreach (var form in Base64Forms(Encoding.UTF8.GetBytes(secret)))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
            yield return Uri.EscapeDataString(form);
        }
    }

    /// Base64 of the secret wherever it stands in what was encoded, like "user:secret": at each of the three places in a
    /// group of three bytes, without the letters that also depend on its neighbours.
    private static IEnumerable<string> Base64Forms(byte[] secret)
    {
        for (var before = 0; before < 3; before++)
        {
            byte[] shifted = [.. new byte[before], .. secret];
            var text = Convert.ToBase64String(shifted).TrimEnd('=');
            var spoiledFront = before switch { 0 => 0, 1 => 2, _ => 3 };
            var spoiledBack = shifted.Length % 3 == 0 ? 0 : 1;
            var form = text[spoiledFront..^spoiledBack];
            if (form.Length >= ShortestSecret) yield return form;
        }
    }
}
