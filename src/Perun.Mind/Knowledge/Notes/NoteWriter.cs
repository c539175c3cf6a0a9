using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Mind.Knowledge.Notes;

/// Merges the lanes into one note. A function of the knowledge, the request and the counter: the same give the same, byte for byte.
public sealed class NoteWriter(ITokenCounter counter)
{
    public Synthesis Write(KnowledgeBase knowledge, NoteRequest request)
    {
        var selections = SelectIn(knowledge, request);
        var (items, folded) = Merge.Of(selections);
        knowledge.Tell(new WindowMerged(request.AsOf, items.Count));
        foreach (var item in items) item.Word(Echo.Of(knowledge, item.Held, request.AsOf), text => counter.Count(text));

        var synthesis = Overrun(selections) is { } overrun
            ? NoNote(overrun, request, items, folded, selections)
            : Fit(knowledge.Lanes, request, items, folded, selections);
        knowledge.Tell(new NoteSynthesised(request.AsOf, synthesis));
        return synthesis;
    }

    private static List<Selection> SelectIn(KnowledgeBase knowledge, NoteRequest request)
    {
        var selections = new List<Selection>();
        foreach (var lane in knowledge.Lanes.Lanes.Where(lane => lane.Status != LaneStatus.Disabled))
        {
            selections.Add(knowledge.Board.Select(lane, request.AsOf, request.Focus));
            knowledge.Tell(new LaneRefreshed(request.AsOf, lane.Id, selections[^1].Chosen.Count));
        }
        return selections;
    }

    /// What must surface may not be cut by a cap either.
    private static string? Overrun(List<Selection> selections) =>
        selections.Find(selection => selection.Lane is { MustSurface: true, Status: LaneStatus.Enabled } && selection.LeftOut is not null) is { } over
            ? $"{over.Lane.Id} must tell everything in it, and that is more than its cap of {over.Lane.Cap} items: raise the cap, or let less be in the lane"
            : null;

    private Synthesis Fit(LaneSet lanes, NoteRequest request, List<Item> items, List<Folded> folded, List<Selection> selections)
    {
        var head = NoteText.Head(request);
        var placement = new Placement(head, items, lanes, request.Budget, counter);
        if (placement.Fill() is { } why) return NoNote(why, request, items, folded, selections);

        // Parts may cost less than what they make up: what counts is the text as it goes out.
        var text = NoteText.Render(head, items);
        var tokens = counter.Count(text);
        while (tokens > request.Budget)
        {
            if (!placement.StepBack())
                return NoNote($"what must be told takes {tokens} tokens, and the budget is {request.Budget}: raise the budget, or let less be in the lanes that must surface", request, items, folded, selections);
            text = NoteText.Render(head, items);
            tokens = counter.Count(text);
        }
        var told = items.Where(item => item.IsPlaced).OrderBy(item => item.Kind).Select(item => item.Held.ToPublic());
        return new Note(request, counter.Name, Accounts(items, folded, selections), text, tokens, [.. told]);
    }

    private NoNote NoNote(string why, NoteRequest request, List<Item> items, List<Folded> folded, List<Selection> selections)
    {
        foreach (var item in items) (item.IsPlaced, item.Refusal) = (false, (Fate.NoRoom, "there is no note"));
        return new NoNote(request, counter.Name, Accounts(items, folded, selections), why);
    }

    private static List<ItemAccount> Accounts(List<Item> items, List<Folded> folded, List<Selection> selections)
    {
        var accounts = new List<ItemAccount>(items.Count);
        var seen = new HashSet<Held>();
        foreach (var item in items.OrderBy(item => !item.IsPlaced))
        {
            seen.Add(item.Held);
            var (fate, why) = item.IsPlaced ? Telling(item) : item.Refusal;
            accounts.Add(Account(item.Candidate, fate, why, item.IsPlaced ? item.Tokens : item.ShortTokens));
        }
        foreach (var (item, into) in folded.Concat(selections.Where(selection => selection.Lane.Status == LaneStatus.Enabled).SelectMany(selection => selection.Folded)))
            if (seen.Add(item.Held)) accounts.Add(Account(item, Fate.Folded, $"it says the same as {into.Object.Key}", 0));
        foreach (var item in selections.Where(selection => selection.Lane.Status == LaneStatus.Muted).SelectMany(selection => selection.Chosen))
            if (seen.Add(item.Held)) accounts.Add(Account(item, Fate.LaneMuted, $"{item.Lane.Id} is muted", 0));
        return accounts;
    }

    private static (Fate, string) Telling(Item item)
    {
        var why = item.MustSurface ? $"{item.Lane.Id} must surface" : item.Candidate.Score.IsPinned ? $"pinned in {item.Lane.Id}" : $"worth its room in {item.Lane.Id}";
        return item.IsFull || ReferenceEquals(item.Short, item.Full) ? (Fate.Told, why) : (Fate.Shortened, $"{why}; no room for its detail");
    }

    private static ItemAccount Account(in Candidate candidate, Fate fate, string why, int tokens) =>
        new(candidate.Held.Object.Key, candidate.Held.Object.Text, candidate.Lane.Id, candidate.Score, fate, why, tokens);
}
