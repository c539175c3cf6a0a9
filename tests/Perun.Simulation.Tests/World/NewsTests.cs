using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Simulation.World;

namespace Perun.Simulation.Tests.World;

/// News is worth reading, and not worth believing blindly.
public class NewsTests
{
    private static readonly string[] Good = ["raises", "lifts", "wins", "contract", "beats", "tops", "upgrade", "buy", "inflows", "take in", "approval", "custodian", "cools", "relief", "cheered", "cuts within", "falls short", "rises", "deal", "repurchase", "positive", "upside"];
    private static readonly string[] Bad = ["cuts full", "warns", "probe", "investigation", "misses", "falls", "disappoints", "downgrade", "sell", "negative", "recall", "halts", "hack", "drain", "stolen", "restrictions", "outage", "against", "hawkish", "blow", "pressure", "climbs", "exceeds", "Guidance cut"];
    private static readonly string[] Suspicious = ["Rumour", "Unconfirmed", "Talk on", "Hearing", "after:", "Recap", "Why it moved", "After the move", "Update"];

    private readonly List<(NewsItem Item, Story Story)> _told = [];
    private readonly Dictionary<string, List<Bar>> _bars;

    public NewsTests()
    {
        var universe = DefaultUniverse.Create();
        var (world, recorder) = (new SimulatedWorld(universe, 31, Recorder.Start), new Recorder(universe, wantsSlices: false));
        world.News.Told = (item, story) => _told.Add((item, story));
        world.Advance(Recorder.Start.AddDays(200), recorder);
        _bars = recorder.Bars;
    }

    [Fact]
    public void True_news_precedes_a_move_in_its_direction_and_the_rest_does_not()
    {
        Score(StoryKind.Leading, item => item.Id.EndsWith("-0", StringComparison.Ordinal)).TScore.ShouldBeGreaterThan(5);
        Math.Abs(Score(StoryKind.Late, _ => true).TScore).ShouldBeLessThan(3);
        Score(StoryKind.False, _ => true).TScore.ShouldBeLessThan(3);
    }

    [Fact]
    public void Late_news_follows_its_move()
    {
        var before = _told.Where(told => told.Story.Kind == StoryKind.Late && told.Item.Symbols.Count == 1)
            .Select(told => told.Story.Direction * Move(told.Item, -120)).OfType<double>().ToList();
        (before.Average() / Error(before)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Who_reads_does_better_than_who_believes_everything_and_both_can_be_wrong()
    {
        var believer = Trades(_ => true);
        var reader = Trades(item => item.Source is "Meridian Wire" or "PressLine" or "Ledgerline Wire" or "Protocol Notes"
            && !Suspicious.Any(word => item.Headline.Contains(word, StringComparison.Ordinal)));
        reader.Count.ShouldBeGreaterThan(50);
        reader.Average().ShouldBeGreaterThan(2 * Math.Max(0, believer.Average()));
        (reader.Average() / Error(reader)).ShouldBeGreaterThan(4);
        reader.Average().ShouldBeGreaterThan(0.002);
        reader.Count(gain => gain < 0).ShouldBeGreaterThan(reader.Count / 10);
    }

    [Fact]
    public void Stories_are_repeated_by_several_sources()
    {
        var repeated = _told.GroupBy(told => (told.Story.Subject, told.Story.Number)).Where(story => story.Count() > 1).ToList();
        repeated.Count.ShouldBeGreaterThan(50);
        repeated.ShouldContain(story => story.Select(told => told.Item.Source).Distinct().Count() > 1);
        _told.Select(told => told.Item.Id).Distinct().Count().ShouldBe(_told.Count);
    }

    [Fact]
    public void News_is_readable_and_varied()
    {
        _told.ShouldAllBe(told => !told.Item.Headline.Contains('{') && !told.Item.Body.Contains('{') && told.Item.Body.Length > 40);
        _told.ShouldAllBe(told => told.Item.Received > told.Item.Published);
        _told.Select(told => told.Item.Headline).Distinct().Count().ShouldBeGreaterThan(_told.Count / 2);
        Enum.GetValues<StoryKind>().ShouldAllBe(kind => _told.Count(told => told.Story.Kind == kind) > 50);
    }

    [Fact]
    public void News_of_a_whole_market_names_no_symbol_and_a_fund_has_none_of_its_own()
    {
        _told.ShouldContain(told => told.Item.Symbols.Count == 0 && told.Story.Subject == "equities");
        _told.ShouldNotContain(told => told.Item.Symbols.Contains("SPY"));
    }

    private (double Mean, double TScore) Score(StoryKind kind, Func<NewsItem, bool> isChosen)
    {
        var moves = _told.Where(told => told.Story.Kind == kind && told.Item.Symbols.Count == 1 && isChosen(told.Item))
            .Select(told => told.Story.Direction * Move(told.Item, 240)).OfType<double>().ToList();
        return (moves.Average(), moves.Average() / Error(moves));
    }

    /// What a reader of headlines gains who trades in the direction that the words say.
    private List<double> Trades(Func<NewsItem, bool> isTrusted) => _told
        .Where(told => told.Item.Symbols.Count == 1 && isTrusted(told.Item))
        .Select(told => Direction(told.Item.Headline) * Move(told.Item, 240))
        .OfType<double>().Where(gain => gain != 0).ToList();

    private static int Direction(string headline) =>
        Bad.Any(word => headline.Contains(word, StringComparison.Ordinal)) ? -1
        : Good.Any(word => headline.Contains(word, StringComparison.Ordinal)) ? 1
        : 0;

    /// From the first bar after the news over so many traded minutes, or before it where negative.
    private double? Move(NewsItem item, int minutes)
    {
        var bars = _bars[item.Symbols[0]];
        var place = bars.BinarySearch(new Bar(item.Received, 0, 0, 0, 0, 0), Comparer<Bar>.Create((left, right) => left.Time.CompareTo(right.Time)));
        var from = place < 0 ? ~place : place;
        var to = from + minutes;
        if (from <= 0 || from >= bars.Count || to < 0 || to >= bars.Count) return null;
        return minutes > 0 ? Math.Log(bars[to].Close / bars[from].Open) : Math.Log(bars[from - 1].Close / bars[to].Open);
    }

    private static double Error(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count / values.Count);
    }
}
