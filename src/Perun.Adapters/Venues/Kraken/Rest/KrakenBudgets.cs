using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// Kraken's counters as budgets: one for public questions, one for the account's, one for the commands of each pair. In every one a
/// part is kept for cancels and protective exits.
internal sealed class KrakenBudgets(KrakenTier tier, TimeProvider clock)
{
    /// Public questions are counted by address, about one a second.
    private const double PublicBurst = 6;

    private const double KeptOfQuestions = 3;
    private const double KeptShareOfCommands = 0.25;

    /// What a question costs that looks through lists.
    public const double ListCost = 2;

    public const double AddCost = 1;

    /// After the venue refused for too many, so much is to have fallen before the next.
    private const double Room = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, RateBudget> _pairs = new(StringComparer.Ordinal);

    public RateBudget Public { get; } = new(PublicBurst, TimeSpan.FromSeconds(PublicBurst), reserve: 1, clock);

    public RateBudget Questions { get; } = new(tier.Questions, TimeSpan.FromSeconds(tier.Questions / tier.QuestionsDecay), KeptOfQuestions, clock);

    public RateBudget Commands(string pair)
    {
        lock (_gate)
        {
            if (!_pairs.TryGetValue(pair, out var budget))
                _pairs.Add(pair, budget = new RateBudget(tier.Commands, TimeSpan.FromSeconds(tier.Commands / tier.CommandsDecay), tier.Commands * KeptShareOfCommands, clock));
            return budget;
        }
    }

    /// A cancel costs the more the younger its order is.
    public static double CancelCost(TimeSpan age) => age.TotalSeconds switch
    {
        < 5 => 8,
        < 10 => 6,
        < 15 => 5,
        < 45 => 4,
        < 90 => 2,
        < 300 => 1,
        _ => 0,
    };

    public static double AmendCost(TimeSpan age) => 1 + age.TotalSeconds switch
    {
        < 5 => 3,
        < 10 => 2,
        < 15 => 1,
        _ => 0,
    };

    /// The venue's own counter is full: ours follows, and only as far as the venue's words reach.
    /// <returns>When there is room again.</returns>
    public DateTime Close(KrakenError error, RateBudget used)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var decay = error.Trouble == KrakenTrouble.Rate ? (used == Public ? 1 : tier.QuestionsDecay) : tier.CommandsDecay;
        var until = error.Until is { } told && told > now ? told : now + TimeSpan.FromSeconds(Room / decay);
        if (error.Trouble == KrakenTrouble.AccountRate)
        {
            RateBudget[] all;
            lock (_gate) all = [.. _pairs.Values];
            foreach (var pair in all) pair.Close(until);
        }
        used.Close(until);
        return until;
    }
}
