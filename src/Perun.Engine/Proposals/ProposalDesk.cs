using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Protection;
using Perun.Engine.Risk;

namespace Perun.Engine.Proposals;

/// Hears proposals, from analysts and from people, and answers each with a verdict.
internal sealed class ProposalDesk(EngineState state, ProtectionKeeper protection, IEngineOutput output)
{
    private const decimal MostAsked = 1_000_000_000_000m;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    private readonly RiskGate _gate = new();

    public void Hear(Signal signal, long decision)
    {
        if (!state.Universe.Contains(signal.Instrument))
        {
            output.Tell(new Notice.Judged(signal.Instrument, signal.Action, VerdictKind.Refused, Reason.UnknownInstrument, "no such instrument is listed", 0, 0, null, null, OrderId.None));
            return;
        }
        var market = state.Market(signal.Instrument);
        if (Mistake(signal) is { } mistake)
        {
            Tell(market, signal.Action, VerdictKind.Refused, mistake.Reason, mistake.Text);
            return;
        }
        var symbol = state.Symbol(signal.Instrument);
        var isRepeat = symbol.IsRepeat(signal);
        symbol.Heard(signal);
        if (signal.Action == SignalAction.Hold)
        {
            Tell(market, signal.Action, VerdictKind.Held, Reason.Hold, signal.Rationale);
            return;
        }
        var side = signal.Action == SignalAction.Buy ? Side.Buy : Side.Sell;
        if (LeavesPosition(market, side)) Leave(market, side, decision, isRepeat);
        else if (side == Side.Sell && !state.Settings.AllowShort && !state.Account.HasEntry(market.Id))
            Tell(market, signal.Action, VerdictKind.Refused, Reason.NothingToLeave, $"no {market.Instrument} is held, and selling short is switched off");
        else Enter(market, side, signal, decision, isRepeat);
    }

    public void Enter(OperatorRequest.Enter asked, long decision)
    {
        if (!state.Universe.Contains(asked.Instrument))
        {
            output.Tell(new Notice.Alert(Severity.Warning, AlertCode.OperatorRefused, null, "no such instrument is listed"));
            return;
        }
        var market = state.Market(asked.Instrument);
        if (Mistake(asked, market.Instrument) is { } mistake)
        {
            Tell(market, Action(asked.Side), VerdictKind.Refused, mistake.Reason, mistake.Text);
            return;
        }
        if (state.Guard(market.Id).ExitWanted)
        {
            Tell(market, Action(asked.Side), VerdictKind.Refused, Reason.AlreadyInPosition, $"{market.Instrument} is being left ({state.Guard(market.Id).ExitReason}); wait until that is done");
            return;
        }
        var reference = asked.LimitPrice ?? asked.Trigger ?? PriceOf(market, asked.Side);
        var stop = asked.Trail is { } trail ? reference - asked.Side.Sign() * trail.At(reference) : asked.Stop;
        Judge(Proposal(market, asked.Side, reference, stop, asked.Target) with
        {
            Trigger = asked.Trigger ?? 0,
            Trail = asked.Trail,
            TimeInForce = asked.TimeInForce,
            By = ProposedBy.Operator,
            Decision = decision,
            LimitPrice = asked.LimitPrice ?? 0,
            AskedQuantity = asked.Quantity,
        });
    }

    /// Leaves a position because a person, the session's end or an emergency wants it.
    public void Leave(Market market, ExitReason reason, long decision, decimal? quantity = null)
    {
        foreach (var order in state.Desk.OpenSpan(market.Id))
            if (order.Purpose == OrderPurpose.Entry) state.Desk.Cancel(order);
        if (!state.Account.IsHeld(market)) return;
        state.Guard(market.Id).WantExit(reason, decision, state.Now, quantity);
        protection.Review(market);
    }

    private bool LeavesPosition(Market market, Side side)
    {
        var position = state.Ledger[market.Id];
        if (state.Account.IsHeld(market)) return position.IsLong == (side == Side.Sell);
        foreach (var order in state.Desk.OpenSpan(market.Id))
            if (order.Purpose == OrderPurpose.Entry && order.Side != side) return true;
        return false;
    }

    private void Leave(Market market, Side side, long decision, bool isRepeat)
    {
        if (isRepeat || state.Guard(market.Id).ExitWanted)
        {
            Tell(market, Action(side), VerdictKind.Refused, Reason.DuplicateSignal, "the position is being left already");
            return;
        }
        if (output.WantsWords)
        {
            var quantity = Digits.Plain(Math.Abs(state.Ledger[market.Id].Quantity));
            var text = quantity > 0 ? $"leaves {quantity} {market.Instrument}" : "cancels the entry on its way";
            output.Tell(new Notice.Judged(market.Id, Action(side), VerdictKind.Allowed, Reason.LeavesPosition, text, quantity, PriceOf(market, side), null, null, OrderId.None));
        }
        Leave(market, ExitReason.Signal, decision);
    }

    private void Enter(Market market, Side side, Signal signal, long decision, bool isRepeat) =>
        Judge(Proposal(market, side, PriceOf(market, side), signal.Stop, signal.Target, signal, decision, isRepeat));

