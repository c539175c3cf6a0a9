using Perun.Core.Strategies;

namespace Perun.Backtest.Search.Methods;

/// Which sets to try next, given what came of those before. What it proposes depends on that and on its seed alone, so that a
/// search that is taken up again goes the same way.
internal interface IProposer
{
    /// How many sets there will be, as far as known.
    int Total { get; }

    /// The next sets, which can be tried in any order; none when the search is over.
    IReadOnlyList<ParameterValues> Next(IReadOnlyList<SetOutcome> tried);
}

/// All sets at once.
internal sealed class Batch(IReadOnlyList<ParameterValues> sets) : IProposer
{
    private bool _isGiven;

    public int Total => sets.Count;

    public IReadOnlyList<ParameterValues> Next(IReadOnlyList<SetOutcome> tried)
    {
        if (_isGiven) return [];
        _isGiven = true;
        return sets;
    }
}
