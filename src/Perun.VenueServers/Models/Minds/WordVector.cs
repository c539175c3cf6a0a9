namespace Perun.VenueServers.Models.Minds;

/// A text as a vector without a model: each of its words adds to places that its letters choose, so that texts with words in common
/// point the same way. A few words of a trader's language count as one.
internal static class WordVector
{
    public const int Length = 96;

    private static readonly string[][] Alike =
    [
        ["rise", "rises", "rose", "rising", "gain", "gains", "climb", "climbs", "rally", "surge", "up"],
        ["fall", "falls", "fell", "falling", "drop", "drops", "slump", "sink", "down"],
        ["earnings", "profit", "profits", "results"],
        ["rate", "rates", "fed", "bank"],
    ];

    public static float[] Of(string text)
    {
        var vector = new float[Length];
        foreach (var word in Words(text))
        {
            var hash = Hash(word);
            for (var i = 0; i < 4; i++, hash = hash * 6364136223846793005 + 1442695040888963407)
                vector[(int)((hash >> 33) % Length)] += ((hash >> 20) & 1) == 0 ? 1 : -1;
        }
        var size = MathF.Sqrt(vector.Sum(number => number * number));
        if (size == 0) vector[0] = size = 1;
        for (var i = 0; i < Length; i++) vector[i] /= size;
        return vector;
    }

    private static IEnumerable<string> Words(string text)
    {
        foreach (var part in text.ToLowerInvariant().Split([.. text.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries))
            yield return Array.Find(Alike, group => group.Contains(part)) is { } group ? group[0] : part;
    }

    private static ulong Hash(string word)
    {
        var hash = 14695981039346656037ul;
        foreach (var letter in word) hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
