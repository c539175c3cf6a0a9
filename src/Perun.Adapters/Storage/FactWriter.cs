using Microsoft.Data.Sqlite;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;

namespace Perun.Adapters.Storage;

/// Writes what notices say into tables that are easy to ask. The journal is the truth; these can be made again from it.
internal sealed class FactWriter : IDisposable
{
    private readonly Statement _decision;
    private readonly Statement _outcome;
    private readonly Statement _order;
    private readonly Statement _trade;
    private readonly Statement _alert;
    private readonly Statement _equity;

    public FactWriter(SqliteConnection connection)
    {
        _decision = new Statement(connection, "INSERT OR REPLACE INTO decisions VALUES (@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13,@14,@15,NULL)", 15);
        _outcome = new Statement(connection, "UPDATE decisions SET outcome=@2 WHERE id=@1", 2);
        _order = new Statement(connection, """
            INSERT INTO orders VALUES (@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13,@14,@15,@15)
            ON CONFLICT (id) DO UPDATE SET status=@7, is_over=@8, quantity=@9, filled=@10, average=@11, limit_price=@12, stop_price=@13, text=coalesce(@14, text), changed_at=@15
            """, 15);
        _trade = new Statement(connection, "INSERT INTO trades VALUES (NULL,@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13)", 13);
        _alert = new Statement(connection, "INSERT INTO alerts VALUES (NULL,@1,@2,@3,@4,@5)", 5);
        _equity = new Statement(connection, "INSERT OR REPLACE INTO equity VALUES (@1,@2)", 2);
    }

    public void Note(in Stamp stamp, Notice notice, IEngineEvent? cause, Universe universe)
    {
        switch (notice)
        {
            case Notice.Judged judged:
                Decision(stamp, judged, cause, universe);
                break;
            case Notice.OrderMoved moved:
                _order.Run(moved.Order.ToString(), Symbol(moved.Instrument, universe), moved.Side.ToString(), moved.Type.ToString(), moved.Purpose.ToString(), moved.Decision,
                    moved.Status.ToString(), moved.Status.IsOver() ? 1 : 0, Text(moved.Quantity), Text(moved.Filled), Text(moved.AveragePrice), Text(moved.LimitPrice),
                    Text(moved.StopPrice), moved.Text, stamp.At.Ticks);
                break;
            case Notice.TradeClosed { Trade: var trade }:
                _trade.Run(Symbol(trade.Instrument, universe), trade.Side.ToString(), trade.Decision, trade.Opened.Ticks, trade.Closed.Ticks, Text(trade.Quantity),
                    Text(trade.AverageEntry), Text(trade.AverageExit), Text(trade.Fees), Text(trade.Profit), trade.Reason.ToString(), Text(trade.WorstUnrealised), Text(trade.BestUnrealised));
                _outcome.Run(trade.Decision, Text(trade.Profit));
                break;
            case Notice.Alert alert:
                _alert.Run(stamp.At.Ticks, alert.Severity.ToString(), alert.Code.ToString(), alert.Instrument is { } id ? Symbol(id, universe) : null, alert.Text);
                break;
            case Notice.BrakeChanged brake:
                var state = brake.IsOn ? "on" : "off";
                _alert.Run(stamp.At.Ticks, brake.IsOn ? nameof(Severity.Warning) : nameof(Severity.Info), $"Brake{brake.Brake}", null, $"{brake.Brake} {state}: {brake.Text}");
                break;
            case Notice.FillBooked:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public void Equity(DateTime at, decimal equity) => _equity.Run(at.Ticks, Text(equity));

    public void Within(SqliteTransaction? transaction)
    {
        foreach (var statement in (Statement[])[_decision, _outcome, _order, _trade, _alert, _equity]) statement.Within(transaction);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_decision, _outcome, _order, _trade, _alert, _equity]) statement.Dispose();
    }

    private void Decision(in Stamp stamp, Notice.Judged judged, IEngineEvent? cause, Universe universe)
    {
        var (by, confidence, rationale) = cause switch
        {
            SignalProposed { Signal: var signal } => (signal.Analyst, (double?)signal.Confidence, signal.Rationale),
            OperatorAsked { Request: var request } => (request.By, null, "asked by a person"),
            _ => ("engine", null, ""),
        };
        if (confidence is { } number && !double.IsFinite(number)) confidence = null;
        _decision.Run(stamp.Position, stamp.At.Ticks, Symbol(judged.Instrument, universe), judged.Action.ToString(), by, confidence, rationale, judged.Verdict.ToString(),
            judged.Reason.ToString(), judged.Text, Text(judged.Quantity), Text(judged.Price), Text(judged.Stop), Text(judged.Target), judged.Order.IsNone ? null : judged.Order.ToString());
    }

    private static string Symbol(InstrumentId id, Universe universe) => universe.Contains(id) ? universe[id].Symbol : id.ToString();

    private static string? Text(decimal? number) => number is { } given ? given.ToString() : null;
}
