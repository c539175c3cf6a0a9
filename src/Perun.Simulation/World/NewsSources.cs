using System.Diagnostics;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// Who tells the news. They differ in what they are good for: the wires are mostly early and right, the evening papers
/// right and late, the boards mostly wrong, and the companies' own lines mostly of no consequence.
internal static class NewsSources
{
    private readonly record struct Source(string Equities, string Crypto, double Leading, double Late, double False, double Irrelevant);

    private static readonly Source[] All =
    [
        new("Meridian Wire", "Ledgerline Wire", 0.50, 0.05, 0.06, 0.05),
        new("Harbor Street Journal", "Harbor Street Journal", 0.22, 0.30, 0.12, 0.20),
        new("PressLine", "Protocol Notes", 0.20, 0.00, 0.02, 0.45),
        new("The Closing Bell", "Coin Evening", 0.02, 0.50, 0.12, 0.22),
        new("TickerTalk", "MoonBoard", 0.06, 0.15, 0.68, 0.08),
    ];

    public static string Draw(WorldMarket market, StoryKind kind, ref RandomStream random)
    {
        var chance = random.NextUnit();
        foreach (var source in All)
        {
            chance -= kind switch
            {
                StoryKind.Leading => source.Leading,
                StoryKind.Late => source.Late,
                StoryKind.False => source.False,
                StoryKind.Irrelevant => source.Irrelevant,
                _ => throw new UnreachableException(),
            };
            if (chance < 0) return market == WorldMarket.Crypto ? source.Crypto : source.Equities;
        }
        return market == WorldMarket.Crypto ? All[^1].Crypto : All[^1].Equities;
    }
}
