using System.Diagnostics.CodeAnalysis;
using Perun.Core.Orders;

namespace Perun.Engine.Venues;

/// How orders are named at venues: by a function of their place in the journal and of a tag that is this journal's own, so that the same intent
/// always has the same name and another Perun on the same account has others. Short enough for every venue (18 characters).
public sealed class ClientIds
{
    public const int TagLength = 4;
    private const char First = 'p';
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly string _tag;

    public ClientIds(string tag)
    {
        if (!IsTag(tag)) throw new ArgumentException($"a tag is {TagLength} small letters or digits, not '{tag}'", nameof(tag));
        _tag = tag;
    }

    public string Tag => _tag;

    public static bool IsTag([NotNullWhen(true)] string? text) => text is { Length: TagLength } && text.All(static letter => Digits.Contains(letter, StringComparison.Ordinal));

    public string Of(OrderId order)
    {
        Span<char> text = stackalloc char[1 + TagLength + 13];
        var at = text.Length;
        for (var rest = (ulong)order.Value; rest > 0 || at == text.Length; rest /= (ulong)Digits.Length) text[--at] = Digits[(int)(rest % (ulong)Digits.Length)];
        at -= TagLength;
        _tag.CopyTo(text[at..]);
        text[--at] = First;
        return new string(text[at..]);
    }

    /// False for what somebody else named.
    public bool TryRead(ReadOnlySpan<char> text, out OrderId order)
    {
        order = OrderId.None;
        if (text.Length is < 2 + TagLength or > 1 + TagLength + 13 || text[0] != First || !text[1..].StartsWith(_tag, StringComparison.Ordinal)) return false;
        var value = 0UL;
        foreach (var letter in text[(1 + TagLength)..])
        {
            var digit = Digits.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0 || value > (ulong)long.MaxValue / 36) return false;
            value = value * 36 + (ulong)digit;
        }
        if (value is 0 or > long.MaxValue) return false;
        order = new OrderId((long)value);
        return true;
    }
}
