using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Risk;

namespace Perun.Engine.Tests.Storms;

/// What must hold after every event, whatever came. Null while all is well.
internal sealed class Invariants(EngineState state, Recorder answers)
{
    private readonly HashSet<OrderId> _ids = [];

    public IReadOnlyCollection<OrderId> Ids => _ids;

    public string? Broken() => Books() ?? Submissions() ?? Entries() ?? Positions() ?? Chores();

    private string? Books()
    {
        if (state.Audit.CheckAll(state.Ledger) is { } wrong) return wrong;
        foreach (var position in state.Ledger.Positions)
        {
            var sum = 0m;
            foreach (var id in _ids)
            {
                if (state.Desk.Find(id) is not { } order || order.Instrument != position.Instrument) continue;
                sum += order.Side.Sign() * order.FilledQuantity - (order.FeeIsInBase ? order.Fee : 0);
            }
            if (sum != position.Quantity) return $"position {position.Quantity}, but the orders filled {sum}";
        }
        return null;
    }

    private string? Submissions()
    {
        foreach (var order in answers.Submitted)
        {
            if (!_ids.Add(order.Id)) return $"{order.Id} was given twice";
            if (order.Legs is { } legs && (!_ids.Add(legs.StopId) || (legs.HasTarget && !_ids.Add(legs.TargetId)))) return $"a leg's id was given twice: {legs}";
            if (state.Settings.ValidateOnly) return $"{order} left in validation mode";
            var market = state.Market(order.Instrument);
            if (order.Quantity <= 0 || order.Quantity % market.Instrument.Lot != 0) return $"{order} is off the lot";
            if (market.IsHalted) return $"{order} left while trading is halted";
            if (order.ReduceOnly && Excess(market, order) is { } excess) return excess;
        }
        return null;
    }

    /// Stops and exits together never leave more than is held.
    private string? Excess(Market market, in OrderRequest order)
    {
        var open = 0m;
        foreach (var other in state.Desk.OpenIn(order.Instrument))
            if (other.Purpose is OrderPurpose.ProtectiveStop or OrderPurpose.Exit && other.Status != OrderStatus.Held) open += other.Remaining;
        var held = state.Ledger[order.Instrument].Quantity;
        if (held == 0 || Math.Sign(held) == order.Side.Sign()) return $"{order} has no position of {held} to leave";
        return open > Dust.Tradable(held, market.Instrument) ? $"{order} makes {open} to leave a position of {held}" : null;
    }

    private string? Entries()
    {
        foreach (var order in answers.Submitted)
        {
            if (order.ReduceOnly) continue;
            if (state.Brakes.AnyIsOn) return $"{order} left while a brake is on";
            var judged = answers.Judged[^1];
            var (settings, equity) = (state.Settings, state.Ledger.Equity);
            if (judged.Order != order.Id || judged.Quantity != order.Quantity) return $"{order} left without a verdict";
            if (order.Quantity * Math.Abs(judged.Price - judged.Stop!.Value) > equity * settings.RiskPerTradePercent / 100) return $"{order} risks too much";
            var worth = Math.Abs(state.Ledger[order.Instrument].MarketValue) + order.Quantity * judged.Price;
            if (worth > settings.MaxPositionSize.Of(equity) + 0.01m) return $"{order} makes a position worth {worth}";
            var others = state.Account.PendingEntryValue() - state.Account.PendingEntryValue(order.Instrument);
            if (state.Ledger.Exposure + others + order.Quantity * judged.Price > equity * settings.MaxExposurePercent / 100 + 0.01m) return $"{order} makes too much exposure";
            if (order.Quantity * judged.Price > state.Ledger.Cash - others) return $"{order} costs more than there is";
            if (state.Account.PositionsTaken > settings.MaxPositions && !state.Account.IsHeld(state.Market(order.Instrument))) return $"{order} is a position too many";
            if (judged.Verdict is not (VerdictKind.Allowed or VerdictKind.Resized)) return $"{order} was {judged.Verdict}";
        }
        return null;
    }

    /// Protected, being left, or told.
    private string? Positions()
    {
        if (state.Settings.ValidateOnly) return null;
        foreach (var market in state.Markets)
        {
            var guard = state.Guard(market.Id);
            if (state.Account.IsHeld(market) && !guard.HasPlan && !guard.ExitWanted && !guard.NakedTold && !market.IsHalted)
                return $"{state.Ledger[market.Id].Quantity} {market.Instrument} has no plan, and nobody was told";
        }
        return null;
    }

    /// What is expected is looked for.
    private string? Chores()
    {
        foreach (var order in state.Desk.Open)
        {
            if (order.Status != OrderStatus.Held && order.NextAsk == DateTime.MaxValue) return $"nobody will ask about {order.Id} ({order.Status}) any more";
            if (order.NextAsk < state.NextChore) return $"{order.Id} is due at {order.NextAsk:O}, the next look at {state.NextChore:O}";
        }
        return null;
    }
}
