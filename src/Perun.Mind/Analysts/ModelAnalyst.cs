using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Mind.Decisions;
using Perun.Mind.Models;
using Perun.Mind.Prompts;

namespace Perun.Mind.Analysts;

/// Proposes what a language model decides about the instruments whose markets are open. Without a usable answer it holds and says why;
/// while the day's budget is spent the fallback proposes. The same trouble is told once, until it changes or ends.
/// <param name="fallback">Follows the market all along, so that it can take over at any pass.</param>
/// <param name="remark">Hears of prompts that changed or became wrong, and of refusals.</param>
public sealed class ModelAnalyst(Decider decider, PromptLibrary prompts, IAnalyst fallback, IDecisionArchive archive, Action<string> remark, string? promptName = null)
    : IAnalyst, IFollowsBars
{
    /// An answer may name any number of symbols that nobody asked about.
    private const int MostRefused = 1_000;
    private const int MostNamed = 20;

    private readonly Dictionary<string, EntryVerdict> _refused = new(StringComparer.Ordinal);
    private string? _lastTrouble;
    private string? _standIn;

    public string Name => "model";

    public void See(InstrumentId instrument, in Bar minute)
    {
        if (fallback is IFollowsBars follower) follower.See(instrument, minute);
    }

    public async ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel)
    {
        foreach (var change in prompts.Refresh()) remark(change);
        var open = brief.Instruments.Where(about => about.IsOpen && about.Price is > 0 and < 1e15).ToList();
        if (open.Count == 0) return Analysis.Nothing;

        var prompt = prompts.For(ModelTask.TradingAnalysis, promptName);
        var signals = new List<Signal>();
        string? trouble = null;
        foreach (var part in open.Chunk(Decider.MostSymbols))
        {
            var decision = await decider.DecideAsync(brief, part, prompt, cancel);
            archive.Keep(decision);
            if (decision.Outcome == OutcomeKind.BudgetSpent)
            {
                var instead = await fallback.ProposeAsync(brief with { Instruments = [.. part] }, cancel);
                signals.AddRange(instead.Signals.Select(signal => signal with { Rationale = $"{signal.Rationale} (the rules decide: the model's budget is spent)" }));
                trouble ??= $"{decision.Failure}; {fallback.Name} decides until then";
                continue;
            }
            TellOfStandIn(decision);
            trouble ??= decision.Failure is { } failure ? $"{failure}: holding" : null;
            signals.AddRange(SignalsOf(decision, brief, part, prompt));
            if (decision.Failure is null) TellOfRefusals(decision);
        }
        return new Analysis(signals, Once(trouble));
    }

    /// Another model in the place of the one that was set is told when it begins and when it ends.
    private void TellOfStandIn(DecisionRecord decision)
    {
        // Where both fail, the hold says it.
        if (decision.Failure is not null && decision.InsteadOf is not null) return;
        var standIn = decision.InsteadOf is null ? null : decision.Model;
        if (standIn == _standIn || (standIn is null && decision.Failure is not null)) return;
        remark(standIn is null ? $"{decision.Model} answers again" : $"{decision.InsteadOf!.TrimEnd('.')}: {standIn} decides in its place");
        _standIn = standIn;
    }

    /// What a model gets wrong it mostly gets wrong at every pass: it is told when it begins, and each decision says it.
    private void TellOfRefusals(DecisionRecord decision)
    {
        var news = new List<DecisionEntry>();
        foreach (var entry in decision.Entries)
        {
            if (entry.Verdict == EntryVerdict.Accepted) _refused.Remove(entry.Symbol);
            else if (!_refused.TryGetValue(entry.Symbol, out var before) || before != entry.Verdict)
            {
                if (_refused.Count >= MostRefused) _refused.Clear();
                _refused[entry.Symbol] = entry.Verdict;
                news.Add(entry);
            }
        }
        foreach (var alike in news.GroupBy(entry => entry.Why)) remark($"{string.Join(", ", alike.Select(entry => entry.Symbol).Take(MostNamed))}: {alike.Key}");
    }

    private static IEnumerable<Signal> SignalsOf(DecisionRecord decision, MarketBrief brief, IReadOnlyList<InstrumentBrief> about, Prompt prompt)
    {
        foreach (var entry in decision.Entries)
        {
            // What nobody asked about is in the record and becomes no signal.
            if (about.FirstOrDefault(one => one.Instrument.Symbol == entry.Symbol) is not { } instrument) continue;
            var isAccepted = entry.Verdict == EntryVerdict.Accepted;
            yield return new Signal
            {
                Analyst = decision.Model.Length > 0 ? $"{decision.Model}, {prompt}" : $"model, {prompt}",
                Instrument = instrument.Id,
                Action = isAccepted ? entry.Action : SignalAction.Hold,
                Confidence = isAccepted ? entry.Confidence!.Value : 0,
                Rationale = isAccepted ? Worded(entry) : $"Hold: {entry.Why}",
                BasedOn = brief.AsOf,
                ReferencePrice = (decimal)instrument.Price,
                Horizon = isAccepted && entry.HorizonMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            };
        }
    }

    private static string Worded(DecisionEntry entry) => entry.Flags.Count == 0 ? entry.Rationale : $"{entry.Rationale} [{string.Join("; ", entry.Flags)}]";

    private string? Once(string? trouble)
    {
        // Numbers differ from one pass to the next while the trouble is the same.
        var kind = trouble is null ? null : string.Concat(trouble.Where(letter => !char.IsDigit(letter)));
        var isNew = kind is not null && kind != _lastTrouble;
        _lastTrouble = kind;
        return isNew ? trouble : null;
    }
}
