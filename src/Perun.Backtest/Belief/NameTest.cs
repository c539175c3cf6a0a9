using Perun.Backtest.Reports;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Belief;

/// What an analyst thought of an instrument at one moment with its name hidden and with its name shown (1 it rises, -1 it falls, 0 neither),
/// and what its price did until it was asked again.
public readonly record struct PairedView(DateTime At, string Symbol, int Hidden, int Shown, double Return);

/// Does an analyst do better when it knows what it looks at, and when? If what it says came from the evidence alone, it would be as
/// likely to do better behind the mask: which side is which could be tossed for at each moment, and the test tosses it many times.
public sealed record NameTest
{
    public const int Draws = 10_000;
    public const double Level = 0.05;

    /// At fewer moments nothing can be told.
    public const int FewestDifferences = 8;

    public required int Moments { get; init; }

    public required int Views { get; init; }

    /// The share of views that were the same on both sides.
    public required double Agreement { get; init; }

    /// Moments at which the two sides came to something else.
    public required int Differences { get; init; }

    /// Of the views that were not "neither": the share that went as they said. Null where there were none.
    public required double? HitRateShown { get; init; }

    public required double? HitRateHidden { get; init; }

    /// What each side's views earned, in all, without costs: the sum of moves in their direction.
    public required double EarnedShown { get; init; }

    public required double EarnedHidden { get; init; }

    /// Between which the difference lies in nine of ten redrawings of the moments.
    public required Interval Band { get; init; }

    /// How often the tosses came to a difference at least as large.
    public required double Chance { get; init; }

    public double Difference => EarnedShown - EarnedHidden;

    public bool IsDecided => Differences >= FewestDifferences;

    public bool IsSuspect => IsDecided && Chance <= Level && Difference > 0;

    public Verdict Verdict => new(IsSuspect ? Tone.Bad : IsDecided ? Tone.Good : Tone.Doubt, Headline, Sentence,
    [
        new Finding(Tone.Plain, $"The same view in {Verdict.Share(Agreement)} of {Views:#,##0} cases."),
        new Finding(Tone.Plain, $"Right about the direction: {Hit(HitRateShown)} with names shown, {Hit(HitRateHidden)} with names hidden."),
        new Finding(IsSuspect ? Tone.Bad : Tone.Plain, $"Its views earned {Figures.Change(EarnedShown)} with names shown and {Figures.Change(EarnedHidden)} with names hidden, before costs; in nine of ten redrawings the difference is from {Figures.Change(Band.Low)} to {Figures.Change(Band.High)}."),
    ]);

    private string Headline => IsSuspect ? "It does better when it knows the names: its result may be memory"
        : !IsDecided ? "Too little to tell: it said nearly the same with and without names"
        : "No sign of memory: the difference is no more than luck makes";

    private string Sentence => IsSuspect
        ? $"With names and dates shown its views earned {Figures.Change(Difference)} on top, and tossing at each moment which side is which comes to that much in {Verdict.Share(Chance)} of cases. Trust the masked run: what comes next is in nobody's memory."
        : !IsDecided
        ? $"The two sides differed at {Differences} of {Moments} moments, and {FewestDifferences} are the least to go by.{(Differences == 0 ? " Names and dates changed nothing that it said." : " Take more days, or ask more often.")}"
        : $"Showing names and dates changed what its views earned by {Figures.Change(Difference)}, and tossing at each moment which side is which comes to that much in {Verdict.Share(Chance)} of cases. Help of less than {Figures.Percent(Math.Max(Band.High, 0))} could have been missed.";

    public static NameTest Of(IReadOnlyList<PairedView> views, ulong seed)
    {
        // What happens to several instruments at one moment is not independent: moments are tossed for and redrawn as a whole.
        double[] differences = [.. views.GroupBy(view => view.At).OrderBy(moment => moment.Key).Select(moment => moment.Sum(view => (view.Shown - view.Hidden) * view.Return))];
        var differing = views.GroupBy(view => view.At).Count(moment => moment.Any(view => view.Shown != view.Hidden));
        return new NameTest
        {
            Moments = differences.Length,
            Views = views.Count,
            Agreement = views.Count == 0 ? 1 : (double)views.Count(view => view.Shown == view.Hidden) / views.Count,
            Differences = differing,
            HitRateShown = HitRate(views, view => view.Shown),
            HitRateHidden = HitRate(views, view => view.Hidden),
            EarnedShown = views.Sum(view => view.Shown * view.Return),
            EarnedHidden = views.Sum(view => view.Hidden * view.Return),
            Band = Redraw(differences, RandomStream.Named(seed, "redraw")),
            Chance = Toss(differences, RandomStream.Named(seed, "toss")),
        };
    }

    /// One-sided: how often random signs make the sum at least as large.
    private static double Toss(double[] differences, RandomStream random)
    {
        var (seen, reached) = (differences.Sum(), 0);
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            foreach (var difference in differences) sum += (random.Next() >> 63) == 0 ? difference : -difference;
            if (sum >= seen - 1e-12) reached++;
        }
        return (1.0 + reached) / (1 + Draws);
    }

    private static Interval Redraw(double[] differences, RandomStream random)
    {
        var sums = new double[2000];
        for (var draw = 0; draw < sums.Length; draw++)
            for (var i = 0; i < differences.Length; i++) sums[draw] += differences[random.NextBelow(differences.Length)];
        return Interval.Of(sums)!;
    }

    private static double? HitRate(IReadOnlyList<PairedView> views, Func<PairedView, int> of)
    {
        var taken = views.Where(view => of(view) != 0 && view.Return != 0).ToList();
        return taken.Count == 0 ? null : (double)taken.Count(view => of(view) * view.Return > 0) / taken.Count;
    }

    private static string Hit(double? rate) => rate is { } known ? Figures.Percent(known) : "nothing said";
}
