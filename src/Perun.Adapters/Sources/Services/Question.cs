using System.Text;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.Services;

/// The part of an address that asks, escaped.
internal sealed class Question
{
    private readonly StringBuilder _text = new();

    public Question With(string name, string value)
    {
        if (_text.Length > 0) _text.Append('&');
        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Question With(string name, IEnumerable<string> values)
    {
        foreach (var value in values) With(name, value);
        return this;
    }

    public Question With(string name, DateTime utc) => With(name, $"{utc:yyyy-MM-ddTHH:mm:ss}Z");

    public override string ToString() => _text.ToString();
}

internal static class TroubleWords
{
    public static GatherFailed Failed(this Trouble trouble) => new(trouble.Why, trouble.RetryAfter);
}
