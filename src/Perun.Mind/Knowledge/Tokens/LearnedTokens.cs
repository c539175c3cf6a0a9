namespace Perun.Mind.Knowledge.Tokens;

/// Another counter's counts, scaled by what the provider itself reported for earlier requests: a model that proves dearer than
/// counted is believed at once and for good, one that proves cheaper changes nothing.
public sealed class LearnedTokens(ITokenCounter counter) : ITokenCounter
{
    /// A single mistaken report must not shrink every note to nothing.
    public const double MostFactor = 4;

    public string Name => Factor > 1 ? $"{counter.Name} × {Factor:0.00}" : counter.Name;

    public double Factor { get; private set; } = 1;

    /// <param name="counted">What the other counter says of the whole request.</param>
    /// <param name="reported">What the provider said it was.</param>
    public void Learn(int counted, int reported)
    {
        if (counted > 0 && reported > counted) Factor = Math.Min(MostFactor, Math.Max(Factor, (double)reported / counted));
    }

    public int Count(ReadOnlySpan<char> text) => (int)Math.Min(int.MaxValue, Math.Ceiling(counter.Count(text) * Factor));
}
