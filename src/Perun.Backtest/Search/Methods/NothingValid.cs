namespace Perun.Backtest.Search.Methods;

internal static class NothingValid
{
    /// For a space in which no combination makes sense.
    public static string Sentence(SearchSpace space, string? objection) =>
        $"No combination of these ranges makes sense for {space.Strategy.Name}: change them. The first said: {objection}";
}
