using Perun.Mind.Analysts;

namespace Perun.Mind.Decisions;

/// The context note a decision is made on. Text from outside stands in its envelope.
/// <param name="Hash">Identifies the text; the archive of notes has it under this.</param>
/// <param name="Items">The ids of what is in it, for looking back.</param>
/// <param name="AsOf">The moment it was written for: nothing in it was learned later.</param>
public sealed record ContextNote(string Text, string Hash, IReadOnlyList<string> Items, DateTime AsOf);

/// Writes notes.
public interface INoteSource
{
    /// <returns>No note, and why, where what must be told can't be.</returns>
    (ContextNote? Note, string? Why) NoteFor(MarketBrief brief);
}
