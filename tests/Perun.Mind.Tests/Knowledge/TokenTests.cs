using System.Text;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Mind.Tests.Knowledge;

public sealed class TokenTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("the company", 3)]
    [InlineData("NVDA", 2)]
    [InlineData("xkqzvwrt", 8)]
    [InlineData("12345", 5)]
    [InlineData("a  b", 4)]
    [InlineData("日本", 6)]
    [InlineData("🚀", 4)]
    public void The_estimate_is_that_of_a_bad_day(string text, int tokens) => EstimatedTokens.Instance.Count(text).ShouldBe(tokens);

    [Fact]
    public void The_estimate_never_passes_the_bound_of_bytes_nor_falls_to_nothing()
    {
        for (var seed = 0u; seed < 2000; seed++)
        {
            var text = new Dice(seed).Text(400);
            var (estimate, bytes) = (EstimatedTokens.Instance.Count(text), ByteTokens.Instance.Count(text));
            estimate.ShouldBeLessThanOrEqualTo(bytes, $"seed {seed}");
            estimate.ShouldBeGreaterThanOrEqualTo(bytes / 6, $"seed {seed}");
        }
    }

    /// A vocabulary of byte pairs, learned from market prose as the real ones are, costs no more than the estimate on prose and
    /// no more than bytes on anything.
    [Fact]
    public void A_learned_vocabulary_of_bytes_stays_below_both()
    {
        var (dice, words) = (new Dice(1), "the company reported revenue above estimates shares rose in early trading as demand for chips stayed strong of".Split(' '));
        var merges = Merges(string.Join(' ', Enumerable.Range(0, 500).Select(_ => words[dice.Roll(words.Length)])), 130);
        foreach (var text in (string[])["the company reported strong demand", "shares of chips rose above estimates in trading", "early revenue stayed above demand"])
            Encode(text, merges).ShouldBeLessThanOrEqualTo(EstimatedTokens.Instance.Count(text), text);
        for (var seed = 0u; seed < 300; seed++)
        {
            var text = new Dice(seed).Text(80);
            Encode(text, merges).ShouldBeLessThanOrEqualTo(ByteTokens.Instance.Count(text), $"seed {seed}");
        }
    }

    [Fact]
    public void What_the_provider_counted_raises_the_estimate_at_once_and_never_lowers_it()
    {
        var learned = new LearnedTokens(EstimatedTokens.Instance);
        learned.Name.ShouldBe("estimated");
        learned.Learn(1000, 900);
        learned.Factor.ShouldBe(1);
        learned.Learn(1000, 1250);
        learned.Learn(1000, 1100);
        learned.Factor.ShouldBe(1.25);
        learned.Count("the company").ShouldBe(4);
        learned.Name.ShouldBe("estimated × 1.25");
        learned.Learn(1, 1_000_000);
        learned.Learn(0, 5);
        learned.Factor.ShouldBe(LearnedTokens.MostFactor, "one mistaken report must not shrink every note to nothing");
    }

    [Fact]
    public void A_text_is_counted_once_and_memory_has_a_bound()
    {
        var slow = new Counting();
        var remembered = new RememberedTokens(slow, most: 10);
        for (var i = 0; i < 5; i++) remembered.Count("the same").ShouldBe(8);
        slow.Calls.ShouldBe(1);
        for (var i = 0; i < 100; i++)
        {
            remembered.Count($"text {i}");
            remembered.Count("the same").ShouldBe(8);
        }
        slow.Calls.ShouldBe(101, "what is asked for again and again stays remembered");
        remembered.Remembered.ShouldBeLessThanOrEqualTo(10);
    }

    private static List<(int, int)> Merges(string text, int count)
    {
        var tokens = Encoding.UTF8.GetBytes(text).Select(one => (int)one).ToList();
        var merges = new List<(int, int)>();
        while (merges.Count < count)
        {
            var best = tokens.Zip(tokens.Skip(1)).CountBy(pair => pair).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
            merges.Add(best);
            tokens = Apply(tokens, best, 255 + merges.Count);
        }
        return merges;
    }

    private static int Encode(string text, List<(int, int)> merges)
    {
        var tokens = Encoding.UTF8.GetBytes(text).Select(one => (int)one).ToList();
        for (var i = 0; i < merges.Count; i++) tokens = Apply(tokens, merges[i], 256 + i);
        return tokens.Count;
    }

    private static List<int> Apply(List<int> tokens, (int, int) pair, int merged)
    {
        var result = new List<int>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var joins = i + 1 < tokens.Count && (tokens[i], tokens[i + 1]) == pair;
            result.Add(joins ? merged : tokens[i]);
            if (joins) i++;
        }
        return result;
    }

    private sealed class Counting : ITokenCounter
    {
        public int Calls { get; private set; }

        public string Name => "counting";

        public int Count(ReadOnlySpan<char> text)
        {
            Calls++;
            return text.Length;
        }
    }
}
