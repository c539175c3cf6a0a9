using System.Text;

namespace Perun.Adapters.Access;

/// Takes keys out of others' words: services like to quote the key they refuse, whole or in part.
internal sealed class KeyMask
{
    private const string Mask = "********";
    private const int Shortest = 4;
    private const int Telling = 8;

    private readonly string[] _forms;

    public KeyMask(IEnumerable<string> secrets) =>
        _forms = [.. secrets.Where(secret => secret.Length >= Shortest).SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];

    /// The text as it is, without keys.
    public string Hide(string text)
    {
        foreach (var form in _forms) text = text.Replace(form, Mask, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    /// One line of bounded length, without keys.
    public string Line(string text, int most = 200)
    {
        text = Hide(text);
        var line = string.Concat(text.Take(most).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return text.Length > most ? line + "…" : line;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=');
        // Shortened, as in "your key abcdefgh***".
        if (secret.Length > Telling) yield return secret[..Telling];
    }
}
