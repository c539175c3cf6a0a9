using Perun.Mind.Knowledge;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Sources;

/// What memory should think of when an instrument comes up.
/// <param name="Situation">How its market stands; null where that is not known.</param>
/// <param name="Talk">What is being said of it; null where nothing is.</param>
public readonly record struct MemoryCue(Situation? Situation, string? Talk);

/// What memory says of the instruments of interest: the last trades and signals of each, what came of it when things stood as they
/// do now, what was said of the like of today's news, and the lessons of all. Their words may be others', as a model's reason for
/// a trade is: they stay in their envelope.
/// <param name="store">Read by this source alone, and off the trading loop.</param>
/// <param name="cueOf">By symbol.</param>
public sealed class MemorySource(IMemoryStore store, Func<string, MemoryCue>? cueOf = null, IEmbeddings? embeddings = null) : IKnowledgeSource
{
    private const double Weighty = 0.7;
    private const double Light = 0.4;
    private const string Prefix = "memory:";
    private const string Likened = "similar:";

    /// Further apart than this, two situations have no more than their regime in common.
    private const double MostApart = 0.2;
    private const int MostMeanings = 256;
    private const int MostSignals = 5;

    /// To hold is said at every pass: the last signals that were more than that are looked for among so many.
    private static readonly RecallBounds Bounds = RecallBounds.Default with { Signals = 40 };

    private readonly Recall _recall = new(store);
    private readonly Dictionary<string, float[]> _meanings = new(StringComparer.Ordinal);
    private HashSet<ObjectKey> _said = [];

    public string Name => OwnSources.Memory;

    public string Lane => LaneNames.Memory;

    /// The memories that an item of a note tells, by the item's key; none where it tells no memory.
    public static IReadOnlyList<string> MemoriesIn(string item)
    {
        var start = $"{KnowledgeKind.Evidence}:{Prefix}";
        if (!item.StartsWith(start, StringComparison.Ordinal)) return [];
        var id = item[start.Length..];
        return id.StartsWith(Likened, StringComparison.Ordinal) ? id[Likened.Length..].Split(':') : [id];
    }

    /// Whether it is something that memory told.
    public static bool Tells(ObjectKey key) => key.Kind == KnowledgeKind.Evidence && key.Id.StartsWith(Prefix, StringComparison.Ordinal);

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        // The store reads from its disk: whoever asks goes on meanwhile.
        await Task.Yield();
        var objects = new Dictionary<ObjectKey, KnowledgeObject>();
        foreach (var symbol in request.Symbols)
        {
            cancel.ThrowIfCancellationRequested();
            var cue = cueOf?.Invoke(symbol) ?? default;
            var words = cue.Talk is { } talk ? WordQuery.From(talk) : null;
            var meaning = words is null || embeddings is null ? null : await MeaningOf(cue.Talk!, embeddings, cancel);
            var known = _recall.ForDecision(symbol, cue.Situation, request.AsOf, words is null ? null : words with { IsAny = true }, Bounds, meaning);
            foreach (var past in known.Similar.Where(past => past.Distance <= MostApart && past.Signal.Symbols.Contains(symbol, StringComparer.Ordinal))) Add(EvidenceOf(past, symbol));
            foreach (var memory in known.Trades.Concat(Telling(known.Signals)).Concat(known.Related).Concat(known.Lessons.Select(lesson => lesson.Memory))) Add(EvidenceOf(memory, symbol));
        }
        var gathered = new Gathered([.. objects.Values], [.. _said.Except(objects.Keys)]);
        _said = [.. objects.Keys];
        return gathered;

        void Add(Evidence evidence) => objects.TryAdd(evidence.Key, evidence);
    }

    /// The newest, whatever it was, and before it those that proposed something.
    private static IEnumerable<Memory> Telling(IReadOnlyList<Memory> signals) =>
        signals.Where((signal, place) => place == 0 || !signal.Tags.Contains("hold", StringComparer.Ordinal)).Take(MostSignals);

    /// What is being said is asked for once, and not again while it is said.
    private async Task<Meaning?> MeaningOf(string talk, IEmbeddings embeddings, CancellationToken cancel)
    {
        if (!_meanings.TryGetValue(talk, out var vector))
        {
            if ((await embeddings.EmbedAsync([talk], cancel)).Vectors is not [var asked]) return null;
            if (_meanings.Count >= MostMeanings) _meanings.Clear();
            _meanings[talk] = vector = asked;
        }
        return new Meaning(embeddings.Model, vector);
    }

    /// A memory as evidence.
    public static Evidence EvidenceOf(Memory memory, string symbol) => new()
    {
        Id = $"{Prefix}{memory.Id}",
        From = From(memory),
        Summary = memory.Text,
        Severity = memory.Importance >= Weighty ? Severity.High : memory.Importance >= Light ? Severity.Medium : Severity.Low,
        Confidence = memory.Kind is MemoryKind.Trade or MemoryKind.Signal ? Confidence.High : Confidence.Medium,
        Tags = [new Tag(Tag.Lane, LaneNames.Memory), new Tag("memory", memory.Kind.ToString().ToLowerInvariant()),
            .. memory.Symbols.Count > 0 ? memory.Symbols.Take(20).Select(about => new Tag(Tag.Symbol, about)) : [new Tag(Tag.Symbol, symbol)]],
    };

    private static Evidence EvidenceOf(in SimilarPast past, string symbol)
    {
        var (signal, trade) = (past.Signal, past.Trade);
        var alike = Math.Round((1 - past.Distance) * 100);
        var action = signal.Tags.Count > 0 ? signal.Tags[0] : "a signal";
        var outcome = trade?.Profit is { } profit ? $"it ended with {profit:+0.00;-0.00;0.00}"
            : signal.Tags.Contains("refused", StringComparer.Ordinal) ? "it was refused"
            : "it is not over yet";
        return new Evidence
        {
            Id = $"{Prefix}{Likened}{signal.Id}{(trade is null ? "" : $":{trade.Id}")}",
            From = From(signal),
            Summary = $"{symbol} stood much as now ({signal.Situation?.Regime.Replace('-', ' ') ?? "same regime"}, {alike:0}% alike) at {signal.At:yyyy-MM-dd HH:mm}: {action} was proposed, and {outcome}",
            Detail = trade is null ? signal.Text : $"{trade.Text}. {signal.Text}",
            Severity = trade is null ? Severity.Low : Severity.Medium,
            Confidence = Confidence.High,
            Tags = [new Tag(Tag.Lane, LaneNames.Memory), new Tag("memory", "similar"), new Tag(Tag.Symbol, symbol)],
        };
    }

    private static Provenance From(Memory memory) => new(memory.Source.Length > 0 ? $"memory, {memory.Source}" : "memory", memory.At) { Available = memory.At };
}
