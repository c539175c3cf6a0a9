using Perun.Core.Strategies;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Search.Methods;

/// A tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, 2011): the tried sets are split into the best and
/// the rest, and what comes next is drawn where the best are dense and the rest are not, each parameter by itself. A generation
/// is of one size on any machine, so that the number of cores changes nothing.
internal sealed class ParzenProposer : IProposer
{
    private const int Generation = 20;
    private const int Candidates = 24;
    private const int TriesPerSet = 50;
    private const double BestShare = 0.15;

    private readonly SearchSpace _space;
    private readonly Objective _objective;
    private readonly int _trials;
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, int[]> _places = [];
    private RandomStream _dice;

    public ParzenProposer(SearchSpace space, Objective objective, int trials, ulong seed)
    {
        (_space, _objective, _trials) = (space, objective, trials);
        _dice = RandomStream.Named(seed, "parzen");
    }

    public int Total => _trials;

    public IReadOnlyList<ParameterValues> Next(IReadOnlyList<SetOutcome> tried)
    {
        var count = Math.Min(Generation, _trials - tried.Count);
        if (count <= 0) return [];
        List<int[]> chosen;
        if (tried.Count < Generation)
        {
            (chosen, var objection) = Sampling.Some(_space, count, ref _dice, _known);
            if (chosen.Count == 0 && tried.Count == 0) throw new SearchException(NothingValid.Sentence(_space, objection));
        }
        else
        {
            chosen = Improve(tried, count);
        }
        var sets = new List<ParameterValues>(chosen.Count);
        foreach (var places in chosen)
        {
            var values = _space.At(places).Values!;
            _places[values.ToString()] = places;
            sets.Add(values);
        }
        return sets;
    }

    private List<int[]> Improve(IReadOnlyList<SetOutcome> tried, int count)
    {
        var ranked = tried.Select((outcome, order) => (Places: _places[outcome.Key], Score: Score(outcome), order))
            .OrderByDescending(one => one.Score).ThenBy(one => one.order).ToArray();
        var best = Math.Max(2, (int)Math.Ceiling(ranked.Length * BestShare));
        var good = ranked.Take(best).Select(one => one.Places).ToArray();
        var poor = ranked.Skip(best).Select(one => one.Places).ToArray();
        var chosen = new List<int[]>(count);
        for (var tries = 0; chosen.Count < count && tries < count * TriesPerSet; tries++)
        {
            var places = Draw(good, poor);
            if (_known.Add(string.Join(' ', places)) && _space.At(places).Values is not null) chosen.Add(places);
        }
        // Where everything near the best is known, the rest of the space gets its turn.
        if (chosen.Count < count) chosen.AddRange(Sampling.Some(_space, count - chosen.Count, ref _dice, _known).Places);
        return chosen;
    }

    private int[] Draw(int[][] good, int[][] poor)
    {
        var places = new int[_space.Ranges.Count];
        for (var axis = 0; axis < places.Length; axis++)
        {
            var count = _space.Ranges[axis].Count;
            var (bestPlace, bestRatio) = (0, double.NegativeInfinity);
            for (var candidate = 0; candidate < Candidates; candidate++)
            {
                var place = Near(good, axis, count);
                var ratio = Density(good, axis, count, place) / Density(poor, axis, count, place);
                if (ratio > bestRatio) (bestPlace, bestRatio) = (place, ratio);
            }
            places[axis] = bestPlace;
        }
        return places;
    }

    /// Near one of the sets or, once in so many times, anywhere.
    private int Near(int[][] sets, int axis, int count)
    {
        var chosen = _dice.NextBelow(sets.Length + 1);
        if (chosen == sets.Length) return _dice.NextBelow(count);
        var place = Math.Round(sets[chosen][axis] + Width(sets.Length, count) * _dice.NextNormal());
        return (int)Math.Clamp(place, 0, count - 1);
    }

    private static double Density(int[][] sets, int axis, int count, int place)
    {
        var width = Width(sets.Length, count);
        var sum = 1.0 / count;
        foreach (var set in sets)
        {
            var distance = (place - set[axis]) / width;
            sum += PortableMath.Exp(-0.5 * distance * distance) / width;
        }
        return sum / (sets.Length + 1);
    }

    private static double Width(int sets, int count) => Math.Max(0.75, 0.5 * count / (1 + sets));

    private double Score(SetOutcome outcome) => outcome.Numbers is { } numbers ? _objective.Of(numbers) ?? double.NegativeInfinity : double.NegativeInfinity;
}
