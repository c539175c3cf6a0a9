using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class LaneFileTests
{
    [Fact]
    public void The_default_file_has_the_six_lanes_and_risk_must_surface()
    {
        var lanes = LaneFile.Read(DefaultLanes.Text).Lanes.ShouldNotBeNull();
        lanes.Lanes.Select(lane => lane.Id).Order().ShouldBe(["market-data", "market-events", "memory", "news-sentiment", "risk-factors", "strategy"]);
        lanes.Lanes.Where(lane => lane.MustSurface).ShouldHaveSingleItem().Id.ShouldBe("risk-factors");
        lanes.Lanes.ShouldAllBe(lane => lane.Filter.Single() == new TagMatch(Tag.Lane, lane.Id) && lane.Status == LaneStatus.Enabled);
        Life("market-data").ShouldBeLessThan(TimeSpan.FromHours(1), "minutes for quotes");
        Life("news-sentiment").ShouldBeInRange(TimeSpan.FromHours(1), TimeSpan.FromHours(12), "hours for news");
        Life("strategy").ShouldBeGreaterThan(TimeSpan.FromDays(1), "days for strategy");

        TimeSpan Life(string id) => lanes.Lanes.Single(lane => lane.Id == id).HalfLife;
    }

    [Fact]
    public void Everything_a_lane_has_can_be_set()
    {
        var reading = LaneFile.Read("""
            window = 40   # more than usual

            [mine]
            name = My # lane
            status = Muted
            must-surface = no
            once = yes
            half-life = 1.5h
            floor = 5%
            ceiling = 12.5%
            cap = 7
            kinds = evidence, open-question
            tags = topic:oil, symbol
            pins = Evidence:a#1, goal:b
            severity = 2
            confidence = 0
            priority = 0.25
            recency = 3
            relevance = 4
            pinned = 500
            """);
        reading.Mistakes.ShouldBeEmpty();
        reading.Lanes!.Window.ShouldBe(40);
        var lane = reading.Lanes.Lanes.Single();
        (lane.Id, lane.Name, lane.Status, lane.MustSurface, lane.HalfLife, lane.Floor, lane.Ceiling, lane.Cap).ShouldBe(("mine", "My", LaneStatus.Muted, false, TimeSpan.FromMinutes(90), 0.05, 0.125, 7));
        lane.TellsOnce.ShouldBeTrue();
        lane.Kinds.ShouldBe([KnowledgeKind.Evidence, KnowledgeKind.OpenQuestion]);
        lane.Filter.ShouldBe([new TagMatch("topic", "oil"), new TagMatch("symbol")]);
        lane.Pins.ShouldBe([new ObjectKey(KnowledgeKind.Evidence, "a#1"), new ObjectKey(KnowledgeKind.Goal, "b")]);
        lane.Weights.ShouldBe(new LaneWeights { Severity = 2, Confidence = 0, Priority = 0.25, Recency = 3, Relevance = 4, Pinned = 500 });
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_line_and_a_remedy()
    {
        var reading = LaneFile.Read("""
            windows = 3
            [a]
            half-live = 6h
            half-life = soon
            floor = 10
            cap = 0
            cap = 5
            kinds = evidence, gossip
            severity = -1
            what is this
            [a]
            [B b]
            floor = 60%
            ceiling = 50%
            [c]
            floor = 50%
            must-surface = maybe
            """);
        reading.Lanes.ShouldBeNull();
        reading.Mistakes.Select(mistake => mistake.ToString()).ShouldBe(
        [
            "line 1: before the first lane only \"window = 35\" may stand, not \"windows\"",
            "line 3: a lane has no \"half-live\"; did you mean half-life?",
            "line 4: half-life is a time like 90s, 15m, 6h or 3d, not \"soon\"",
            "line 5: floor is a share of the note like 10%, 0% to 100%, not \"10\"",
            "line 6: cap is a number of items, 1 to 1000, not \"0\"",
            "line 7: cap is set twice",
            "line 8: kinds is \"all\", or some of Goal, Constraint, Decision, Evidence, Assumption, OpenQuestion, not \"evidence, gossip\"",
            "line 9: severity is a weight of 0 or more, not \"-1\"",
            "line 10: \"what is this\" is neither a lane in brackets nor \"name = value\"",
            "line 11: there is a lane [a] already, on line 2",
            "line 12: a lane begins with its name in brackets, like [market-data], small letters, digits and hyphens; this is [B b]",
            "line 12: [B b] has a floor of 60% above its ceiling of 50%",
            "line 15: the floors of all lanes add up to 110%, and there is only 100%: lower some",
            "line 17: must-surface is yes or no, not \"maybe\"",
        ]);
    }

    [Theory]
    [InlineData("", "line 1: there is no lane: begin one with its name in brackets, like [market-data]")]
    [InlineData("window = 5\n[a]\ncap = 6", "line 2: [a] has a cap of 6, and a note has at most 5 items: lower the cap or raise the window")]
    [InlineData("[a]\nmust-surface = yes\nceiling = 50%", "line 1: [a] must surface, so it can have no ceiling: remove the ceiling")]
    [InlineData("window = 5000", "line 1: window is how many items a note may have, 1 to 1000, not \"5000\"")]
    [InlineData("[a]\nhalf-life = 0m", "line 2: half-life is a time like 90s, 15m, 6h or 3d, not \"0m\"")]
    [InlineData("[a]\nhalf-life = 99999d", "line 2: half-life is a time like 90s, 15m, 6h or 3d, not \"99999d\"")]
    [InlineData("[a]\nrecency = 1e5", "line 2: recency is a weight of 0 or more, not \"1e5\"")]
    [InlineData("[a]\nrecency = NaN", "line 2: recency is a weight of 0 or more, not \"NaN\"")]
    [InlineData("[a]\npins = evidence", "line 2: pins is \"none\", or objects like \"Evidence:abc, Goal:beat-cash\", not \"evidence\"")]
    [InlineData("[a]\nstatus = 1", "line 2: status is enabled, muted or disabled, not \"1\"")]
    [InlineData("[a]\npinned = 0", "line 2: pinned is what a pinned item scores, above 0, not \"0\"")]
    public void A_mistake_is_one_sentence_to_act_on(string text, string expected) =>
        LaneFile.Read(text).Mistakes[0].ToString().ShouldBe(expected);

    [Fact]
    public void Any_text_at_all_is_read_or_refused_without_an_accident()
    {
        for (var seed = 0u; seed < 2000; seed++)
        {
            var dice = new Dice(seed);
            var lines = DefaultLanes.Text.Split('\n');
            for (var i = 0; i < 1 + dice.Roll(6); i++) lines[dice.Roll(lines.Length)] = dice.OneIn(2) ? dice.Text(40) : lines[dice.Roll(lines.Length)];
            var reading = LaneFile.Read(string.Join('\n', lines));
            (reading.Lanes is null).ShouldBe(reading.Mistakes.Count > 0);
        }
        LaneFile.Read(new string('x', 2_000_000)).Mistakes.ShouldHaveSingleItem();
    }
}
