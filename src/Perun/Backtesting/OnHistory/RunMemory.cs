using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;
using Perun.Memories;
using Perun.Mind.Knowledge;
using Perun.Mind.Masking;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Sources;

namespace Perun.Backtesting.OnHistory;

/// What the run itself has done so far, in the words of live memory: the last trades and signals of each instrument. It begins with nothing;
/// what live trading has learned since is not told to the past.
/// <param name="mask">Scales prices and quantities, where the run is masked.</param>
internal sealed class RunMemory(Universe universe, Mask? mask) : IKnowledgeSource
{
    private readonly Dictionary<InstrumentId, Queue<Memory>> _signals = [];
    private readonly Dictionary<InstrumentId, Queue<Memory>> _trades = [];
    private HashSet<ObjectKey> _said = [];

    public string Name => "memory";

    public string Lane => LaneNames.Memory;

    public void Judged(DateTime now, long position, Signal signal, Notice.Judged judged)
    {
        var symbol = universe[judged.Instrument].Symbol;
        var (action, scale) = (judged.Action.ToString().ToLowerInvariant(), ScaleOf(symbol));
        var scaled = judged with { Quantity = judged.Quantity / scale, Price = judged.Price * scale, Stop = judged.Stop * scale, Target = judged.Target * scale };
        Take(_signals, judged.Instrument, RecallBounds.Default.Signals, new Memory
        {
            Id = $"signal-{position}",
            Kind = MemoryKind.Signal,
            At = now,
            Text = MemoryDoor.Text(JournalScribe.Words(symbol, action, signal.Analyst, signal.Confidence, signal.Rationale, scaled)),
            Source = "journal",
            Symbols = [symbol],
            Importance = Importance.OfSignal(judged.Verdict is VerdictKind.Allowed or VerdictKind.Resized, judged.Verdict == VerdictKind.Refused, signal.Confidence),
        });
    }

    public void Closed(DateTime now, long number, Trade trade)
    {
        var symbol = universe[trade.Instrument].Symbol;
        var scale = ScaleOf(symbol);
        var scaled = trade with { Quantity = trade.Quantity / scale, QuantityLeft = trade.QuantityLeft / scale, PlannedStop = trade.PlannedStop * scale, PlannedTarget = trade.PlannedTarget * scale };
        Take(_trades, trade.Instrument, RecallBounds.Default.Trades,
            TradeStory.Tell(number, now, 1, scaled, symbol, 0, null));
    }

    public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var objects = new Dictionary<ObjectKey, KnowledgeObject>();
        foreach (var (id, memories) in _trades.Concat(_signals))
        {
            foreach (var memory in memories)
            {
                var evidence = MemorySource.EvidenceOf(memory, universe[id].Symbol);
                objects.TryAdd(evidence.Key, evidence);
            }
        }
        var gathered = new Gathered([.. objects.Values], [.. _said.Except(objects.Keys)]);
        _said = [.. objects.Keys];
        return ValueTask.FromResult<Gathering>(gathered);
    }

    private decimal ScaleOf(string symbol) => mask is null ? 1 : (decimal)mask.FactorOf(symbol);

    private static void Take(Dictionary<InstrumentId, Queue<Memory>> of, InstrumentId instrument, int most, Memory memory)
    {
        if (!of.TryGetValue(instrument, out var newest)) of[instrument] = newest = new Queue<Memory>();
        newest.Enqueue(memory);
        if (newest.Count > most) newest.Dequeue();
    }
}
