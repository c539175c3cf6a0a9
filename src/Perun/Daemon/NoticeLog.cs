using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Engine.Orders;
using Perun.Engine.Risk;

namespace Perun.Daemon;

/// What the engine says, as lines of the log: loud where a person should look.
internal sealed class NoticeLog(ILogger log, Universe universe)
{
    public void Write(Stamp stamp, Notice notice)
    {
        switch (notice)
        {
            case Notice.Judged { Verdict: VerdictKind.Allowed or VerdictKind.Resized } judged:
                log.LogInformation("decision {Decision}: {Action} {Quantity} {Symbol} at about {Price}: {Verdict}, {Text}", stamp.Position, Word(judged.Action), judged.Quantity, Symbol(judged.Instrument), judged.Price, Word(judged.Verdict), judged.Text);
                break;
            case Notice.Judged judged:
                log.LogDebug("decision {Decision}: {Action} {Symbol}: {Verdict} ({Reason}), {Text}", stamp.Position, Word(judged.Action), Symbol(judged.Instrument), Word(judged.Verdict), Word(judged.Reason), judged.Text);
                break;
            case Notice.OrderMoved moved:
                var level = moved.Status is OrderStatus.Rejected or OrderStatus.Unknown ? LogLevel.Warning : LogLevel.Debug;
                log.Log(level, "order {Order}: {Purpose} {Side} {Quantity} {Symbol} is {Status} {Text}", moved.Order, Word(moved.Purpose), Word(moved.Side), moved.Quantity, Symbol(moved.Instrument), Word(moved.Status), moved.Text is { Length: > 0 } why ? $"({why})" : "");
                break;
            case Notice.FillBooked fill:
                log.LogInformation("{Side} {Quantity} {Symbol} filled at {Price}; position {Position}", Word(fill.Side), fill.Quantity, Symbol(fill.Instrument), fill.Price, fill.Position);
                break;
            case Notice.TradeClosed { Trade: var trade }:
                log.LogInformation("{Symbol} closed by {Reason}: profit {Profit:0.00} after fees of {Fees:0.00}", Symbol(trade.Instrument), Word(trade.Reason), trade.Profit, trade.Fees);
                break;
            case Notice.BrakeChanged brake:
                log.LogWarning("brake {Brake} is {State}: {Text}", Word(brake.Brake), brake.IsOn ? "on" : "off", brake.Text);
                break;
            case Notice.Alert alert:
                log.Log(alert.Severity switch { Severity.Info => LogLevel.Information, Severity.Warning => LogLevel.Warning, _ => LogLevel.Critical }, "{Code}: {Text}", Word(alert.Code), alert.Text);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// Enum names as words: "StopOuts" is "stop outs".
    private static string Word<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => !char.IsUpper(letter) ? $"{letter}" : i == 0 ? $"{char.ToLowerInvariant(letter)}" : $" {char.ToLowerInvariant(letter)}"));

    private string Symbol(InstrumentId id) => universe.Contains(id) ? universe[id].Symbol : id.ToString();
}
