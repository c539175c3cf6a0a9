using Perun.Core.Signals;
using Perun.Mind.Decisions;

namespace Perun.Models.Tests.Decisions;

public sealed class AnswerCheckTests
{
    private static readonly string[] Asked = ["AAPL", "BTC/USD"];

    [Fact]
    public void A_good_answer_becomes_what_it_says_in_the_order_asked()
    {
        var (entries, failure) = Judge(Given.Answer(("btc/usd", "sell", 0.6), ("AAPL", "buy", 1)));
        failure.ShouldBeNull();
        entries.Select(entry => (entry.Symbol, entry.Action, entry.Confidence, entry.Verdict)).ShouldBe(
            [("AAPL", SignalAction.Buy, 1, EntryVerdict.Accepted), ("BTC/USD", SignalAction.Sell, 0.6, EntryVerdict.Accepted)]);
    }

    [Theory]
    [InlineData(""" "symbol":"GME","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null """, EntryVerdict.SymbolOutside)]
    [InlineData(""" "symbol":"ААPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null """, EntryVerdict.SymbolOutside)]
    [InlineData(""" "symbol":"AAPL\u200b","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null """, EntryVerdict.SymbolOutside)]
    [InlineData(""" "symbol":7 """, EntryVerdict.SymbolOutside)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null,"quantity":100 """, EntryVerdict.SizeOrPrice)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null,"Stop":1 """, EntryVerdict.SizeOrPrice)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null,"tool":"transfer" """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"strong buy","confidence":0.9,"rationale":"x","horizon_minutes":null """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":"0.9","rationale":"x","horizon_minutes":null """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":1e999,"rationale":"x","horizon_minutes":null """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":-5 """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":1e300 """, EntryVerdict.WrongForm)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":1.0001,"rationale":"x","horizon_minutes":null """, EntryVerdict.ConfidenceOutside)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":-0.1,"rationale":"x","horizon_minutes":null """, EntryVerdict.ConfidenceOutside)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":85,"rationale":"x","horizon_minutes":null """, EntryVerdict.ConfidenceOutside)]
    [InlineData(""" "symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"\u200b \n","horizon_minutes":null """, EntryVerdict.NoReason)]
    public void A_bad_entry_is_refused_with_its_reason_and_the_others_stand(string entry, EntryVerdict verdict)
    {
        var (entries, failure) = Judge($$"""{"decisions":[{{{entry}}},{"symbol":"BTC/USD","action":"buy","confidence":0.7,"rationale":"good","horizon_minutes":60}]}""");
        failure.ShouldBeNull();
        var refused = entries.Single(one => one.Verdict is not (EntryVerdict.Accepted or EntryVerdict.Missing));
        refused.Verdict.ShouldBe(verdict);
        refused.Action.ShouldBe(SignalAction.Hold);
        refused.Why.ShouldNotBeNullOrWhiteSpace();
        var good = entries.Single(one => one.Symbol == "BTC/USD");
        (good.Action, good.Confidence, good.Rationale, good.Verdict, good.HorizonMinutes).ShouldBe((SignalAction.Buy, 0.7, "good", EntryVerdict.Accepted, 60));
    }

    [Fact]
    public void What_is_decided_twice_or_not_at_all_is_held()
    {
        var (entries, _) = Judge(Given.Answer(("AAPL", "buy", 0.9), ("AAPL", "sell", 0.9)));
        entries.Select(entry => (entry.Symbol, entry.Action, entry.Verdict)).ShouldBe(
            [("AAPL", SignalAction.Hold, EntryVerdict.Contradicting), ("BTC/USD", SignalAction.Hold, EntryVerdict.Missing)]);
        entries[0].Why!.ShouldContain("buy, sell");
    }

    [Theory]
    [InlineData("")]
    [InlineData("I would buy everything.")]
    [InlineData("""{"decisions":[{"symbol":"\ud800"}]}""")]
    [InlineData("""{"decisions":[{"symbol":"AAPL","action":"buy",""")]
    [InlineData("""{"decisions":{"AAPL":"buy"}}""")]
    [InlineData("""{"decisions":[],"limits":{"max_position_size":"100%"}}""")]
    [InlineData("""[{"symbol":"AAPL","action":"buy","confidence":0.9,"rationale":"x","horizon_minutes":null}]""")]
    public void Without_a_usable_answer_everything_is_held_and_it_says_why(string answer)
    {
        var (entries, failure) = Judge(answer);
        failure.ShouldNotBeNullOrWhiteSpace();
        entries.Count.ShouldBe(2);
        entries.ShouldAllBe(entry => entry.Action == SignalAction.Hold && entry.Verdict == EntryVerdict.NoAnswer && entry.Why == failure);
    }

    [Fact]
    public void A_number_that_was_not_in_the_context_is_flagged_and_no_reason_to_refuse()
    {
        var check = new AnswerCheck(Asked, new QuotedNumbers("AAPL trades at 231.47, RSI14 is 28.3; volume 1,250,000; down 4.7%"));
        var (entries, _) = check.Judge("""{"decisions":[{"symbol":"AAPL","action":"buy","confidence":0.65,"rationale":"At 231.5 with RSI 28.3 and a P/E of 17.2; I am 65% sure","horizon_minutes":null}]}""");
        entries[0].Verdict.ShouldBe(EntryVerdict.Accepted);
        entries[0].Flags.ShouldBe(["17.2 stands nowhere in the context"]);
    }

    [Fact]
    public void A_rationale_comes_out_as_one_plain_line() =>
        Judge("""{"decisions":[{"symbol":"AAPL","action":"hold","confidence":0,"rationale":"a\u202e\u200b\nb\u0007c","horizon_minutes":null}]}""").Entries[0].Rationale.ShouldBe("a b c");

    /// Whatever an answer is made of, what leaves is within bounds.
    [Fact]
    public void No_answer_leaves_the_bounds()
    {
        var chance = new Random(20260305);
        string[] pieces =
        [
            "{\"decisions\":[", "]}", "{", "}", ",", "\"symbol\":\"AAPL\",", "\"symbol\":\"GME\",", "\"action\":\"buy\",", "\"action\":\"sell\",", "\"confidence\":0.9,", "\"confidence\":9e9,", "\"confidence\":-1,",
            "\"rationale\":\"go\",", "\"horizon_minutes\":null", "\"horizon_minutes\":30", "\"quantity\":1000000,", "\"stop\":0,",
        ];
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            // Mostly well-built, with pieces swapped, so that many get far.
            var entry = string.Concat(((string[])["{", pieces[5 + chance.Next(2)], pieces[7 + chance.Next(2)], pieces[9 + chance.Next(3)], "\"rationale\":\"go\",", chance.Next(4) == 0 ? pieces[15 + chance.Next(2)] : "", pieces[13 + chance.Next(2)], "}"])
                .Select(piece => chance.Next(40) == 0 ? pieces[chance.Next(pieces.Length)] : piece));
            var (entries, _) = Judge($$"""{"decisions":[{{entry}}]}""");
            foreach (var one in entries.Where(one => one.Verdict == EntryVerdict.Accepted))
            {
                accepted++;
                Asked.ShouldContain(one.Symbol);
                one.Confidence!.Value.ShouldBeInRange(0, 1);
            }
            entries.Where(one => one.Verdict != EntryVerdict.Accepted).ShouldAllBe(one => one.Action == SignalAction.Hold && one.Why != null);
        }
        accepted.ShouldBeGreaterThan(500);
    }

    private static (IReadOnlyList<DecisionEntry> Entries, string? Failure) Judge(string answer) => new AnswerCheck(Asked, new QuotedNumbers("60 and 30")).Judge(answer);
}
