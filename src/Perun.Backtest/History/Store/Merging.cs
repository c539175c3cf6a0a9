using Perun.Core.Bars;

namespace Perun.Backtest.History.Store;

/// Which of two different bars of one time stays.
public enum Prefer
{
    /// The one that came first: what is stored, or stands earlier in the file.
    Old,

    New,
}

/// Two bars of one time that are not the same.
public sealed record Conflict(DateTime Time, Bar Kept, Bar Dropped);

/// What happened where bars of one time met.
public sealed class MergeLog(Prefer prefer)
{
    public const int MostExamples = 10;

    private readonly List<Conflict> _examples = [];

    public Prefer Prefer => prefer;

    /// Bars left out because the very same one was there.
    public long Identical { get; private set; }

    /// Times at which bars differed.
    public long Differing { get; private set; }

    public IReadOnlyList<Conflict> Examples => _examples;

    /// The bar that stays.
    internal Bar Settle(in Bar old, in Bar later)
    {
        if (old == later)
        {
            Identical++;
            return old;
        }
        Differing++;
        var (kept, dropped) = prefer == Prefer.Old ? (old, later) : (later, old);
        if (_examples.Count < MostExamples) _examples.Add(new Conflict(old.Time, kept, dropped));
        return kept;
    }
}
