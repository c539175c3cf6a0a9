using System.Globalization;

namespace Perun.Backtest.History.Importing;

/// Numbers in UTF-8. What has up to 15 digits or so is exact by one division of two exact doubles; the rest goes the long way.
internal static class NumberText
{
    private const ulong MostExact = 1UL << 53;

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    public static bool TryRead(ReadOnlySpan<byte> text, byte point, out double value)
    {
        ulong digits = 0;
        var pointAt = -1;
        if (text.Length is 0 or > 19) return TryReadLong(text, point, out value);
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9) digits = (digits * 10) + digit;
            else if (text[i] == point && pointAt < 0 && text.Length > 1) pointAt = i;
            else return TryReadLong(text, point, out value);
        }
        if (digits > MostExact) return TryReadLong(text, point, out value);
        value = pointAt < 0 ? digits : digits / Powers[text.Length - 1 - pointAt];
        return true;
    }

    /// Signs, exponents, blanks, a currency sign in front, and more digits than a double can hold.
    private static bool TryReadLong(ReadOnlySpan<byte> text, byte point, out double value)
    {
        value = 0;
        text = text.Trim((byte)' ');
        if (text.Length > 0 && text[0] == '$') text = text[1..];
        if (text.Length is 0 or > 64) return false;
        Span<byte> plain = stackalloc byte[64];
        text.CopyTo(plain);
        plain = plain[..text.Length];
        if (point != '.')
        {
            if (plain.Contains((byte)'.')) return false;
            plain.Replace(point, (byte)'.');
        }
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    public static bool TryReadWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 19) return false;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }
        return value >= 0;
    }
}
