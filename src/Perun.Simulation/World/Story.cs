namespace Perun.Simulation.World;

/// What is behind a piece of news. Only the world knows; tests may look.
internal enum StoryKind
{
    /// The move follows over minutes to hours.
    Leading,

    /// The move came before the news.
    Late,

    /// Nothing of it is true, though a little excitement may come and go.
    False,

    /// True, and it moves nothing.
    Irrelevant,
}

/// One thing that happened, or is said to have happened.
/// <param name="Direction">+1 up, -1 down, 0 where it says neither.</param>
/// <param name="Published">When the first source has it.</param>
/// <param name="Move">The whole log return it causes.</param>
/// <param name="Minutes">Over how many traded minutes the move spreads.</param>
/// <param name="TextSeed">What the words are drawn from.</param>
internal sealed record Story(
    string Subject,
    int Number,
    StoryKind Kind,
    int Direction,
    DateTime Published,
    double Move,
    int Minutes,
    ulong TextSeed);

/// One source's account of a story, waiting for its time.
internal readonly record struct Dispatch(Story Story, int Item, string Source, DateTime Published, DateTime Received) : IComparable<Dispatch>
{
    /// In the order of time, and at equal times in an order that depends on nothing else in the world.
    public int CompareTo(Dispatch other)
    {
        var byTime = Received.CompareTo(other.Received);
        if (byTime != 0) return byTime;
        var bySubject = string.CompareOrdinal(Story.Subject, other.Story.Subject);
        if (bySubject != 0) return bySubject;
        var byStory = Story.Number.CompareTo(other.Story.Number);
        return byStory != 0 ? byStory : Item.CompareTo(other.Item);
    }
}
