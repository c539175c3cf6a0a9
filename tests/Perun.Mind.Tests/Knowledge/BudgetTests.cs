using System.Text;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Mind.Tests.Knowledge;

public sealed class BudgetTests
{
    public static TheoryData<string> Counters => ["estimated", "bytes", "learned", "remembered", "pairs", "moody", "dear wholes"];

    [Theory]
    [MemberData(nameof(Counters))]
    public void No_note_ever_costs_more_than_its_budget_whatever_the_text_and_whoever_counts(string name)
    {
        var notes = 0;
        for (var seed = 0u; seed < 150; seed++)
        {
            var dice = new Dice(seed);
            var counter = CounterOf(name);
            var knowledge = Given.Base(
                new Lane { Id = "risk", MustSurface = dice.OneIn(2), Floor = 0.1, Filter = [new TagMatch(Tag.Lane, "risk")] },
                new Lane { Id = "news", Floor = dice.Roll(50) / 100.0, Ceiling = (50 + dice.Roll(51)) / 100.0, Filter = [new TagMatch(Tag.Lane, "news")] },
                new Lane { Id = "rest", Cap = 1 + dice.Roll(30) });
            var count = dice.Roll(80);
            for (var i = 0; i < count; i++)
            {
                knowledge.Upsert(Given.Evidence($"{i}", dice.Text(300), (Severity)(1 + dice.Roll(4)), source: dice.Text(20), lane: dice.OneIn(10) ? "risk" : dice.OneIn(2) ? "news" : null, detail: dice.OneIn(2) ? dice.Text(1000) : null, isOwn: dice.OneIn(3)), Given.Now).ShouldBeNull();
            }
            var budget = dice.OneIn(5) ? dice.Roll(100) : 100 + dice.Roll(3000);
            var synthesis = knowledge.Synthesise(budget, counter);
            if (synthesis is not Note note)
            {
                ((NoNote)synthesis).Why.ShouldContain(" tokens");
                continue;
            }
            notes++;
            note.Tokens.ShouldBeLessThanOrEqualTo(budget);
            counter.Count(note.Text).ShouldBe(note.Tokens, "the count that is stated is that of the text");
            note.Counter.ShouldBe(counter.Name);
        }
        notes.ShouldBeGreaterThan(60, "the property must have been tried on notes, not on failures");
    }

    [Fact]
    public void Whole_items_are_dropped_and_the_least_valuable_first()
    {
        var knowledge = Given.Base();
        for (var i = 0; i < 30; i++) knowledge.With(Given.Evidence($"e{i:00}", severity: (Severity)(1 + i % 4)));
        var note = knowledge.Note(budget: 500);
        var whole = knowledge.Note();
        note.Objects.Count.ShouldBeInRange(5, 25);
        var lines = whole.Text.Split('\n').ToHashSet();
        note.Text.Split('\n').ShouldAllBe(line => lines.Contains(line), "no line is cut");
        var dropped = note.Items.Where(item => item.Fate == Fate.NoRoom).ToArray();
        dropped.ShouldNotBeEmpty();
        dropped.Max(item => item.Score.Total).ShouldBeLessThanOrEqualTo(note.Items.Where(item => item.IsInNote).Min(item => item.Score.Total));
        dropped.ShouldAllBe(item => item.Why.StartsWith("it needs ") && item.Tokens > 0);
    }

    [Fact]
    public void An_item_too_large_for_what_is_left_lets_smaller_ones_by()
    {
        var knowledge = Given.Base().With(Given.Evidence("huge", string.Concat(Enumerable.Repeat("漢", 500)), Severity.Critical), Given.Evidence("small", severity: Severity.Low));
        var note = knowledge.Note(budget: 250);
        note.Objects.ShouldHaveSingleItem().Object.Id.ShouldBe("small");
        note.Account("huge").Fate.ShouldBe(Fate.NoRoom);
    }

