using System.Text.Json;
using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Trading;

namespace Perun.Backtesting.AgainstJournal;

/// Reads a period from a journal. The engine goes through it once more on the way, so that what is read is what happened.
internal sealed class LiveReader(JournalReader journal, DateTime from, DateTime to)
{
    private readonly TradeTracker _trades = new();
    private readonly List<SeenBar> _bars = [];
    private readonly List<(DateTime, IEngineEvent)> _terms = [];
    private readonly List<(DateTime, OperatorRequest)> _requests = [];
    private readonly List<Pause> _pauses = [];
    private readonly List<OrderTrouble> _troubles = [];

    public LivePeriod Read(CancellationToken cancel)
    {
        var first = journal.FirstPositionAt(from);
        var last = journal.FirstPositionAt(to) - 1;
        if (first > last) throw new CommandFailedException(ExitCode.Refused, Empty());
        using var recovered = Recovery.Restore(Nowhere.Instance, journal, first - 1);
        if (recovered.Difference is { } difference) throw Distrust(difference);
        var engine = recovered.Engine;
        var (equity, carried) = Begin(engine.State);
        var before = engine.State.Now;
        var (begin, end) = (to, from);
        foreach (var block in journal.Blocks(first - 1, last))
        {
            cancel.ThrowIfCancellationRequested();
            if (Recovery.Again(engine, block) is { } mismatch) throw Distrust(mismatch);
            var happened = engine.Codec.Read(block.Name, block.Body);
            if (happened is Started started) equity ??= started.StartCash;
            Take(block, happened, before);
            foreach (var answer in block.Answers) Hear(engine.Codec.Json, answer);
            if (block.At < begin) begin = block.At;
            (before, end) = (block.At, block.At);
        }
        return new LivePeriod
        {
            // Before the first start and after the last event, nothing is known.
            From = first == 1 ? begin : from,
            To = last < journal.LastPosition() ? to : end,
            Universe = new Universe(engine.State.Universe.Instruments),
            Equity = equity ?? engine.State.Ledger.Equity,
            Bars = _bars,
            Terms = _terms,
            Signals = _trades.Signals,
            Trades = _trades.Finish(engine.State),
            Requests = _requests,
            Pauses = _pauses,
            Troubles = _troubles,
            Carried = carried,
        };
    }

    /// The account as it stood, and the terms it stood under.
    private (decimal? Equity, IReadOnlyList<InstrumentId> Carried) Begin(EngineState state)
    {
        if (!state.IsStarted) return (null, []);
        foreach (var instrument in state.Universe.Instruments) _terms.Add((from, new InstrumentListed(instrument)));
        _terms.Add((from, new Started("against-journal", "backtest", state.Ledger.Equity, state.Settings)));
        List<InstrumentId> carried = [.. state.Ledger.Positions.Where(position => !position.IsFlat).Select(position => position.Instrument)];
        foreach (var instrument in carried) _trades.Carry(instrument);
        return (state.Ledger.Equity, carried);
    }

    private void Take(in JournalBlock block, IEngineEvent happened, DateTime before)
    {
        _trades.Begin(block.Position, block.At);
        switch (happened)
        {
            case BarClosed closed:
                _bars.Add(new SeenBar(closed.Instrument, closed.Bar, block.At));
                break;
            case InstrumentListed or Started:
                _terms.Add((block.At, happened));
                if (happened is Started && before > DateTime.MinValue && block.At > before) _pauses.Add(new Pause(before, block.At));
                break;
            case SignalProposed proposed:
                _trades.Propose(proposed.Signal);
                break;
            case OperatorAsked asked:
                _trades.Request();
                _requests.Add((block.At, asked.Request));
                break;
            case OrderReported { Report: { Kind: ReportKind.Rejected or ReportKind.Expired or ReportKind.Unknown or ReportKind.NotFound } report }:
                _troubles.Add(new OrderTrouble(block.At, report.Order, report.Instrument, report.Kind, report.Reason ?? ""));
                break;
        }
    }

    private void Hear(JournalJson json, in JournalAnswer answer)
    {
        Notice? notice = answer.Name switch
        {
            "judged" => JsonSerializer.Deserialize(answer.Body.Span, json.Judged),
            "fill" => JsonSerializer.Deserialize(answer.Body.Span, json.FillBooked),
            "trade" => JsonSerializer.Deserialize(answer.Body.Span, json.TradeClosed),
            _ => null,
        };
        if (notice is not null) _trades.Hear(notice);
    }

    private string Empty()
    {
        var last = journal.LastPosition();
        if (last == 0) return "Nothing was traded yet, so there is nothing to hold a backtest against: start with ./perun run.";
        var range = (journal.Blocks(0, 1).First().At, journal.Blocks(last - 1, last).First().At);
        return $"The journal has nothing from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}: it goes from {range.Item1:yyyy-MM-dd HH:mm} to {range.Item2:yyyy-MM-dd HH:mm} (UTC).";
    }

    private static CommandFailedException Distrust(Mismatch mismatch) => new(ExitCode.Environment,
        $"The journal can't be trusted, so nothing can be held against it: {mismatch}. perun replay shows more.");
}
