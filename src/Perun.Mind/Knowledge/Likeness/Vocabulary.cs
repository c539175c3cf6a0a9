using System.Collections.Frozen;

namespace Perun.Mind.Knowledge.Likeness;

/// Words whose meaning matters when texts are compared. News about markets is short and says the same with the same few verbs;
/// what is not listed is just a word, so a gap here costs a fold and never merges what differs.
internal static class Vocabulary
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Filler = SetOf(
        "a an the as of to in on at by for from with and or is are was were be been has have had it its this that than after amid over into says said say will would").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations = SetOf(
        "not no never without isnt wont cant doesnt dont didnt nor").GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Directions = DirectionsOf(
        up: "up rise rises rose rising gain gains gained jump jumps jumped climb climbs climbed soar soars soared surge surges surged rally rallies rallied higher beat beats beating top tops topped exceed exceeds exceeded raise raises raised raising hike hikes hiked increase increases increased upgrade upgrades upgraded approve approves approved approval win wins won bullish strong stronger strength record profit profits expand expands accept accepts accepted confirm confirms confirmed buy overbought above",
        down: "down fall falls fell falling lose loses lost drop drops dropped slump slumps slumped plunge plunges plunged sink sinks sank slide slides slid tumble tumbles tumbled lower miss misses missed cut cuts cutting lowers lowered decrease decreases decreased downgrade downgrades downgraded reject rejects rejected rejection bearish weak weaker weakness loss losses shrink shrinks deny denies denied refuse refuses refused sell oversold below fail fails failed warn warns warned").GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsFiller(ReadOnlySpan<char> word) => word.Length <= 5 && Filler.Contains(word);

    public static bool IsNegation(ReadOnlySpan<char> word) => word.Length <= 7 && Negations.Contains(word);

    /// 1 up, -1 down, 0 neither.
    public static int DirectionOf(ReadOnlySpan<char> word) => Directions.TryGetValue(word, out var sign) ? sign : 0;

    private static FrozenSet<string> SetOf(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> DirectionsOf(string up, string down) =>
        up.Split(' ').Select(word => KeyValuePair.Create(word, 1)).Concat(down.Split(' ').Select(word => KeyValuePair.Create(word, -1))).ToFrozenDictionary(StringComparer.Ordinal);
}
