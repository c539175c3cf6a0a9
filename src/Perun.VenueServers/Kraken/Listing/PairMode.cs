namespace Perun.VenueServers.Kraken.Listing;

/// What may be done in a pair, or in all of them.
internal enum PairMode
{
    Online,
    CancelOnly,
    PostOnly,
    LimitOnly,

    /// Of a pair only.
    ReduceOnly,

    /// Of the whole venue only: nothing at all.
    Maintenance,
}

internal static class PairModes
{
    public static IReadOnlyList<string> Words { get; } = ["online", "cancel_only", "post_only", "limit_only", "reduce_only", "maintenance"];

    public static string Word(this PairMode mode) => Words[(int)mode];

    public static bool TryParse(string word, out PairMode mode)
    {
        for (mode = default; (int)mode < Words.Count; mode++)
            if (Words[(int)mode] == word) return true;
        return false;
    }
}
