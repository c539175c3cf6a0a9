using Perun.Backtest.Results;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Risk;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Runs;

/// Carries the engine's commands to the exchange at once, and gathers trades and refusals.
internal sealed class RunOutput(SimulatedExchange exchange, Universe universe) : IEngineOutput
{
    private readonly SortedDictionary<string, long> _refusals = new(StringComparer.Ordinal);

    public DateTime Now { get; set; }

    public bool WantsOrderNews => false;

    public List<RunTrade> Trades { get; } = [];

    public IReadOnlyDictionary<string, long> Refusals => _refusals;

    /// The first alert that says the run can't be trusted.
    public string? Trouble { get; private set; }

    public void Submit(in OrderRequest order) => exchange.Submit(order, Now);

    public void Cancel(OrderId order, InstrumentId instrument) => exchange.Cancel(order, instrument, Now);

    public void Change(in OrderChange change) => exchange.Change(change, Now);

    public void Ask(OrderId order, InstrumentId instrument) => exchange.Ask(order, instrument, Now);

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Notice.Judged { Verdict: VerdictKind.Refused } refused:
                _refusals[refused.Reason.ToString()] = _refusals.GetValueOrDefault(refused.Reason.ToString()) + 1;
                break;
            case Notice.TradeClosed closed:
                Close(closed.Trade);
                break;
            case Notice.Alert { Code: AlertCode.LedgerBroken or AlertCode.AccountDiffers } alert:
                Trouble ??= alert.Text;
                break;
        }
    }

    private void Close(Engine.Ledger.Trade trade)
    {
        Trades.Add(new RunTrade
        {
            Symbol = universe[trade.Instrument].Symbol,
            Side = trade.Side,
            Opened = trade.Opened,
            Closed = trade.Closed,
            Quantity = trade.Quantity,
            AverageEntry = trade.AverageEntry,
            AverageExit = trade.AverageExit,
            Fees = trade.Fees,
            Profit = trade.Profit,
            Reason = trade.Reason,
            WorstUnrealised = trade.WorstUnrealised,
            BestUnrealised = trade.BestUnrealised,
            Stop = trade.PlannedStop,
            Target = trade.PlannedTarget,
        });
    }
}
