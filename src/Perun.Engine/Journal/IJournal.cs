namespace Perun.Engine.Journal;

/// Where events and the engine's answers to them are kept, in order, for good.
public interface IJournal
{
    /// Takes one event with its answers. The memory of the block is good during the call only.
    void Append(in JournalBlock block);

    /// Returns once everything appended is durable. No command may leave before.
    void Commit();
}

/// One event and what the engine answered.
public readonly record struct JournalBlock
{
    /// 1 for the first event; no position is left out.
    public required long Position { get; init; }

    public required DateTime At { get; init; }

    public required string Name { get; init; }

    /// What the event is about, for finding it: an order's id, a symbol.
    public string? Subject { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required IReadOnlyList<JournalAnswer> Answers { get; init; }

    /// Of this block and, through the block before, of everything before it.
    public required ReadOnlyMemory<byte> Hash { get; init; }
}

/// A command or a notice.
public readonly record struct JournalAnswer(string Name, bool IsCommand, string? Subject, ReadOnlyMemory<byte> Body);
