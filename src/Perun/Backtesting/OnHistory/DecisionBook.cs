using Perun.Backtest.Results;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Masking;
using Perun.Mind.Models;
using Perun.Mind.Prompts;
using Perun.Minds;
using Perun.Web.Words;

namespace Perun.Backtesting.OnHistory;

/// Writes down every decision of a run in the real names and days, with what engine made of it. What it costs is taken from the call
/// behind the answer, so that a run from the record reads as the run that paid.
/// <param name="room">Where the notes were written.</param>
internal sealed class DecisionBook(RunRecord record, KnowledgeRoom room, Universe universe, PromptLibrary prompts, Mask? mask) : IDecisionArchive
{
    private readonly List<RunDecision> _decisions = [];
    private readonly List<DecisionRecord> _records = [];
    private readonly List<RunPrompt> _prompts = [];

    public IReadOnlyList<RunDecision> Decisions => _decisions;

    /// Each version that was used.
    public IReadOnlyList<RunPrompt> Prompts => _prompts;

    /// As the decider had them, behind the mask where there is one.
    public IReadOnlyList<DecisionRecord> Records => _records;

    public void Keep(DecisionRecord decision)
    {
        room.Asked(decision);
        var call = record.Behind(decision.RequestHash);
        _records.Add(decision);
        if (!_prompts.Exists(known => known.Hash == decision.PromptHash) && prompts.All.FirstOrDefault(one => one.Hash == decision.PromptHash) is { } prompt)
            _prompts.Add(new RunPrompt(prompt.Name, prompt.Hash, prompt.System, prompt.Request));
        _decisions.Add(new RunDecision
        {
            Number = _decisions.Count + 1,
            At = mask is null ? decision.AsOf : mask.Show(decision.AsOf),
            Model = decision.Model,
            Prompt = decision.PromptName,
            PromptHash = decision.PromptHash,
            RequestHash = decision.RequestHash,
            Outcome = Phrases.Apart(decision.Outcome.ToString()),
            Failure = Shown(decision.Failure),
            Note = decision.Note,
            Answer = decision.Answer,
            Symbols = [.. decision.Entries.Select(entry => new DecidedSymbol(
                Shown(entry.Symbol)!, entry.Action.ToString().ToLowerInvariant(), entry.Confidence, Shown(entry.Rationale)!, Phrases.Apart(entry.Verdict.ToString()), Shown(entry.Why), entry.Flags, null, null, null))],
            Evidence = [.. (room.NoteOf(decision.NoteHash)?.Objects ?? new Dictionary<Mind.Knowledge.KnowledgeKind, IReadOnlyList<KeptObject>>()).OrderBy(pair => pair.Key)
                .SelectMany(pair => pair.Value.Select(kept => new ToldEvidence($"{pair.Key}:{kept.Object.Id}", kept.Object.Source, kept.Object.At, kept.Object.Available ?? kept.Updated)))],
            InputTokens = call?.Tokens.Input ?? 0,
            OutputTokens = call?.Tokens.Output ?? 0,
            CostUsd = call?.CostUsd,
        });
    }

    /// What the engine said to a signal of the pass that was kept last.
    public void Judged(long position, Signal signal, Notice.Judged judged)
    {
        var symbol = universe[signal.Instrument].Symbol;
        // What the rules propose in a model's place is based on an earlier bar, and is of this pass all the same.
        for (var i = _decisions.Count - 1; i >= 0 && _decisions[i].At == _decisions[^1].At; i--)
        {
            var decision = _decisions[i];
            if (!decision.Symbols.Any(about => about.Symbol == symbol && about.Position is null)) continue;
            _decisions[i] = decision with
            {
                Symbols = [.. decision.Symbols.Select(about => about.Symbol == symbol ? about with { Position = position, Verdict = Phrases.Apart(judged.Verdict.ToString()), VerdictWhy = judged.Text } : about)],
            };
            return;
        }
    }

    public static bool IsMissing(DecisionRecord decision) =>
        decision.Outcome is not (OutcomeKind.Answered or OutcomeKind.Refused or OutcomeKind.Truncated or OutcomeKind.NotAsked) || (!decision.FromRecord && decision.Outcome != OutcomeKind.NotAsked);

    private string? Shown(string? text) => text is null || mask is null ? text : mask.Show(text);
}
