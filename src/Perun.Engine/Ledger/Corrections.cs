using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Engine.Events;
using Perun.Engine.Markets;
using Perun.Engine.Protection;
using Perun.Engine.Safety;

namespace Perun.Engine.Ledger;

/// What changes the books without an order of ours, each with its reason; and the look at the venue's own books that shows
/// whether all of it was found.
internal sealed class Corrections(EngineState state, BrakeKeeper brakes, Bookkeeper books, ProtectionKeeper protection, IEngineOutput output)
{
    private const decimal Cent = 0.01m;

    /// A ratio beyond this is no split.
    private const decimal MostRatio = 10_000;

    /// The venue's books against ours. What differs now was not explained by anything else.
    public void See(in AccountSeen seen)
    {
        state.CashAmiss = seen.Cash - state.Ledger.Cash;
        if (Difference(seen) is not { } difference) return;
        output.Tell(new Notice.Alert(Severity.Critical, AlertCode.AccountDiffers, null, $"{difference}: entries stop. Look what was traded or moved there; `perun adopt` takes it over, then `perun resume`"));
        brakes.Throw(Brake.Breach, difference);
        state.Desk.AskAll("the venue's books differ"); // a report that was lost is the likeliest reason
        state.Desk.Inquiries.AskAboutEnded();
    }

    public void Take(in CashMoved moved)
    {
        if (moved.Amount == 0) return;
        // Whether this explains what was amiss, only another look at the venue's books can tell.
        state.CashAmiss = null;
        state.Ledger.Move(moved.Amount);
        if (!moved.IsGain) state.Record.Shift(moved.Amount);
        var way = moved.Amount > 0 ? "came into" : "left";
        output.Tell(new Notice.Alert(moved.IsGain ? Severity.Info : Severity.Warning, AlertCode.CashMoved, null, $"{Math.Abs(Digits.Plain(moved.Amount))} {way} the account: {moved.Text}"));
        books.AuditAll();
        brakes.SawEquity();
    }

    public void Take(in OutsideSeen seen)
    {
        var before = state.Outside[seen.Instrument];
        if (before.Quantity == seen.Quantity) return;
        state.Outside.Set(seen.Instrument, seen.Quantity, seen.Price);
        var market = state.Market(seen.Instrument);
        var text = seen.Quantity == 0
            ? $"what the account held of {market.Instrument} beside Perun's is gone"
            : $"the account holds {Digits.Plain(seen.Quantity)} {market.Instrument} that Perun did not buy; it is left alone, and nothing more of it is bought (perun adopt {market.Instrument} takes it over)";
        output.Tell(new Notice.Alert(seen.Quantity == 0 ? Severity.Info : Severity.Warning, AlertCode.ForeignHolding, market.Id, text));
    }

    /// What went can't be defended any more; where somebody took it, nothing of it is entered until a person resumes. More than
    /// rounding never comes this way: it is somebody else's until it is adopted.
    public void Take(in HoldingCorrected corrected)
    {
        var market = state.Market(corrected.Instrument);
        var held = state.Ledger[corrected.Instrument].Quantity;
        var change = Math.Sign(corrected.Change) != Math.Sign(held) && Math.Abs(corrected.Change) > Math.Abs(held) ? -held : corrected.Change;
        var isLess = Math.Sign(change) != Math.Sign(held);
        if (change == 0 || held == 0 || (!isLess && !corrected.IsRounding) || !Prices.IsPrice(corrected.Price)) return;
        var before = state.Ledger.Equity;
        var realised = state.Ledger.Give(corrected.Instrument, change, change * corrected.Price, state.Now);
        state.Audit.Give(corrected.Instrument, change);
        if (!corrected.IsRounding) state.Record.Shift(state.Ledger.Equity - before);
        var quantity = Math.Abs(change);
        if (corrected.IsRounding)
        {
            output.Tell(new Notice.Alert(Severity.Info, AlertCode.HoldingGone, market.Id, $"{Digits.Plain(quantity)} {market.Instrument} {(isLess ? "less" : "more")} than the orders make is held: {corrected.Text}"));
        }
        else
        {
            output.Tell(new Notice.Alert(Severity.Critical, AlertCode.HoldingGone, market.Id, $"{Digits.Plain(quantity)} {market.Instrument} went without an order of Perun's: {corrected.Text}"));
            state.Symbol(corrected.Instrument).LockUntilResumed();
        }
        if (isLess) books.TakenAway(market, quantity, quantity * corrected.Price, realised);
        else books.AuditAll();
        protection.Review(market);
    }

    /// What a person knows and Perun doesn't: the venue's cash counts from now on.
    public void Accept(OperatorRequest.AcceptCash accept)
    {
        // Trades since then changed both sides alike; what they differ by did not change.
        if (state.CashAmiss is not { } amiss || amiss == 0)
        {
            output.Tell(new Notice.Alert(Severity.Info, AlertCode.OperatorRefused, null, "the venue's cash and Perun's are the same, as far as is known; a difference is believed after three looks at the venue's books"));
            return;
        }
        Take(new CashMoved(amiss, IsGain: false, $"accepted by {accept.By}: {accept.Why}"));
    }

