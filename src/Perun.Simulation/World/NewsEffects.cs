namespace Perun.Simulation.World;

/// Moves that stories cause: each drifts over a number of traded minutes, strongest at its beginning.
internal sealed class NewsEffects
{
    private readonly List<Effect> _effects = [];

    private struct Effect
    {
        public DateTime From;
        public double Size;
        public int Minutes;
        public int Left;
    }

    /// <param name="size">The whole move, as a log return.</param>
    public void Add(DateTime from, double size, int minutes) =>
        _effects.Add(new Effect { From = from, Size = size, Minutes = minutes, Left = minutes });

    public bool IsAtWork(DateTime minute)
    {
        foreach (var effect in _effects)
            if (effect.From <= minute) return true;
        return false;
    }

    /// The part of all moves that belongs to this traded minute.
    public double Take(DateTime minute)
    {
        var sum = 0.0;
        for (var place = _effects.Count - 1; place >= 0; place--)
        {
            var effect = _effects[place];
            if (effect.From > minute) continue;
            sum += effect.Size * (2 * effect.Left - 1) / ((double)effect.Minutes * effect.Minutes);
            effect.Left--;
            if (effect.Left == 0) _effects.RemoveAt(place);
            else _effects[place] = effect;
        }
        return sum;
    }
}
