namespace Perun.Adapters.Venues.Kraken.Market;

/// A number of the wire as it was written: digits, and how many of them come after the point. Nothing is rounded.
internal readonly record struct Fixed(long Digits, int Decimals)
{
    /// What 64 bits hold for certain.
    private const int MostDigits = 18;

    private static readonly long[] Powers = MakePowers();
    private static readonly double[] Divisors = [.. Powers.Select(static power => (double)power)];

    public static bool TryRead(ReadOnlySpan<byte> text, out Fixed number)
    {
        number = default;
        var isNegative = !text.IsEmpty && text[0] == '-';
        var (digits, decimals, count, point) = (0L, 0, 0, -1);
        var place = isNegative ? 1 : 0;
        for (; place < text.Length; place++)
        {
            var letter = (uint)(text[place] - '0');
            if (letter <= 9)
            {
                digits = digits * 10 + letter;
                if (digits != 0 && ++count > MostDigits) return false;
                if (point >= 0) decimals++;
            }
            else if (text[place] == '.' && point < 0) point = place;
            else break;
        }
        if (place == (isNegative ? 1 : 0)) return false;
        if (place < text.Length && !TryShift(text[place..], ref decimals)) return false;
        while (decimals < 0 && digits < Powers[MostDigits] / 10) (digits, decimals) = (digits * 10, decimals + 1);
        if (decimals is < 0 or > 40) return false;
        number = new Fixed(isNegative ? -digits : digits, decimals);
        return true;
    }

    /// In steps of so many decimals; false where it has more than those, or too many digits.
    public bool TryScale(int decimals, out long units)
    {
        units = Digits;
        var missing = decimals - Decimals;
        if (missing == 0 || Digits == 0) return true;
        if (missing > MostDigits || missing < -MostDigits) return false;
        if (missing < 0)
        {
            var power = Powers[-missing];
            units = Digits / power;
            return units * power == Digits;
        }
        if (Math.Abs(Digits) > Powers[MostDigits] / Powers[missing]) return false;
        units = Digits * Powers[missing];
        return true;
    }

    /// The nearest double: exact digits over an exact power of ten are rounded once.
    public double ToDouble() => Decimals <= MostDigits && Math.Abs(Digits) < 1L << 53 ? Digits / Divisors[Decimals] : (double)Digits / Math.Pow(10, Decimals);

    private static bool TryShift(ReadOnlySpan<byte> exponent, ref int decimals)
    {
        if (exponent[0] is not ((byte)'e' or (byte)'E')) return false;
        exponent = exponent[1..];
        var isNegative = !exponent.IsEmpty && exponent[0] == '-';
        if (!exponent.IsEmpty && exponent[0] is (byte)'-' or (byte)'+') exponent = exponent[1..];
        if (exponent.Length is 0 or > 2) return false;
        var shift = 0;
        foreach (var letter in exponent)
        {
            if (letter is < (byte)'0' or > (byte)'9') return false;
            shift = shift * 10 + (letter - '0');
        }
        decimals += isNegative ? shift : -shift;
        return true;
    }

    private static long[] MakePowers()
    {
        var powers = new long[MostDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