    /// Orders of before don't mean what they meant: all of them are cancelled, and protection is placed anew.
    public void Take(in SplitSeen split)
    {
        var market = state.Market(split.Instrument);
        if (split.Ratio is <= 0 or > MostRatio or < 1 / MostRatio || split.Ratio == 1) return;
        output.Tell(new Notice.Alert(Severity.Warning, AlertCode.Split, market.Id, $"one {market.Instrument} became {Digits.Plain(split.Ratio)}: {split.Text}"));
        var isLong = state.Ledger[split.Instrument].IsLong;
        market.Split(split.Ratio);
        state.Ledger.Split(split.Instrument, split.Ratio);
        state.Audit.Split(split.Instrument, state.Ledger[split.Instrument].Quantity);
        state.Trip(split.Instrument).Split(split.Ratio);
        state.Guard(split.Instrument).Split(split.Ratio, isLong, market.Instrument);
        if (!state.Outside.IsNone(split.Instrument))
        {
            var outside = state.Outside[split.Instrument];
            state.Outside.Set(split.Instrument, outside.Quantity * split.Ratio, outside.Price / split.Ratio);
        }
        foreach (var order in state.Desk.OpenSpan(market.Id)) state.Desk.Cancel(order);
        books.AuditAll();
        protection.Review(market);
    }

    public void Adopt(OperatorRequest.Adopt asked, long decision)
    {
        if (!state.Universe.Contains(asked.Instrument) || state.Outside.IsNone(asked.Instrument))
        {
            Refuse(asked.Instrument, "the account holds nothing of it beside what is Perun's already");
            return;
        }
        var market = state.Market(asked.Instrument);
        var outside = state.Outside[asked.Instrument];
        if (!market.HasPrice || outside.Price <= 0)
        {
            Refuse(asked.Instrument, $"no price of {market.Instrument} is known yet: try again in a minute");
            return;
        }
        var isLong = outside.Quantity > 0;
        if (state.Account.IsHeld(market) && state.Ledger[asked.Instrument].IsLong != isLong)
        {
            Refuse(asked.Instrument, $"Perun holds {market.Instrument} the other way: close that first");
            return;
        }
        var stop = market.Instrument.RoundPrice(asked.Stop ?? market.Money * (1 - Math.Sign(outside.Quantity) * state.Settings.DefaultStopPercent / 100), isLong ? RoundTo.Up : RoundTo.Down);
        if (!Prices.IsPrice(stop) || (isLong ? stop >= market.Money : stop <= market.Money))
        {
            Refuse(asked.Instrument, $"a stop at {stop} is not on the losing side of the price, {Digits.Plain(market.Money)}");
            return;
        }
        Take(market, outside, stop, decision);
    }

    private void Take(Market market, Outside outside, decimal stop, long decision)
    {
        var before = state.Ledger.Equity;
        var value = Math.Round(outside.Quantity * outside.Price, Position.CostDecimals);
        var wasHeld = state.Account.IsHeld(market);
        state.Ledger.Give(market.Id, outside.Quantity, value, state.Now);
        state.Audit.Give(market.Id, outside.Quantity);
        state.Ledger.Mark(market.Id, market.Money);
        state.Record.Shift(state.Ledger.Equity - before);
        state.Outside.Set(market.Id, 0, 0);
        var guard = state.Guard(market.Id);
        if (wasHeld)
        {
            guard.Enlarge(stop, guard.Target, decision, outside.Quantity > 0);
            state.Trip(market.Id).Enlarge(outside.Quantity, value);
        }
        else
        {
            guard.Plan(stop, null, decision);
            state.Trip(market.Id).Adopt(outside.Quantity, value, decision, state.Now);
        }
        output.Tell(new Notice.Alert(Severity.Info, AlertCode.Adopted, market.Id, $"{Digits.Plain(outside.Quantity)} {market.Instrument} is Perun's now, at {Digits.Plain(outside.Price, 8)} a unit, with a stop at {Digits.Plain(stop)}"));
        books.AuditAll();
        protection.Review(market);
    }

    private void Refuse(InstrumentId instrument, string why) =>
        output.Tell(new Notice.Alert(Severity.Info, AlertCode.OperatorRefused, state.Universe.Contains(instrument) ? instrument : null, why));

    private string? Difference(in AccountSeen seen)
    {
        if (Math.Abs(seen.Cash - state.Ledger.Cash) >= Cent) return $"the venue has {seen.Cash:N2} in cash, the ledger {state.Ledger.Cash:N2}";
        foreach (var position in state.Ledger.PositionSpan)
        {
            var held = 0m;
            foreach (var holding in seen.Holdings ?? [])
                if (holding.Instrument == position.Instrument) held += holding.Quantity;
            if (!state.Outside.IsNone(position.Instrument)) held -= state.Outside[position.Instrument].Quantity;
            if (held != position.Quantity)
                return $"the venue holds {held} {state.Universe[position.Instrument]}, the ledger {position.Quantity}";
        }
        return null;
    }
}
