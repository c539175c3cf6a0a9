using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class ScoreTests
{
    [Fact]
    public void The_default_weights_are_the_known_ones()
    {
        var weights = LaneWeights.Default;
        (weights.Severity, weights.Confidence, weights.Priority, weights.Recency, weights.Pinned).ShouldBe((1.0, 0.7, 0.8, 0.1, 1000));
        new Lane { Id = "x" }.Cap.ShouldBe(30);
        new LaneSet([]).Window.ShouldBe(35);
    }

    [Theory]
    [InlineData(Severity.Low, Confidence.Low, 1 + 0.7)]
    [InlineData(Severity.Medium, Confidence.Medium, 2 + 1.4)]
    [InlineData(Severity.High, Confidence.High, 3 + 2.1)]
    [InlineData(Severity.Critical, Confidence.High, 4 + 2.1)]
    public void Evidence_counts_severity_and_confidence(Severity severity, Confidence confidence, double grades) =>
        ScoreOf(Given.Evidence("e", severity: severity, confidence: confidence)).Total.ShouldBe(grades + 0.1, 1e-9);

    [Theory]
    [InlineData(Priority.P0, 4)]
    [InlineData(Priority.P1, 3)]
    [InlineData(Priority.P2, 2)]
    [InlineData(Priority.P3, 1)]
    public void A_priority_counts_from_four_down_to_one(Priority priority, double counted) =>
        ScoreOf(Given.Goal("g", priority)).Total.ShouldBe(0.8 * counted + 0.1, 1e-9);

    [Fact]
    public void A_grade_that_a_kind_does_not_have_counts_nothing()
    {
        var scores = Given.OneOfEach().ToDictionary(about => about.Kind, about => ScoreOf(about));
        scores[KnowledgeKind.Decision].Total.ShouldBe(0.1, 1e-9);
        scores[KnowledgeKind.Assumption].Total.ShouldBe(0.7 * 3 + 0.1, 1e-9);
        scores[KnowledgeKind.OpenQuestion].Total.ShouldBe(0.8 * 2 + 0.1, 1e-9);
        scores[KnowledgeKind.Constraint].Total.ShouldBe(0.8 * 4 + 0.1, 1e-9);
        scores[KnowledgeKind.Evidence].Priority.ShouldBe(0);
        scores[KnowledgeKind.Goal].Severity.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 0.5)]
    [InlineData(40, 0.25)]
    [InlineData(200, 0.0009765625)]
    public void Recency_counts_half_after_each_half_life(double minutes, double recency) =>
        Score.RecencyOf(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(20)).ShouldBe(recency, 1e-9);

    [Fact]
    public void Each_lane_has_its_own_half_life()
    {
        var (quick, slow) = (new Lane { Id = "quick", HalfLife = TimeSpan.FromMinutes(5) }, new Lane { Id = "slow", HalfLife = TimeSpan.FromDays(5) });
        var knowledge = Given.Base(quick, slow).With(Given.Evidence("e", minutesOld: 60));
        knowledge.Select("quick", Given.Now)[0].Score.Recency.ShouldBe(0.1 * Math.Pow(2, -12), 1e-9);
        knowledge.Select("slow", Given.Now)[0].Score.Recency.ShouldBe(0.1 * Math.Pow(2, -1 / 120.0), 1e-9);
    }

    [Fact]
    public void A_source_that_dates_its_news_into_the_future_gains_nothing()
    {
        var knowledge = Given.Base().With(Given.Evidence("e", minutesOld: -600));
        knowledge.Select("all", Given.Now)[0].Score.Recency.ShouldBe(0.1, 1e-9);
        knowledge.Select("all", Given.Now.AddHours(1))[0].Score.Recency.ShouldBe(0.05, 1e-9);
    }

    [Fact]
    public void Old_news_that_arrives_late_is_old() =>
        Given.Base().With(Given.Evidence("e", minutesOld: 120)).Select("all", Given.Now)[0].Score.Recency.ShouldBe(0.025, 1e-9);

    [Fact]
    public void What_is_about_the_symbols_asked_for_counts_as_relevant_and_the_market_as_half()
    {
        var knowledge = Given.Base().With(Given.Evidence("mine", symbol: "AAPL"), Given.Evidence("general"), Given.Evidence("other", symbol: "MSFT"));
        knowledge.Select("all", Given.Now, ["AAPL"]).Select(item => (item.Object.Id, item.Score.Relevance)).ShouldBe([("mine", 1), ("general", 0.5), ("other", 0)]);
        knowledge.Select("all", Given.Now).ShouldAllBe(item => item.Score.Relevance == 0);
    }

    [Fact]
    public void A_pinned_item_scores_the_boost_and_nothing_else()
    {
        var knowledge = Given.Base().With(Given.Evidence("low", severity: Severity.Low), Given.Evidence("high", severity: Severity.Critical));
        knowledge.Pin("all", new ObjectKey(KnowledgeKind.Evidence, "low"), Given.Now);
        var selected = knowledge.Select("all", Given.Now);
        selected.Select(item => item.Object.Id).ShouldBe(["low", "high"]);
        selected[0].Score.Total.ShouldBe(1000);
        selected[0].Score.ToString().ShouldBe("1000 pinned");
    }

    [Fact]
    public void A_score_says_what_it_is_made_of() =>
        ScoreOf(Given.Evidence("e", severity: Severity.High)).ToString().ShouldBe("4.5 = 3 severity + 1.4 confidence + 0.1 recency");

    private static Score ScoreOf(KnowledgeObject about) => Given.Base().With(about).Select("all", Given.Now).Single().Score;
}
