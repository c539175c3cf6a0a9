namespace Perun.Backtest.Checks;

public enum LookAheadKind
{
    /// Says something else when what comes later is missing or different.
    Future,

    /// Says something else the second time: chance, a clock, or something that survives a run.
    Repeat,

    /// Says something else when the same bars bear other dates.
    Date,
}

/// The first bar on which a decision was another than it should have been.
/// <param name="Bar">Counted from 1.</param>
/// <param name="Sentence">The whole of it for a person.</param>
public sealed record LookAheadFinding(LookAheadKind Kind, int Bar, DateTime Time, string Said, string Says, string Sentence);

/// <param name="Bars">In the history.</param>
/// <param name="Cuts">How often history was ended early and continued otherwise.</param>
/// <param name="Ideas">Decisions other than to hold. Without any, nothing has been shown.</param>
public sealed record LookAheadReport(int Bars, int Cuts, int Ideas, LookAheadFinding? Culprit)
{
    public bool IsClean => Culprit is null;

    public string Sentence => Culprit is { } culprit ? culprit.Sentence
        : Ideas == 0 ? $"Nothing was decided on {Bars:#,##0} bars, so nothing is shown: take more bars or other parameters."
        : $"No look-ahead: {Ideas:#,##0} ideas on {Bars:#,##0} bars stayed the same when history ended, or went on otherwise, after {Cuts:#,##0} of them.";
}
