using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Likeness;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class IndexTests
{
    private static readonly string[] Words = ["apple", "beats", "estimates", "shares", "jump", "misses", "fall", "probe", "merger", "plant", "25%", "oil"];

    [Fact]
    public void A_list_of_thousands_stays_in_order_whatever_comes_and_goes()
    {
        var (dice, list, plain) = (new Dice(7), new RankedList(), new SortedSet<Held>(RankOrder.Instance));
        for (var step = 0; step < 20_000; step++)
        {
            if (plain.Count > 0 && dice.OneIn(step < 12_000 ? 4 : 2))
            {
                var gone = plain.ElementAt(dice.Roll(Math.Min(plain.Count, 50)));
                plain.Remove(gone);
                gone.IsGone = true;
            }
            else
            {
                var held = HeldOf(Given.Evidence($"{dice.Roll(3000)}", "x", minutesOld: dice.Roll(40)));
                if (plain.Add(held)) list.Add(held);
            }
            if (step % 500 == 0) Listed(list).ShouldBe(plain);
        }
        Listed(list).ShouldBe(plain);
        foreach (var held in plain) held.IsGone = true;
        list.Sweep();
        list.IsEmpty.ShouldBeTrue();
        Listed(list).ShouldBeEmpty();
    }

    [Fact]
    public void The_sources_and_contradictions_found_are_those_of_a_plain_comparison_of_everything()
    {
        var (dice, knowledge) = (new Dice(3), Given.Base());
        for (var step = 0; step < 3000; step++)
        {
            var id = $"{dice.Roll(400)}";
            if (dice.OneIn(4)) knowledge.Remove(new ObjectKey(KnowledgeKind.Evidence, id));
            else
            {
                var text = string.Join(' ', Enumerable.Range(0, 3 + dice.Roll(4)).Select(_ => Words[dice.Roll(Words.Length)]));
                var tags = Enumerable.Range(0, dice.Roll(7)).Select(_ => new Tag(Tag.Symbol, $"S{dice.Roll(9)}")).Distinct().ToArray();
                knowledge.Upsert(Given.Evidence(id, text, source: $"wire{dice.Roll(6)}", isOwn: dice.OneIn(5)) with { Tags = tags }, Given.Now).ShouldBeNull();
            }
        }
        var held = knowledge.Everything.ToList();
        var echoes = held.Select(one => Echo.Of(knowledge, one, Given.Now)).ToList();
        echoes.ShouldBe(held.Select(one => new Echo(
            held.Where(other => ReferenceEquals(one, other) || one.SaysTheSameAs(other)).Select(other => other.Object.From.Source).Distinct().Count(),
            held.Count(other => !ReferenceEquals(one, other) && !one.SaysTheSameAs(other) && one.Contradicts(other)))));
        echoes.Count(echo => echo.Sources > 1).ShouldBeGreaterThan(20);
        echoes.Count(echo => echo.Contradictions > 0).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Saying_the_same_and_contradicting_are_mutual()
    {
        var dice = new Dice(11);
        for (var i = 0; i < 3000; i++)
        {
            var (one, other) = (HeldOf(Given.Evidence("1", dice.Text(60))), HeldOf(Given.Evidence("2", dice.Text(60))));
            one.SaysTheSameAs(other).ShouldBe(other.SaysTheSameAs(one));
            one.Contradicts(other).ShouldBe(other.Contradicts(one));
            (one.SaysTheSameAs(other) && one.Contradicts(other)).ShouldBeFalse();
        }
    }

    private static Held HeldOf(Evidence about) => new(about, Given.Now, Given.Now, Fingerprint.Of(about.Text));

    private static List<Held> Listed(RankedList list)
    {
        var all = new List<Held>();
        foreach (var held in list) all.Add(held);
        return all;
    }
}
