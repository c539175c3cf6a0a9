namespace Perun.Adapters.Sources.Services;

/// A secret and the header that it travels in.
/// <param name="Setting">The setting that it comes from.</param>
/// <param name="Scheme">What stands before it, like "Bearer ".</param>
internal sealed record Credential(string Setting, string Header, string Secret, string Scheme = "")
{
    private const int Longest = 1_000;

    /// What is wrong with a key that can't travel in a header; null where nothing is. The key itself is not told.
    public static string? WhyNot(string key) =>
        key.Length > Longest ? $"it is longer than {Longest} letters"
        : key.Any(letter => letter is <= ' ' or > '~') ? "it holds a blank or a letter that no key has"
        : null;

    public override string ToString() => $"{Setting} in {Header}";
}
