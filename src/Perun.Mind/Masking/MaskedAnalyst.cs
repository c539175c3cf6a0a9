using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;

namespace Perun.Mind.Masking;

/// Lets an analyst decide behind a mask: it is asked about invented symbols in another time, and what it proposes comes out in the real ones.
public sealed class MaskedAnalyst(IAnalyst inner, Mask mask) : IAnalyst, IFollowsBars
{
    public string Name => inner.Name;

    public void See(InstrumentId instrument, in Bar minute)
    {
        if (inner is IFollowsBars follower) follower.See(instrument, minute);
    }

    public async ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel)
    {
        var hidden = mask.Hide(brief);
        var analysis = await inner.ProposeAsync(hidden, cancel);
        return new Analysis(
            [.. analysis.Signals.Select(signal => signal with
            {
                Rationale = mask.Show(signal.Rationale),
                // What the rules propose in a model's place was never masked.
                BasedOn = signal.BasedOn == hidden.AsOf ? brief.AsOf : signal.BasedOn,
                ReferencePrice = signal.BasedOn == hidden.AsOf ? (decimal)brief.Instruments.First(about => about.Id == signal.Instrument).Price : signal.ReferencePrice,
            })],
            analysis.Failure is { } failure ? mask.Show(failure) : null);
    }
}

/// Writes notes behind a mask. One that still tells what it should hide is not handed out: a model must not see it.
public sealed class MaskedNotes(INoteSource inner, Mask mask) : INoteSource
{
    public (ContextNote? Note, string? Why) NoteFor(MarketBrief brief)
    {
        var (note, why) = inner.NoteFor(mask.Show(brief));
        if (note is null) return (null, why);
        var hidden = mask.Hide(note.Text);
        return mask.Left(hidden) is { Count: > 0 } left
            ? (null, $"the mask left {string.Join(", ", left)} in it")
            : (note with { Text = hidden, AsOf = brief.AsOf }, null);
    }
}
