using Perun.Core.Money;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Safety;

namespace Perun.Engine.Ledger;

/// Books fills, closes round trips, and audits after each.
internal sealed class Bookkeeper(EngineState state, BrakeKeeper brakes, IEngineOutput output)
{
    private const int FullAuditEvery = 64;

    public void Book(Order order, in Intake intake, DateTime at)
    {
        var market = state.Market(order.Instrument);
        var position = state.Ledger[order.Instrument];
        var fill = FillOf(order, intake, at);
        var trip = state.Trip(order.Instrument);
        var realised = state.Ledger.Book(fill);
        state.Audit.Count(fill);
        state.Guard(order.Instrument).FilledAt = state.Now;
        if (trip.IsOpen || fill.Quantity > 0) trip.Take(fill, order, realised);
        if (output.WantsOrderNews)
            output.Tell(new Notice.FillBooked(order.Id, order.Instrument, order.Side, Digits.Plain(fill.Quantity), Digits.Plain(fill.Price, 10), Digits.Plain(fill.FeeInQuote), Digits.Plain(position.Quantity), Digits.Plain(state.Ledger.Cash)));
        if (order.FilledQuantity > order.Quantity)
            output.Tell(new Notice.Alert(Severity.Critical, AlertCode.Overfilled, order.Instrument, $"order {order.Id} for {order.Quantity} filled {order.FilledQuantity}"));
        Audit(market);
        if (trip.HasLeft && !Dust.IsMore(position.Quantity, market.Instrument)) CloseTrip(trip, market, at);
        brakes.SawEquity();
    }

    /// An entry ended and brought nothing that could ever be sold: there was no trade.
    public void EntryEnded(Market market)
    {
        var trip = state.Trip(market.Id);
        if (trip.IsOpen && !trip.HasLeft && !Dust.IsMore(state.Ledger[market.Id].Quantity, market.Instrument)) trip.Drop();
    }

    /// Values a position anew.
    public void Mark(Market market, Position position)
    {
        state.Ledger.Mark(position, market.Money);
        state.Trip(market.Id).Mark(market.Price, position);
        brakes.SawEquity();
    }

    /// Some of a position went without a fill.
    public void TakenAway(Market market, decimal quantity, decimal value, decimal realised)
    {
        var trip = state.Trip(market.Id);
        trip.TakeAway(quantity, value, realised);
        AuditAll();
        if (trip.HasLeft && !Dust.IsMore(state.Ledger[market.Id].Quantity, market.Instrument)) CloseTrip(trip, market, state.Now);
        brakes.SawEquity();
    }

    public void AuditAll() => Complain(state.Audit.CheckAll(state.Ledger), null);

    private static Fill FillOf(Order order, in Intake intake, DateTime at)
    {
        return new Fill
        {
            Order = order.Id,
            Instrument = order.Instrument,
            Side = order.Side,
            Quantity = intake.Quantity,
            Value = intake.Value,
            FeeInBase = order.FeeIsInBase ? intake.Fee : 0,
            FeeInQuote = order.FeeIsInBase ? Math.Round(intake.Fee * (intake.Quantity > 0 ? intake.Value / intake.Quantity : order.AveragePrice), Position.CostDecimals) : intake.Fee,
            At = at,
        };
    }

    private void CloseTrip(RoundTrip trip, Market market, DateTime at)
    {
        var trade = trip.Close(market.Id, at);
        if (trade.Quantity == 0) return;
        state.Symbol(market.Id).Closed(trade, state.Settings.SymbolLossLimit, state.Settings.SymbolLock);
        output.Tell(new Notice.TradeClosed(trade));
        brakes.Closed(trade);
    }

    private void Audit(Market market)
    {
        var wrong = state.Audit.Check(state.Ledger, market.Id);
        if (wrong is null && state.Audit.Counted % FullAuditEvery == 0) wrong = state.Audit.CheckAll(state.Ledger);
        Complain(wrong, market);
    }

    private void Complain(string? wrong, Market? market)
    {
        if (wrong is null) return;
        output.Tell(new Notice.Alert(Severity.Critical, AlertCode.LedgerBroken, market?.Id, wrong));
        brakes.Throw(Brake.Breach, wrong);
    }
}
