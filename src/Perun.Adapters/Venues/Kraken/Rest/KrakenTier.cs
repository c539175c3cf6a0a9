namespace Perun.Adapters.Venues.Kraken.Rest;

/// How many requests Kraken allows, which goes by how well it knows the customer. No answer tells it: the smallest is assumed unless
/// somebody says otherwise.
/// <param name="Questions">The counter of questions may stand this high.</param>
/// <param name="QuestionsDecay">It falls by so much a second.</param>
/// <param name="Commands">The same for commands, counted for each pair.</param>
public sealed record KrakenTier(string Name, double Questions, double QuestionsDecay, double Commands, double CommandsDecay)
{
    public static readonly KrakenTier Starter = new("starter", 15, 0.33, 60, 1);
    public static readonly KrakenTier Intermediate = new("intermediate", 20, 0.5, 125, 2.34);
    public static readonly KrakenTier Pro = new("pro", 20, 1, 180, 3.75);

    public static IReadOnlyList<KrakenTier> All { get; } = [Starter, Intermediate, Pro];
}
