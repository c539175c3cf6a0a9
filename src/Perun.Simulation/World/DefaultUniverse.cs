using Perun.Core.Instruments;

namespace Perun.Simulation.World;

/// What is traded where nothing is configured: five equities and three crypto pairs.
public static class DefaultUniverse
{
    public static IReadOnlyList<string> Symbols { get; } = ["AAPL", "MSFT", "NVDA", "SPY", "TSLA", "BTC/USD", "ETH/USD", "SOL/USD"];

    public static Universe Create() => Of(Symbols);

    /// A universe of symbols that the world knows.
    public static Universe Of(params IEnumerable<string> symbols)
    {
        var universe = new Universe();
        foreach (var symbol in symbols)
        {
            if (!WorldCatalog.TryFind(symbol, out var profile))
                throw new ArgumentException($"the simulated world has no {symbol}: choose from {string.Join(", ", WorldCatalog.All.Select(p => p.Instrument.Symbol))}", nameof(symbols));
            universe.List(profile.Instrument);
        }
        return universe;
    }
}
