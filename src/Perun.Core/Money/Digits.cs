namespace Perun.Core.Money;

/// Decimals remember zeros that say nothing; people should not have to read them.
public static class Digits
{
    /// The same number without trailing zeros.
    public static decimal Plain(decimal number)
    {
        const ulong ten = 10;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        if (number.Scale == 0) return number;
        if (parts[2] != 0) return number / 1.0000000000000000000000000000m;
        var (digits, scale) = ((uint)parts[0] | ((ulong)(uint)parts[1] << 32), number.Scale);
        for (; scale > 0 && digits % ten == 0; scale--) digits /= ten;
        return scale == number.Scale ? number : new decimal((int)digits, (int)(digits >> 32), 0, decimal.IsNegative(number), (byte)scale);
    }

    /// Rounded for reading, and without trailing zeros.
    public static decimal Plain(decimal number, int decimals) => Plain(Math.Round(number, decimals));
}
