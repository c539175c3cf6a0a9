namespace Perun.Core.Money;

/// Decimals remember zeros that say nothing; people should not have to read them.
public static class Digits
{
    private const ulong Ten = 10;

    /// The same number without trailing zeros.
    public static decimal Plain(decimal number)
    {
        var scale = number.Scale;
        if (scale == 0) return number;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        if (((uint)parts[0] & 1) != 0) return number; // an odd number ends in no zero
        var (low, high) = ((uint)parts[0] | ((ulong)(uint)parts[1] << 32), (ulong)(uint)parts[2]);
        for (; scale > 0; scale--)
        {
            // A figure of 96 bits is divided in pieces that fit into 64.
            var middle = (high % Ten << 32) | (low >> 32);
            var last = (middle % Ten << 32) | (uint)low;
            if (last % Ten != 0) break;
            high /= Ten;
            low = ((middle / Ten) << 32) | (last / Ten);
        }
        return scale == number.Scale ? number : new decimal((int)low, (int)(low >> 32), (int)high, decimal.IsNegative(number), scale);
    }

    /// Rounded for reading, and without trailing zeros.
    public static decimal Plain(decimal number, int decimals) => Plain(Math.Round(number, decimals));
}
