using Perun.Facts;

namespace Perun.Commands.Syntax;

/// The symbols that are traded, and what a person may have meant by another.
internal static class KnownMarkets
{
    private const int MostListed = 12;

    /// The symbol as Perun writes it.
    public static string Find(IReadOnlyList<MarketFact> markets, string typed)
    {
        var symbols = markets.Select(market => market.Symbol).ToArray();
        return Array.Find(symbols, symbol => symbol.Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandFailedException(ExitCode.Refused, Unknown(symbols, typed));
    }

    private static string Unknown(string[] symbols, string typed)
    {
        var known = symbols.Length switch
        {
            0 => "no markets are known yet: start Perun with ./perun run",
            <= MostListed => $"the markets are {string.Join(", ", symbols)}",
            _ => "perun status lists the markets",
        };
        return $"\"{Inputs.Brief(typed)}\" is not traded here: {Nearest.Question(typed, symbols) ?? known + "."}";
    }
}
