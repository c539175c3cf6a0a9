using System.Globalization;
using System.Text;
using Perun.Core.Money;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// The fields of a request, in the order they were added. What is signed and what is sent is one text, made once.
internal sealed class KrakenForm
{
    private readonly List<(string Name, string Value)> _fields = [];

    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    public KrakenForm Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _fields.Add((name, value));
        return this;
    }

    /// Zero says nothing and is left out.
    public KrakenForm Add(string name, decimal value) => value == 0 ? this : Add(name, Plain(value));

    public KrakenForm Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public string? this[string name] => _fields.Find(field => field.Name == name).Value;

    /// A plus sign in a value is %2B: left as it is, Kraken would read a space.
    public byte[] Encode(long nonce) => Encoding.ASCII.GetBytes(Joined(string.Create(CultureInfo.InvariantCulture, $"nonce={nonce}")));

    /// For public questions.
    public string Query() => Joined("");

    public static string Plain(decimal value) => Digits.Plain(value).ToString(CultureInfo.InvariantCulture);

    private string Joined(string first)
    {
        var text = new StringBuilder(first);
        foreach (var (name, value) in _fields)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }
}
