using System.Diagnostics.CodeAnalysis;

namespace Perun.Configuration;

/// What a setting's text may be. `Expected` completes the sentence "give …".
public abstract class ValueKind<T>
{
    public abstract string Expected { get; }

    /// Where it answers false, `complaint` may say more than that the text is not what was expected.
    public abstract bool TryRead(string text, [MaybeNullWhen(false)] out T value, out string? complaint);
}

/// A kind made of one function and one phrase.
internal sealed class ReadBy<T>(string expected, Func<string, (bool Ok, T? Value, string? Complaint)> read) : ValueKind<T>
{
    public override string Expected => expected;

    public override bool TryRead(string text, [MaybeNullWhen(false)] out T value, out string? complaint)
    {
        (var ok, value, complaint) = read(text);
        return ok;
    }
}
