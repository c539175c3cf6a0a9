namespace Perun.Mind.Knowledge.Lanes;

/// The lanes to begin with: this text is written where there is no file yet, and read where there can be none.
public static class DefaultLanes
{
    public const string Text = """
        # The lanes that fill the note a decision sees. What you change here counts from the next decision on.
        #
        # status        enabled (goes into the note), muted (selects, but stays out of it) or disabled
        # must-surface  yes: all of it is in the note before anything else; when it does not fit, there is no decision
        # once          yes: evidence that a model has seen and answered to is not told again before it changes
        # half-life     after this long, recency counts half: 90s, 15m, 6h, 3d
        # floor         the share of the note that is kept for the lane, as far as it has something to say
        # ceiling       the share of the note that it may take at most
        # cap           the most items it selects
        # kinds, tags   what it looks at ("all", or a list; any of the tags will do); without tags: lane:<its name>
        # pins          objects that come first whatever they score, like Evidence:fed-week
        # weights       score = severity x (1 to 4) + confidence x (1 to 3) + priority x (1 for P3 to 4 for P0)
        #                       + recency x (1 down to 0) + relevance x (0, 0.5 for the market as a whole, or 1)
        #               a pinned item scores "pinned" instead

        # The most items in a note; what must surface is not counted.
        window = 35

        [risk-factors]
        name = Positions, open risk, limits
        must-surface = yes
        half-life = 1h
        cap = 60
        severity = 2.0
        recency = 0.5

        [market-events]
        name = Announcements, calendars, what moves everything
        half-life = 12h
        floor = 10%
        ceiling = 35%
        recency = 2.0
        relevance = 1.5

        [market-data]
        name = Prices, indicators, volume
        half-life = 20m
        floor = 20%
        ceiling = 50%
        recency = 2.0
        relevance = 2.0

        [news-sentiment]
        name = News and what it sounds like
        half-life = 4h
        floor = 15%
        ceiling = 45%
        recency = 2.0
        relevance = 2.0

        [strategy]
        name = Goals, rules, earlier decisions
        half-life = 5d
        floor = 10%
        ceiling = 30%
        recency = 1.0
        relevance = 1.0

        [memory]
        name = Earlier trades, similar situations, lessons
        half-life = 14d
        floor = 5%
        ceiling = 25%
        recency = 0.5
        relevance = 2.0

        """;

    public static LaneSet Lanes { get; } = LaneFile.Read(Text).Lanes ?? throw new InvalidOperationException("the default lanes have a mistake");
}
