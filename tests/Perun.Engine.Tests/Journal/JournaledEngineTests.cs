using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Engine.Tests.Storms;

namespace Perun.Engine.Tests.Journal;

public class JournaledEngineTests
{
    private static readonly DateTime At = EngineBench.Start;

    private static JournaledEngine Opened(MemoryJournal journal)
    {
        var engine = new JournaledEngine(journal);
        foreach (var instrument in Listing.All) engine.Process(At, new InstrumentListed(instrument));
        engine.Process(At, new Started("test", "test", 100_000, new EngineSettings()));
        engine.Process(At, new BarClosed(Listing.Share, new Bar(At.AddMinutes(-1), 100, 100, 100, 100, 1)));
        return engine;
    }

    private static MemoryJournal Session(ulong seed)
    {
        var storm = new Storm(seed, length: 3_000);
        storm.Rage().ShouldBeNull();
        var journal = new MemoryJournal();
        using var engine = new JournaledEngine(journal);
        foreach (var (stamp, happened) in storm.Events) engine.Process(stamp.At, happened);
        return journal;
    }

    private static string? ReplayAll(IEnumerable<JournalBlock> blocks)
    {
        using var engine = new JournaledEngine(new MemoryJournal());
        foreach (var block in blocks)
            if (engine.Replay(block) is { } difference) return difference.ToString();
        return null;
    }

    [Fact]
    public void Commands_are_handed_out_only_after_they_are_durable()
    {
        var journal = new MemoryJournal();
        using var engine = Opened(journal);
        engine.Process(At, new SignalProposed(EngineBench.Signal(SignalAction.Buy, Listing.Share, At, 95)));
        engine.HasCommands.ShouldBeTrue();
        var commands = new List<Command>();
        journal.IsFull = true;
        Should.Throw<InvalidOperationException>(() => engine.CommitAndTake(commands));
        commands.ShouldBeEmpty("what is not durable must not leave");
        journal.IsFull = false;
        engine.CommitAndTake(commands);
        journal.Calls[^2..].ShouldBe(["append 6", "commit"]);
        commands.ShouldHaveSingleItem().ShouldBeOfType<Command.Submit>();
        engine.CommitAndTake(commands);
        commands.Count.ShouldBe(1);
    }

    [Fact]
    public void A_long_session_replays_without_a_difference()
    {
        for (var seed = 1UL; seed <= 5; seed++) ReplayAll(Session(seed).Blocks).ShouldBeNull();
    }

    [Fact]
    public void The_same_events_write_the_same_journal_byte_for_byte()
    {
        var (first, second) = (Session(7), Session(7));
        first.Blocks.Count.ShouldBeGreaterThan(3_000);
        first.Blocks[^1].Hash.ToArray().ShouldBe(second.Blocks[^1].Hash.ToArray());
        first.Blocks.SelectMany(static block => block.Answers).SelectMany(static answer => answer.Body.ToArray())
            .SequenceEqual(second.Blocks.SelectMany(static block => block.Answers).SelectMany(static answer => answer.Body.ToArray())).ShouldBeTrue();
    }

    [Fact]
    public void A_checkpoint_anywhere_goes_on_to_the_same_end()
    {
        var blocks = Session(11).Blocks;
        using var whole = new JournaledEngine(new MemoryJournal());
        Checkpoint? middle = null;
        foreach (var block in blocks)
        {
            whole.Replay(block).ShouldBeNull();
            if (block.Position == 1_500) middle = whole.Checkpoint();
        }
        using var resumed = new JournaledEngine(new MemoryJournal());
        resumed.Restore(middle.ShouldNotBeNull());
        foreach (var block in blocks.Where(static block => block.Position > 1_500)) resumed.Replay(block).ShouldBeNull();
        resumed.Checkpoint().State.ShouldBe(whole.Checkpoint().State);
        resumed.Hash.SequenceEqual(whole.Hash).ShouldBeTrue();
    }

    [Fact]
    public void Any_byte_that_changes_in_an_event_or_an_answer_is_noticed()
    {
        var blocks = Session(13).Blocks.Take(120).ToList();
        var dice = new Dice(13);
        foreach (var at in Enumerable.Range(0, blocks.Count))
        {
            using var engine = new JournaledEngine(new MemoryJournal());
            foreach (var block in blocks.Take(at)) engine.Replay(block).ShouldBeNull();
            var checkpoint = engine.Checkpoint();
            foreach (var (changed, what) in Flipped(blocks[at], dice))
            {
                using var fresh = new JournaledEngine(new MemoryJournal());
                fresh.Restore(checkpoint);
                fresh.Replay(changed).ShouldNotBeNull($"position {blocks[at].Position}, {what}");
            }
        }
    }

    [Fact]
    public void A_missing_or_reordered_block_is_noticed()
    {
        var blocks = Session(17).Blocks;
        ReplayAll(blocks.Where(static block => block.Position != 50)).ShouldNotBeNull().ShouldContain("at position 50");
        ReplayAll([.. blocks.Take(10), blocks[11], blocks[10]]).ShouldNotBeNull();
        ReplayAll([blocks[0] with { At = At.AddTicks(1) }]).ShouldNotBeNull().ShouldContain("hash");
        ReplayAll([blocks[0] with { Answers = [new JournalAnswer("ask", IsCommand: true, null, default)] }]).ShouldNotBeNull();
    }

    /// Three random bits of the body and of one answer.
    private static IEnumerable<(JournalBlock Block, string What)> Flipped(JournalBlock block, Dice dice)
    {
        for (var i = 0; i < 3 && block.Body.Length > 0; i++)
        {
            var body = block.Body.ToArray();
            var place = dice.Below(body.Length);
            body[place] ^= (byte)(1 << dice.Below(8));
            yield return (block with { Body = body }, $"byte {place} of {System.Text.Encoding.UTF8.GetString(block.Body.Span)}");
        }
        for (var i = 0; i < 3 && block.Answers.Count > 0; i++)
        {
            var answers = block.Answers.ToArray();
            var which = dice.Below(answers.Length);
            var body = answers[which].Body.ToArray();
            var place = dice.Below(body.Length);
            body[place] ^= (byte)(1 << dice.Below(8));
            answers[which] = answers[which] with { Body = body };
            yield return (block with { Answers = answers }, $"byte {place} of answer {System.Text.Encoding.UTF8.GetString(block.Answers[which].Body.Span)}");
        }
    }
}