    private void Judge(in EntryProposal proposal)
    {
        var market = proposal.Market;
        if (!market.HasPrice || proposal.Price <= 0)
        {
            Tell(market, Action(proposal.Side), VerdictKind.Refused, Reason.NoPrice, $"no price of {market.Instrument} is known yet");
            return;
        }
        var verdict = _gate.Judge(proposal, state.Account);
        var words = output.WantsWords ? verdict.Words(proposal, state.Account) : "";
        if (verdict.IsRefused)
        {
            Tell(market, Action(proposal.Side), verdict.Kind, verdict.Reason, words);
            return;
        }
        var entry = verdict.Entry;
        var order = state.Desk.SubmitEntry(entry, state.Settings);
        if (output.WantsOrderNews)
            output.Tell(new Notice.Judged(market.Id, Action(proposal.Side), verdict.Kind, verdict.Reason, words, entry.Quantity, proposal.Price, proposal.Stop, proposal.Target, order.Id));
        if (order.IsOver) return;
        state.Record.Entered();
        state.Symbol(market.Id).Entered(state.Now);
        var guard = state.Guard(market.Id);
        if (state.Account.IsHeld(market)) guard.Enlarge(proposal.Stop, proposal.Target, proposal.Decision, proposal.Side == Side.Buy, proposal.Trail);
        else guard.Plan(proposal.Stop, proposal.Target, proposal.Decision, proposal.Trail);
    }

    /// Prices go onto the tick, stop and target towards the entry: the trade never risks more than was proposed.
    private EntryProposal Proposal(
        Market market, Side side, decimal price, decimal? stop, decimal? target, Signal? signal = null, long decision = 0, bool isRepeat = false)
    {
        var inward = side == Side.Buy ? RoundTo.Up : RoundTo.Down;
        var outward = side == Side.Buy ? RoundTo.Down : RoundTo.Up;
        var protect = stop ?? price * (1 - side.Sign() * state.Settings.DefaultStopPercent / 100);
        return new EntryProposal
        {
            Market = market,
            Side = side,
            By = ProposedBy.Analyst,
            Decision = decision,
            Confidence = signal?.Confidence ?? 0,
            BasedOn = signal?.BasedOn ?? default,
            ReferencePrice = signal?.ReferencePrice ?? 0,
            IsRepeat = isRepeat,
            Price = market.Instrument.RoundPrice(price, inward),
            Stop = market.Instrument.RoundPrice(protect, inward),
            Target = target is { } gain ? market.Instrument.RoundPrice(gain, outward) : null,
        };
    }

    /// What no rule needs to look at, and what must leave no trace: one signal from the future would make all later ones old.
    private Refusal? Mistake(Signal signal)
    {
        if (signal.Action is not (SignalAction.Hold or SignalAction.Buy or SignalAction.Sell)) return new Refusal(Reason.UnknownAction, $"{signal.Action} is nothing that can be done");
        if (signal.BasedOn > state.Now + ClockTolerance)
            return new Refusal(Reason.SignalFromFuture, $"the signal rests on data of {signal.BasedOn:u}, which is later than now, {state.Now:u}");
        if (!(signal.Confidence is >= 0 and <= 1))
            return new Refusal(Reason.LowConfidence, $"a confidence of {signal.Confidence} is outside 0 to 1");
        if (signal.Stop is { } stop && !Prices.IsPrice(stop)) return new Refusal(Reason.NotPositive, $"{stop} is no price");
        if (signal.Target is { } target && !Prices.IsPrice(target)) return new Refusal(Reason.NotPositive, $"{target} is no price");
        return signal.ReferencePrice == 0 || Prices.IsPrice(signal.ReferencePrice)
            ? null
            : new Refusal(Reason.NotPositive, $"a reference of {signal.ReferencePrice} is no price");
    }

    private static Refusal? Mistake(OperatorRequest.Enter asked, Instrument instrument)
    {
        if (asked.Quantity >= MostAsked) return new Refusal(Reason.AboveLimits, $"{asked.Quantity} is more than any limit allows");
        if (asked.Trail is { } trail && (trail.Amount <= 0 || (trail.IsFraction && trail.Amount >= 1) || !Prices.IsPrice(trail.Amount)))
            return new Refusal(Reason.NotPositive, $"a stop can't trail at a distance of {trail.Amount}");
        if (asked.Trail is not null && asked.Stop is not null) return new Refusal(Reason.StopOnWrongSide, "a stop is either fixed or trails: name one of them");
        if (asked.Quantity is <= 0) return new Refusal(Reason.NotPositive, $"a quantity of {asked.Quantity} is not positive");
        if (asked.Quantity is { } quantity && !instrument.IsOnLot(quantity))
            return new Refusal(Reason.NotOnLot, $"{quantity} is not a multiple of the lot {instrument.Lot}; the next below is {instrument.RoundQuantityDown(quantity)}");
        foreach (var price in (ReadOnlySpan<decimal?>)[asked.LimitPrice, asked.Stop, asked.Target, asked.Trigger])
        {
            if (price is { } named && !Prices.IsPrice(named)) return new Refusal(Reason.NotPositive, $"a price of {named} is not positive, or too large to be one");
            if (price is { } given && !instrument.IsOnTick(given))
                return new Refusal(Reason.NotOnTick, $"{given} is not on the tick of {instrument.TickAt(given)}; the nearest is {instrument.RoundPrice(given, RoundTo.Nearest)}");
        }
        return null;
    }

    private void Tell(Market market, SignalAction action, VerdictKind kind, Reason reason, string text)
    {
        if (output.WantsNotices)
            output.Tell(new Notice.Judged(market.Id, action, kind, reason, text, 0, market.Money, null, null, OrderId.None));
    }

    private static decimal PriceOf(Market market, Side side) => market.PriceFor(side);

    private static SignalAction Action(Side side) => side == Side.Buy ? SignalAction.Buy : SignalAction.Sell;
}
