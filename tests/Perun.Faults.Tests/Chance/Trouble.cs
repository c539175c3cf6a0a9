using Perun.Faults.Tests.Harness;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;

namespace Perun.Faults.Tests.Chance;

/// A night's faults: each word that may come by chance comes with a chance of its own, and what lasts comes now and then.
internal static class Trouble
{
    /// What ends only when a person does something, or what a person did.
    private static readonly HashSet<string> Excepted = ["close-1008", "invalid-key", "lockout", "external", "withdraw", "split", "reverse-split", "both-legs", "skew", "delay"];

    /// What lasts for the rule's seconds and needs a moment of its own.
    private static readonly string[] Lasting = ["outage for 45s", "maintenance for 60s", "mute for 60s", "disconnect for 20s", "halt on BTC/USD for 90s"];

    public static string Of(House at, int seed)
    {
        var die = new Random(seed * 7919);
        var words = at == House.Alpaca ? VenueServers.Alpaca.Venue.Words : KrakenServer.FaultWords;
        var lines = words.Where(word => !Excepted.Contains(word.Word) && !IsLasting(word)).Select(word => $"{word.Word}{On(word)} chance {Chance(word, die)} for {die.Next(2, 30)}s").ToList();
        foreach (var lasting in Lasting) lines.Add($"{lasting} at {die.Next(60, 3_300)}s");
        return string.Join('\n', lines);
    }

    private static bool IsLasting(FaultWord word) => Lasting.Any(line => line.StartsWith(word.Word + " ", StringComparison.Ordinal))
        || word.Word is "full" or "block" or "suspend" or "inactive" or "delist" or "cancel-only" or "post-only" or "limit-only" or "burst" or "huge" or "half-open" or "token-expired";

    private static string On(FaultWord word) => word.Usually.Length > 0 ? $" on {word.Usually.Trim()}" : "";

    /// Orders are few, messages and questions are many.
    private static string Chance(FaultWord word, Random die)
    {
        var most = word.Usually.StartsWith("GET", StringComparison.Ordinal) || word.Usually.Length == 0 ? 0.01 : 0.08;
        return Math.Round(most * die.NextDouble(), 3).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
