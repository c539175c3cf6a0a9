namespace Perun.Mind.Knowledge.Notes;

/// What came of merging the lanes: a note, or why there is none.
/// <param name="Counter">How tokens were counted.</param>
/// <param name="Items">What became of each object that a lane selected: those in the note first, in its ranking; then the others.</param>
public abstract record Synthesis(NoteRequest Request, string Counter, IReadOnlyList<ItemAccount> Items);

/// <param name="Tokens">What the text costs; never more than the budget.</param>
/// <param name="Objects">The objects in it, by kind and then by rank, as they were told.</param>
public sealed record Note(NoteRequest Request, string Counter, IReadOnlyList<ItemAccount> Items, string Text, int Tokens, IReadOnlyList<HeldObject> Objects)
    : Synthesis(Request, Counter, Items);

/// What must be told does not fit. Whoever decides has to hold: a note without its risks would be worse than none.
public sealed record NoNote(NoteRequest Request, string Counter, IReadOnlyList<ItemAccount> Items, string Why) : Synthesis(Request, Counter, Items);
