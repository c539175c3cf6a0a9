using Perun.Engine.Journal;

namespace Perun.Engine.Tests.Journal;

/// Keeps blocks in memory, and the order in which they were appended and made durable.
internal sealed class MemoryJournal : IJournal
{
    public List<JournalBlock> Blocks { get; } = [];

    public List<string> Calls { get; } = [];

    public bool IsFull { get; set; }

    public void Append(in JournalBlock block)
    {
        Calls.Add($"append {block.Position}");
        Blocks.Add(block with
        {
            Body = block.Body.ToArray(),
            Answers = [.. block.Answers.Select(static answer => answer with { Body = answer.Body.ToArray() })],
            Hash = block.Hash.ToArray(),
        });
    }

    public void Commit()
    {
        if (IsFull) throw new InvalidOperationException("no space is left");
        Calls.Add("commit");
    }
}
