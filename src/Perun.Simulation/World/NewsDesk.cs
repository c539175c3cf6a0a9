using Perun.Core.News;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// Puts a story into a source's words. Rumours sound like rumours more often than not, and late news speaks of the move
/// that has been: an attentive reader has something to go by, but no certainty.
internal static class NewsDesk
{
    private static readonly string[] RumourLeads = ["Rumour: ", "Unconfirmed: ", "Talk on the board: ", "Hearing that "];
    private static readonly string[] LateLeads = ["Shares moved {pct}% after: ", "Recap: ", "Why it moved today: ", "After the move: "];
    private static readonly string[] CoinLateLeads = ["Price moved {pct}% after: ", "Recap: ", "Why it moved: ", "After the move: "];

    public static NewsItem Write(in Dispatch dispatch, string name, WorldMarket market, bool isBroad, IReadOnlyList<string> symbols)
    {
        var story = dispatch.Story;
        var facts = new RandomStream(story.TextSeed);
        var choices = EventsFor(story.Direction, market, isBroad);
        var happening = choices[facts.NextBelow(choices.Length)];
        var percent = $"{2 + facts.NextBelow(12)}.{facts.NextBelow(10)}";
        var amount = $"{40 + 10 * facts.NextBelow(90)}";
        var house = NewsPhrases.Houses[facts.NextBelow(NewsPhrases.Houses.Length)];
        var days = $"{3 + facts.NextBelow(26)}";

        // What follows differs from one account of the story to the next.
        var words = RandomStream.Numbered(story.TextSeed, dispatch.Item + 1);
        var headline = happening.Headlines[words.NextBelow(happening.Headlines.Length)];
        var soundsLikeRumour = story.Kind == StoryKind.False ? words.NextChance(0.6) : story.Kind == StoryKind.Leading && words.NextChance(0.08);
        var lateLeads = market == WorldMarket.Crypto ? CoinLateLeads : LateLeads;
        var lead = soundsLikeRumour ? RumourLeads[words.NextBelow(RumourLeads.Length)]
            : story.Kind == StoryKind.Late && words.NextChance(0.65) ? lateLeads[words.NextBelow(lateLeads.Length)]
            : dispatch.Item > 0 ? "Update: "
            : "";
        var tail = soundsLikeRumour ? " The claim could not be confirmed."
            : story.Kind == StoryKind.Late ? " The price had already moved when the report was published."
            : dispatch.Item > 0 ? " Other outlets reported this earlier."
            : "";
        return new NewsItem(
            $"{IdOf(dispatch.Source)}-{story.Subject}-{story.Number}-{dispatch.Item}",
            dispatch.Source,
            dispatch.Published,
            dispatch.Received,
            Fill(lead + headline),
            Fill(happening.Body + tail),
            symbols);

        string Fill(string text)
        {
            var filled = text.Replace("{who}", name, StringComparison.Ordinal)
                .Replace("{pct}", percent, StringComparison.Ordinal)
                .Replace("{amt}", amount, StringComparison.Ordinal)
                .Replace("{house}", house, StringComparison.Ordinal)
                .Replace("{days}", days, StringComparison.Ordinal);
            return char.IsLower(filled[0]) ? char.ToUpperInvariant(filled[0]) + filled[1..] : filled;
        }
    }

    private static NewsEvent[] EventsFor(int direction, WorldMarket market, bool isBroad)
    {
        if (direction == 0) return NewsPhrases.Neutral;
        if (isBroad) return direction > 0 ? NewsPhrases.MarketUp : NewsPhrases.MarketDown;
        if (market == WorldMarket.Crypto) return direction > 0 ? NewsPhrases.CoinUp : NewsPhrases.CoinDown;
        return direction > 0 ? NewsPhrases.CompanyUp : NewsPhrases.CompanyDown;
    }

    private static string IdOf(string source) => string.Concat(source.Where(char.IsUpper)).ToLowerInvariant();
}
