using System.Globalization;

namespace Perun.Simulation.World;

/// Instruments that are known by a number only, for markets larger than the catalogue: shares X001 to X999, coins X001/USD to X999/USD.
/// What a number stands for is always the same.
public static class MadeUp
{
    public const int Most = 999;

    private static readonly string[] Sectors = ["technology", "semiconductors", "banks", "energy", "health", "staples", "consumer", "industry"];

    /// Prices of coins with the steps and minimums that go with them.
    private static readonly (double Price, decimal Tick, decimal Least)[] Coins =
    [
        (0.0215, 0.00001m, 200m), (0.53, 0.0001m, 10m), (3.2, 0.001m, 2m), (17.5, 0.01m, 0.3m), (64, 0.01m, 0.08m), (240, 0.01m, 0.02m), (1_150, 0.01m, 0.005m),
    ];

    public static IEnumerable<string> Shares => Enumerable.Range(1, Most).Select(static number => $"X{number:000}");

    public static IEnumerable<string> CoinPairs => Enumerable.Range(1, Most).Select(static number => $"X{number:000}/USD");

    internal static InstrumentProfile? Find(string symbol)
    {
        if (symbol.Length < 4 || symbol[0] is not ('X' or 'x') || !int.TryParse(symbol.AsSpan(1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return null;
        return symbol.Length == 4 ? Share(number) : symbol.AsSpan(4).Equals("/USD", StringComparison.OrdinalIgnoreCase) ? Coin(number) : null;
    }

    /// The higher the number, the less trades.
    private static InstrumentProfile Share(int number) =>
        WorldCatalog.Equity($"X{number:000}", $"Company {number}", Sectors[number % Sectors.Length], 8 + number * 37 % 470, 0.6 + number % 9 * 0.12, 0.9, 0.008 + number % 5 * 0.003, 3e9 / number);

    private static InstrumentProfile Coin(int number)
    {
        var (price, tick, least) = Coins[number % Coins.Length];
        return WorldCatalog.Crypto($"X{number:000}/USD", $"Coin {number}", price, tick, least, 0.9 + number % 6 * 0.1, 1.0, 0.018 + number % 5 * 0.003, 0.1e9 / number);
    }
}
