using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Mind.Knowledge.Notes;

/// Puts whole items into a budget: what must surface, then each lane's best up to its floor, then the best of the rest, each
/// lane up to its ceiling; with what is left over, details are told. Every step can be taken back, the least valuable first.
internal sealed class Placement(string head, IReadOnlyList<Item> items, LaneSet lanes, int budget, ITokenCounter counter)
{
    private readonly Dictionary<string, int> _usedByLane = new(StringComparer.Ordinal);
    private readonly Dictionary<(KnowledgeKind, bool IsOutside), int> _inFrame = [];
    private readonly Stack<(Item Item, bool WasDetail)> _steps = new();
    private int _used = counter.Count(head);
    private int _inWindow;

    /// Null when all that must be told is in, else why it is not.
    public string? Fill()
    {
        if (_used > budget) return $"the budget of {budget} tokens does not even hold the note's first lines, which take {_used}: raise it";
        if (PlaceWhatMust() is { } why) return why;
        foreach (var lane in lanes.Lanes.Where(lane => lane.Floor > 0))
            foreach (var item in items)
                if (!item.IsPlaced && item.Lane.Id == lane.Id) Try(item, (int)(lane.Floor * budget));
        foreach (var item in items)
            if (!item.IsPlaced) Try(item, CeilingOf(item));
        foreach (var item in items)
            if (item.IsPlaced) TryDetail(item);
        return null;
    }

    /// Takes back the last step; false when only what must surface is left.
    public bool StepBack()
    {
        if (!_steps.TryPop(out var step)) return false;
        var before = step.Item.Tokens;
        if (step.WasDetail) step.Item.IsFull = false;
        else
        {
            Remove(step.Item);
            step.Item.Refusal = (Fate.NoRoom, "the whole text costs more than its parts, so it was taken out again");
        }
        Use(step.Item.Lane, step.WasDetail ? step.Item.Tokens - before : -before);
        return true;
    }

    private string? PlaceWhatMust()
    {
        var needed = _used;
        foreach (var item in items.Where(item => item.MustSurface))
        {
            needed += CostOf(item);
            Place(item);
        }
        if (needed <= budget) return null;
        var lanesThatMust = string.Join(" and ", items.Where(item => item.MustSurface).Select(item => item.Lane.Id).Distinct());
        return $"what {lanesThatMust} must tell takes {needed} tokens, and the budget is {budget}: raise the budget, or let less be in the lane";
    }

    private void Try(Item item, int most)
    {
        var cost = CostOf(item);
        var ofLane = _usedByLane.GetValueOrDefault(item.Lane.Id);
        if (_inWindow >= lanes.Window) item.Refusal = (Fate.WindowFull, $"{lanes.Window} better items are told already");
        else if (_used + cost > budget) item.Refusal = (Fate.NoRoom, $"it needs {cost} tokens, and {budget - _used} were left");
        else if (ofLane + cost > most) item.Refusal = (Fate.LaneCeiling, $"{item.Lane.Id} may take {most} tokens; it has taken {ofLane}, and this one needs {cost}");
        else
        {
            Place(item);
            _steps.Push((item, WasDetail: false));
        }
    }

    private void TryDetail(Item item)
    {
        var more = item.FullTokens - item.ShortTokens;
        if (ReferenceEquals(item.Short, item.Full) || _used + more > budget) return;
        if (!item.MustSurface && _usedByLane.GetValueOrDefault(item.Lane.Id) + more > CeilingOf(item)) return;
        item.IsFull = true;
        Use(item.Lane, more);
        _steps.Push((item, WasDetail: true));
    }

    private int CeilingOf(Item item) => (int)(item.Lane.Ceiling * budget);

    /// Its line, and the frame around it where it is the first.
    private int CostOf(Item item) => item.ShortTokens + FrameOf(item);

    private int FrameOf(Item item)
    {
        var frame = 0;
        if (item.IsOutside && CountIn(item.Kind, isOutside: true) == 0) frame += counter.Count(NoteText.EnvelopeMarks);
        if (CountIn(item.Kind, isOutside: true) + CountIn(item.Kind, isOutside: false) == 0) frame += counter.Count(NoteText.Heading(item.Kind));
        return frame;
    }

    private int CountIn(KnowledgeKind kind, bool isOutside) => _inFrame.GetValueOrDefault((kind, isOutside));

    private void Place(Item item)
    {
        var cost = CostOf(item);
        item.IsPlaced = true;
        _inFrame[(item.Kind, item.IsOutside)] = CountIn(item.Kind, item.IsOutside) + 1;
        if (!item.MustSurface) _inWindow++;
        Use(item.Lane, cost);
    }

    private void Remove(Item item)
    {
        item.IsPlaced = false;
        _inFrame[(item.Kind, item.IsOutside)]--;
        _inWindow--;
    }

    private void Use(Lane lane, int tokens)
    {
        _used += tokens;
        _usedByLane[lane.Id] = _usedByLane.GetValueOrDefault(lane.Id) + tokens;
    }
}
