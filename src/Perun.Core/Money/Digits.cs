namespace Perun.Core.Money;

/// Decimals remember zeros that say nothing; people should not have to read them.
public static class Digits
{
    /// The same number without trailing zeros.
    public static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    /// Rounded for reading, and without trailing zeros.
    public static decimal Plain(decimal number, int decimals) => Plain(Math.Round(number, decimals));
}
