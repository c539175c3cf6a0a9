using Perun.Mind.Knowledge;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Mind.Sources;

/// What memory says of the instruments of interest: the last trades and signals of each, and the lessons of all. Their words may be
/// others', as a model's reason for a trade is: they stay in their envelope.
/// <param name="store">Read by this source alone, and off the trading loop.</param>
public sealed class MemorySource(IMemoryStore store) : IKnowledgeSource
{
    private const double Weighty = 0.7;
    private const double Light = 0.4;

    private readonly Recall _recall = new(store);
    private HashSet<ObjectKey> _said = [];

    public string Name => "memory";

    public string Lane => LaneNames.Memory;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        // The store reads from its disk: whoever asks goes on meanwhile.
        await Task.Yield();
        var objects = new Dictionary<ObjectKey, KnowledgeObject>();
        foreach (var symbol in request.Symbols)
        {
            cancel.ThrowIfCancellationRequested();
            var known = _recall.ForDecision(symbol, null, request.AsOf);
            foreach (var memory in known.Trades.Concat(known.Signals).Concat(known.Lessons.Select(lesson => lesson.Memory)))
            {
                var evidence = EvidenceOf(memory, symbol);
                objects.TryAdd(evidence.Key, evidence);
            }
        }
        var gathered = new Gathered([.. objects.Values], [.. _said.Except(objects.Keys)]);
        _said = [.. objects.Keys];
        return gathered;
    }

    /// A memory as evidence.
    public static Evidence EvidenceOf(Memory memory, string symbol) => new()
    {
        Id = $"memory:{memory.Id}",
        From = new Provenance(memory.Source.Length > 0 ? $"memory, {memory.Source}" : "memory", memory.At) { Available = memory.At },
        Summary = memory.Text,
        Severity = memory.Importance >= Weighty ? Severity.High : memory.Importance >= Light ? Severity.Medium : Severity.Low,
        Confidence = memory.Kind is MemoryKind.Trade or MemoryKind.Signal ? Confidence.High : Confidence.Medium,
        Tags = [new Tag(Tag.Lane, LaneNames.Memory), new Tag("memory", memory.Kind.ToString().ToLowerInvariant()),
            .. memory.Symbols.Count > 0 ? memory.Symbols.Take(20).Select(about => new Tag(Tag.Symbol, about)) : [new Tag(Tag.Symbol, symbol)]],
    };
}
