using Perun.Mind.Knowledge;

namespace Perun.Adapters.Sources.News;

/// What a piece sounds like, from -1 (bad) to 1 (good), as a service rates it.
internal readonly record struct Mood(double Score)
{
    private const double Noticeable = 0.15;
    private const double Plain = 0.3;
    private const double Strong = 0.6;

    /// Null where a part is missing or is no share.
    public static Mood? Of(double? positive, double? negative) =>
        positive is >= 0 and <= 1 && negative is >= 0 and <= 1 ? new Mood(positive.Value - negative.Value) : null;

    public string Word => Score > Noticeable ? "positive" : Score < -Noticeable ? "negative" : "neutral";

    /// The louder it sounds, either way, the more it matters.
    public Severity Severity => Math.Abs(Score) switch
    {
        >= Strong => Severity.High,
        >= Plain => Severity.Medium,
        _ => Severity.Low,
    };
}
