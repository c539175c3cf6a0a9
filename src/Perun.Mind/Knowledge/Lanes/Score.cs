namespace Perun.Mind.Knowledge.Lanes;

/// What an object is worth in a lane at a moment, and what that is made of.
public readonly record struct Score(double Severity, double Confidence, double Priority, double Recency, double Relevance, double Pinned)
{
    public bool IsPinned => Pinned > 0;

    public double Total => IsPinned ? Pinned : Severity + Confidence + Priority + Recency + Relevance;

    /// <param name="age">How old it is; what seems to come from the future is new.</param>
    /// <param name="relevance">0 to 1.</param>
    public static Score Of(Lane lane, in Grades grades, TimeSpan age, double relevance) => new(
        lane.Weights.Severity * (int)grades.Severity.GetValueOrDefault(),
        lane.Weights.Confidence * (int)grades.Confidence.GetValueOrDefault(),
        lane.Weights.Priority * (int)grades.Priority.GetValueOrDefault(),
        lane.Weights.Recency * RecencyOf(age, lane.HalfLife),
        lane.Weights.Relevance * relevance,
        0);

    public static Score PinnedIn(Lane lane) => new(0, 0, 0, 0, 0, lane.Weights.Pinned);

    /// Rounded, so that the last bit of one processor's mathematics does not turn a tie into an order.
    public static double RecencyOf(TimeSpan age, TimeSpan halfLife) =>
        age <= TimeSpan.Zero ? 1 : Math.Round(Math.Pow(2, -(age / halfLife)), 9);

    public override string ToString()
    {
        if (IsPinned) return $"{Pinned:0.###} pinned";
        var parts = new List<string>(5);
        Add(Severity, "severity");
        Add(Confidence, "confidence");
        Add(Priority, "priority");
        Add(Recency, "recency");
        Add(Relevance, "relevance");
        return parts.Count == 0 ? "0" : $"{Total:0.###} = {string.Join(" + ", parts)}";

        void Add(double part, string name)
        {
            if (part != 0) parts.Add($"{part:0.###} {name}");
        }
    }
}