    [Fact]
    public void Every_kind_keeps_its_place_when_room_is_short()
    {
        // What was cut off at the end elsewhere: evidence and questions vanished first.
        var knowledge = Given.Base().With(Given.OneOfEach());
        for (var i = 0; i < 30; i++) knowledge.With(Given.Goal($"goal{i}", Priority.P3));
        var note = knowledge.Note(budget: 400);
        note.Items.Any(item => item.Fate == Fate.NoRoom).ShouldBeTrue();
        note.Text.ShouldContain("## Evidence");
        note.Text.ShouldContain("## Open questions");
    }

    [Fact]
    public void A_floor_keeps_room_for_a_lane_that_others_would_outbid()
    {
        var note = Crowded(new Lane { Id = "quiet", Floor = 0.3, Filter = [new TagMatch(Tag.Lane, "quiet")] }).Note(budget: 600);
        var taken = TokensOf(note, "quiet");
        taken.ShouldBeInRange(100, 180);
        Crowded(new Lane { Id = "quiet", Filter = [new TagMatch(Tag.Lane, "quiet")] }).Note(budget: 600).Items.ShouldNotContain(item => item.Lane == "quiet" && item.IsInNote, "without the floor there is no room");
    }

    [Fact]
    public void A_floor_that_a_lane_cannot_fill_is_there_for_the_others()
    {
        var crowd = Crowded(new Lane { Id = "quiet", Floor = 0.9, Filter = [new TagMatch("nobody")] });
        crowd.Note(budget: 600).Tokens.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_ceiling_is_never_passed_even_when_there_is_room()
    {
        var knowledge = Given.Base(Given.Lane() with { Ceiling = 0.25 });
        for (var i = 0; i < 30; i++) knowledge.With(Given.Evidence($"{i}", detail: "something longer to say about it"));
        var note = knowledge.Note(budget: 1000);
        var sections = note.Tokens - EstimatedTokens.Instance.Count(note.Text.AsSpan(0, note.Text.IndexOf("\n##", StringComparison.Ordinal)));
        sections.ShouldBeInRange(150, 250);
        note.Items.ShouldContain(item => item.Fate == Fate.LaneCeiling && item.Why.StartsWith("all may take 250 tokens"));
    }

    [Fact]
    public void The_window_holds_so_many_items_and_no_more()
    {
        var knowledge = new KnowledgeBase(new LaneSet([new Lane { Id = "all", Cap = 10 }], Window: 4));
        for (var i = 0; i < 10; i++) knowledge.With(Given.Evidence($"{i}"));
        var note = knowledge.Note();
        note.Objects.Count.ShouldBe(4);
        note.Items.Count(item => item.Fate == Fate.WindowFull).ShouldBe(6);
    }

    [Fact]
    public void Details_are_told_where_room_is_left_the_most_valuable_first()
    {
        var knowledge = Given.Base().With(
            Given.Evidence("high", severity: Severity.High, detail: "because the furnace burst on Monday"), Given.Evidence("low", severity: Severity.Low, detail: "because the printers struck again"));
        var all = knowledge.Note();
        all.Items.ShouldAllBe(item => item.Fate == Fate.Told);
        var tight = knowledge.Note(budget: all.Tokens - 1);
        tight.Text.ShouldContain("furnace");
        tight.Text.ShouldNotContain("printers");
        tight.Account("low").Fate.ShouldBe(Fate.Shortened);
        tight.Account("low").Why.ShouldEndWith("no room for its detail");
    }

    [Fact]
    public void What_must_surface_is_placed_before_anything_else()
    {
        var note = Risky(risks: 5).Note(budget: 400);
        note.Items.Count(item => item.Lane == "risk" && item.IsInNote).ShouldBe(5);
        note.Items.ShouldContain(item => item.Lane == "all" && item.Score.Total > note.Items.Where(one => one.Lane == "risk").Max(one => one.Score.Total) && !item.IsInNote, "more valuable, and yet left out");
    }

    [Fact]
    public void When_what_must_surface_does_not_fit_there_is_no_note_and_it_says_why()
    {
        var failed = Risky(risks: 25).Synthesise(budget: 400).ShouldBeOfType<NoNote>();
        failed.Why.ShouldMatch("^what risk must tell takes [0-9]+ tokens, and the budget is 400: raise the budget, or let less be in the lane$");
        failed.Items.ShouldNotContain(item => item.IsInNote);
    }

    [Fact]
    public void A_cap_does_not_hide_what_must_surface_either() =>
        Risky(risks: 31).Synthesise().ShouldBeOfType<NoNote>().Why.ShouldBe("risk must tell everything in it, and that is more than its cap of 30 items: raise the cap, or let less be in the lane");

    [Fact]
    public void The_window_is_not_used_up_by_what_must_surface()
    {
        var knowledge = new KnowledgeBase(new LaneSet([new Lane { Id = "risk", MustSurface = true, Filter = [new TagMatch(Tag.Lane, "risk")] }, new Lane { Id = "all" }], Window: 3));
        for (var i = 0; i < 5; i++) knowledge.With(Given.Evidence($"r{i}", lane: "risk"), Given.Evidence($"e{i}"));
        knowledge.Note().Objects.Count.ShouldBe(8);
    }

    [Fact]
    public void A_budget_below_the_first_lines_makes_no_note() =>
        Given.Base().Synthesise(budget: 5).ShouldBeOfType<NoNote>().Why.ShouldMatch("^the budget of 5 tokens does not even hold the note's first lines, which take [0-9]+: raise it$");

    private static KnowledgeBase Crowded(Lane quiet)
    {
        var knowledge = Given.Base(quiet, new Lane { Id = "loud", Filter = [new TagMatch(Tag.Lane, "loud")] });
        for (var i = 0; i < 30; i++) knowledge.With(Given.Evidence($"l{i}", severity: Severity.Critical, lane: "loud"), Given.Evidence($"q{i}", severity: Severity.Low, lane: "quiet"));
        return knowledge;
    }

    private static KnowledgeBase Risky(int risks)
    {
        var knowledge = Given.Base(new Lane { Id = "risk", MustSurface = true, Filter = [new TagMatch(Tag.Lane, "risk")] }, Given.Lane());
        for (var i = 0; i < risks; i++) knowledge.With(Given.Evidence($"r{i}", severity: Severity.Low, lane: "risk", isOwn: true));
        for (var i = 0; i < 30; i++) knowledge.With(Given.Evidence($"e{i}", severity: Severity.Critical));
        return knowledge;
    }

    private static int TokensOf(Note note, string lane) => note.Items.Where(item => item.Lane == lane && item.IsInNote).Sum(item => item.Tokens);

    private static ITokenCounter CounterOf(string name)
    {
        if (name != "learned") return name switch { "estimated" => EstimatedTokens.Instance, "bytes" => ByteTokens.Instance, "remembered" => new RememberedTokens(ByteTokens.Instance, most: 8), _ => new StrangeCounter(name) };
        var learned = new LearnedTokens(EstimatedTokens.Instance);
        learned.Learn(100, 137);
        return learned;
    }

    /// Vocabularies as no estimator expects them: each still counts the same text the same.
    private sealed class StrangeCounter(string name) : ITokenCounter
    {
        public string Name => name;

        public int Count(ReadOnlySpan<char> text) => name switch
        {
            // Joining two texts may cost more or less than both.
            "pairs" => (Encoding.UTF8.GetByteCount(text) + 1) / 2,
            "moody" => text.Length / 3 + (int)(Hash(text) % 29),
            _ => text.Length / 4 + text.Length * text.Length / 20_000,
        };

        private static uint Hash(ReadOnlySpan<char> text)
        {
            var hash = 2166136261u;
            foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
            return hash;
        }
    }
}
