using System.Text;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Models;
using Perun.Mind.Models.Answers;
using Perun.Mind.Prompts;

namespace Perun.Mind.Decisions;

/// Note, prompt, model, checks: from what is known to what is proposed, with everything on record. Many may decide side by side,
/// each with its prompt; one whose decisions are only kept and not traded is a challenger in the shadow.
/// <param name="mostAge">How much older than the market the note may be, and how long an answer may take.</param>
public sealed class Decider(INoteSource notes, ModelDesk desk, TimeSpan mostAge)
{
    /// More symbols than this would drown each other in one request.
    public const int MostSymbols = 40;

    /// <param name="about">What to decide of the brief's instruments.</param>
    public async Task<DecisionRecord> DecideAsync(MarketBrief brief, IReadOnlyList<InstrumentBrief> about, Prompt prompt, CancellationToken cancel)
    {
        var asked = about.Select(instrument => instrument.Instrument.Symbol).ToList();
        var (note, why) = notes.NoteFor(brief with { Instruments = about });
        if (note is null) return Held(brief, asked, prompt, null, EntryVerdict.NoAnswer, $"there is no context note: {why}");
        if (!PromptFilling.IsWellEnveloped(note.Text)) return Held(brief, asked, prompt, note, EntryVerdict.NoAnswer, "the note's marks around text from outside don't match: this is a mistake in Perun, please report it");
        if (note.AsOf > brief.AsOf) return Held(brief, asked, prompt, note, EntryVerdict.Stale, $"the note is of {note.AsOf:yyyy-MM-dd HH:mm:ss}, after the moment it was asked for");
        if (brief.AsOf - note.AsOf > mostAge) return Held(brief, asked, prompt, note, EntryVerdict.Stale, $"the note is of {note.AsOf:yyyy-MM-dd HH:mm:ss}, older than {mostAge.TotalSeconds:0} s");

        var request = PromptFilling.Fill(prompt, ValuesOf(brief, about, note), DecisionShape.Asked);
        var reply = await desk.AskAsync(request, cancel);
        var (entries, failure) = reply.Outcome.IsAnswered
            ? new AnswerCheck(asked, new QuotedNumbers([request.System, .. request.Turns.Select(turn => turn.Text)])).Judge(reply.Outcome.Text)
            : (AnswerCheck.AllHold(asked, EntryVerdict.NoAnswer, WhyNoAnswer(reply)), WhyNoAnswer(reply));
        if (failure is null && reply.Latency > mostAge)
        {
            failure = $"the answer took {reply.Latency.TotalSeconds:0.#} s, longer than {mostAge.TotalSeconds:0} s";
            entries = AnswerCheck.AllHold(asked, EntryVerdict.Stale, failure);
        }
        return Held(brief, asked, prompt, note, EntryVerdict.NoAnswer, "") with
        {
            Model = reply.Model,
            RequestHash = reply.RequestHash,
            Outcome = reply.Outcome.Kind,
            Answer = reply.Outcome.Text.Length > AnswerReader.LongestAnswer ? reply.Outcome.Text[..AnswerReader.LongestAnswer] : reply.Outcome.Text,
            Failure = failure,
            InsteadOf = reply.InsteadOf,
            Entries = entries,
            Tokens = reply.Tokens,
            CostUsd = reply.CostUsd,
            Latency = reply.Latency,
            FromRecord = reply.FromRecord,
        };
    }

    private static string WhyNoAnswer(ModelReply reply) => reply.InsteadOf is { } first ? $"{first}; and in its place {reply.Model}: {reply.Outcome.Why}" : reply.Outcome.Why!;

    private static DecisionRecord Held(MarketBrief brief, IReadOnlyList<string> asked, Prompt prompt, ContextNote? note, EntryVerdict verdict, string why) => new()
    {
        AsOf = brief.AsOf,
        Asked = asked,
        Note = note?.Text ?? "",
        NoteHash = note?.Hash ?? "",
        NoteItems = note?.Items ?? [],
        PromptName = prompt.Name,
        PromptHash = prompt.Hash,
        Outcome = OutcomeKind.NotAsked,
        Failure = why,
        Entries = AnswerCheck.AllHold(asked, verdict, why),
    };

    private static Dictionary<string, string> ValuesOf(MarketBrief brief, IReadOnlyList<InstrumentBrief> about, ContextNote note) => new(StringComparer.Ordinal)
    {
        ["as_of"] = brief.AsOf.ToString("yyyy-MM-dd HH:mm:ss"),
        ["schema"] = DecisionShape.Asked.Schema,
        ["symbols"] = SymbolLines(about),
        ["note"] = note.Text,
    };

    private static string SymbolLines(IReadOnlyList<InstrumentBrief> about)
    {
        var lines = new StringBuilder();
        foreach (var one in about)
        {
            // Whether something is held matters to the decision; how much is nobody's business but ours.
            var held = one.Held switch { > 0 => "held long", < 0 => "held short", _ => "not held" };
            var kind = one.Instrument.AssetClass == AssetClass.Crypto ? "crypto" : "equity";
            lines.Append($"- {one.Instrument.Symbol} ({kind}): price {one.Price:0.########}, {held}\n");
        }
        return lines.ToString().TrimEnd();
    }
}
