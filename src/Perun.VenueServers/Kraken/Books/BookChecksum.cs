using System.Globalization;

namespace Perun.VenueServers.Kraken.Books;

/// The CRC-32 over the ten best levels of each side: asks from low to high, then bids from high to low, each price and quantity
/// with all its decimals, without the point and without zeros in front.
public static class BookChecksum
{
    private const int Levels = 10;
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<BookLevel> asks, ReadOnlySpan<BookLevel> bids, int priceDecimals, int quantityDecimals)
    {
        var crc = uint.MaxValue;
        foreach (ref readonly var ask in asks[..Math.Min(Levels, asks.Length)]) crc = Add(crc, ask, priceDecimals, quantityDecimals);
        foreach (ref readonly var bid in bids[..Math.Min(Levels, bids.Length)]) crc = Add(crc, bid, priceDecimals, quantityDecimals);
        return ~crc;
    }

    private static uint Add(uint crc, in BookLevel level, int priceDecimals, int quantityDecimals) =>
        Add(Add(crc, level.Price, priceDecimals), level.Quantity, quantityDecimals);

    private static uint Add(uint crc, decimal number, int decimals)
    {
        Span<char> digits = stackalloc char[64];
        number.TryFormat(digits, out var length, "F" + decimals, CultureInfo.InvariantCulture);
        var isInFront = true;
        foreach (var digit in digits[..length])
        {
            if (digit == '.' || (isInFront && digit == '0')) continue;
            isInFront = false;
            crc = Table[(byte)(crc ^ digit)] ^ (crc >> 8);
        }
        return crc;
    }

    private static uint[] MakeTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (var place = 0u; place < table.Length; place++)
        {
            var value = place;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? (value >> 1) ^ polynomial : value >> 1;
            table[place] = value;
        }
        return table;
    }
}
