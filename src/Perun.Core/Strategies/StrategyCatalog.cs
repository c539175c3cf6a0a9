using Perun.Core.Names;

namespace Perun.Core.Strategies;

/// The strategies that come with Perun.
public static class StrategyCatalog
{
    public static IReadOnlyList<StrategyDefinition> All { get; } =
    [
        SmaCross.Definition, EmaCross.Definition, RsiReversion.Definition, MacdCross.Definition, DonchianBreakout.Definition,
        BollingerReversion.Definition, BuyAndHold.Definition, RandomEntries.Definition,
    ];

    /// Only letters count: SMA20-ATR is sma-atr, and BuyAndHold is buy-and-hold.
    public static StrategyDefinition? Find(string name)
    {
        var letters = Letters(name);
        return letters.Length == 0 ? null : All.FirstOrDefault(strategy => Letters(strategy.Name) == letters);
    }

    /// A sentence for whoever asked for a strategy that is none.
    public static string Unknown(string name)
    {
        var names = All.Select(strategy => strategy.Name).ToArray();
        return $"There is no strategy \"{name}\": {Nearest.Question(name, names) ?? $"there are {string.Join(", ", names)}, and files like strategies/MyIdea.cs."}";
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToUpperInvariant();
}
