using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Risk;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Runs;

/// Carries the engine's commands to the exchange, and gathers trades and refusals.
/// <param name="delay">What holds commands back; none where they reach the venue at once.</param>
internal sealed class RunOutput(SimulatedExchange exchange, Universe universe, CommandDelay? delay, Excursions excursions) : IEngineOutput
{
    private readonly SortedDictionary<string, long> _refusals = new(StringComparer.Ordinal);

    public DateTime Now { get; set; }

    /// Hears what the engine says, where an analyst proposes.
    public IRunAnalyst? Analyst
    {
        get;
        init => (field, Trades.NamesDecisions) = (value, value is not null);
    }

    public bool WantsOrderNews => Analyst is not null;

    public TradeLog Trades { get; } = new(universe);

    public IReadOnlyDictionary<string, long> Refusals => _refusals;

    /// The first alert that says the run can't be trusted.
    public string? Trouble { get; private set; }

    public void Submit(in OrderRequest order)
    {
        if (delay is null) exchange.Submit(order, Now);
        else delay.Submit(order);
    }

    public void Cancel(OrderId order, InstrumentId instrument)
    {
        if (delay is null) exchange.Cancel(order, instrument, Now);
        else delay.Cancel(order, instrument);
    }

    public void Change(in OrderChange change)
    {
        if (delay is null) exchange.Change(change, Now);
        else delay.Change(change);
    }

    public void Ask(OrderId order, InstrumentId instrument)
    {
        if (delay is null) exchange.Ask(order, instrument, Now);
        else delay.Ask(order, instrument);
    }

    public void Tell(Notice notice)
    {
        Analyst?.Hear(Now, notice);
        switch (notice)
        {
            case Notice.Judged { Verdict: VerdictKind.Refused } refused:
                _refusals[refused.Reason.ToString()] = _refusals.GetValueOrDefault(refused.Reason.ToString()) + 1;
                break;
            case Notice.TradeClosed closed:
                Trades.Add(closed.Trade, excursions.Take(closed.Trade.Instrument));
                break;
            case Notice.Alert { Code: AlertCode.LedgerBroken or AlertCode.AccountDiffers } alert:
                Trouble ??= alert.Text;
                break;
        }
    }
}
