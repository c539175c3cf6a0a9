using Perun.Simulation.Randomness;

namespace Perun.VenueServers.Faults;

/// What goes wrong, and when: those who could let something go wrong ask it each time. Scripts come first, in their order; then
/// seeded chance.
public sealed class FaultPlan(IReadOnlyList<FaultWord> known, double chance, ulong seed)
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private readonly List<string> _struck = [];
    private RandomStream _random = RandomStream.Named(seed, "faults");

    public IReadOnlyList<FaultWord> Known => known;

    /// Hears of each fault as it strikes.
    public Action<string>? Log { get; init; }

    public void Add(IEnumerable<FaultRule> rules)
    {
        lock (_gate) _pending.AddRange(rules.Select(static rule => new Pending(rule)));
    }

    /// What is still to strike, and what has struck.
    public (IReadOnlyList<string> Pending, IReadOnlyList<string> Struck) Look()
    {
        lock (_gate) return ([.. _pending.Select(static pending => pending.Rule.ToString())], [.. _struck]);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
            _struck.Clear();
        }
    }

    /// The rule by which this word strikes this, if one does; it counts as struck then.
    /// <param name="elapsed">How far the venue is into its time.</param>
    public FaultRule? Strike(FaultWord word, string subject, TimeSpan elapsed)
    {
        lock (_gate)
        {
            for (var place = 0; place < _pending.Count; place++)
            {
                var pending = _pending[place];
                if (pending.Rule.Word != word || pending.Rule.At > elapsed || !subject.StartsWith(pending.Rule.On, StringComparison.OrdinalIgnoreCase)) continue;
                if (pending.Skipped < pending.Rule.Skip)
                {
                    pending.Skipped++;
                    continue;
                }
                if (pending.Rule.Chance < 1 && !_random.NextChance(pending.Rule.Chance)) continue;
                if (++pending.Done >= pending.Rule.Times) _pending.RemoveAt(place);
                Note(pending.Rule.Word, subject);
                return pending.Rule;
            }
            if (chance == 0 || !word.ByChance || !subject.StartsWith(word.Usually, StringComparison.OrdinalIgnoreCase) || !_random.NextChance(chance)) return null;
            Note(word, subject);
            return new FaultRule { Word = word, On = word.Usually };
        }
    }

    private void Note(FaultWord word, string subject)
    {
        const int most = 10_000;
        if (_struck.Count < most) _struck.Add($"{word.Word} {subject}");
        Log?.Invoke($"fault: {word.Word} strikes {subject}");
    }

    private sealed class Pending(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int Skipped { get; set; }

        public int Done { get; set; }
    }
}
