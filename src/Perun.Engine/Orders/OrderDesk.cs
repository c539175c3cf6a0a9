using System.Runtime.InteropServices;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;

namespace Perun.Engine.Orders;

/// All orders over their lives. It gives commands out, and takes reports in whatever order, number and lateness they come.
public sealed class OrderDesk : IHasState
{
    /// So many questions without an answer, and a person hears of it.
    private const int AsksBeforeAlarm = 5;

    private readonly Blotter _blotter;
    private readonly IEngineOutput _output;
    private Stamp _stamp;
    private int _ordinal;

    internal OrderDesk(IEngineOutput output)
    {
        _output = output;
        _blotter = new Blotter();
        Inquiries = new Inquiries(_blotter, output);
    }

    internal Inquiries Inquiries { get; }

    internal EngineSettings Settings
    {
        get;
        set => (field, _blotter.Kept, Inquiries.AskEvery) = (value, value.FinishedOrdersKept, value.AskEvery);
    } = new();

    public IEnumerable<Order> Open => _blotter.AllOpen;

    /// Those that are over and still remembered, the latest first.
    public IEnumerable<Order> Ended => _blotter.Finished.Reverse();

    public IReadOnlyList<Order> OpenIn(InstrumentId instrument) => _blotter.OpenIn(instrument);

    internal ReadOnlySpan<Order> OpenSpan(InstrumentId instrument) => CollectionsMarshal.AsSpan(_blotter.OpenIn(instrument));

    public Order? Find(OrderId id) => _blotter.Find(id);

    internal void List(InstrumentId instrument) => _blotter.List(instrument);

    /// Ids of orders made from now on are functions of this event's place in the journal.
    internal void Begin(in Stamp stamp)
    {
        _stamp = stamp;
        _ordinal = 0;
        Inquiries.Now = stamp.At;
    }

    internal Order SubmitEntry(in CheckedEntry entry, EngineSettings settings)
    {
        ref readonly var proposal = ref entry.Proposal;
        var hasLegs = proposal.Trail is null && settings.StyleFor(proposal.Market.Instrument) == ProtectionStyle.VenueBracket;
        var id = NextId();
        var legs = hasLegs ? OrderForms.Legs(proposal, NextId(), proposal.Target is null ? OrderId.None : NextId()) : default;
        var request = OrderForms.Entry(id, entry, hasLegs ? legs : null);
        var order = Add(New(request, OrderPurpose.Entry, proposal.Decision), OrderStatus.Intended);
        order.Plan(proposal.Stop, proposal.Target, proposal.Trail);
        if (hasLegs) AddLegs(order, legs);
        if (settings.ValidateOnly)
        {
            Move(order, OrderStatus.Cancelled, "validation mode: decided, and not sent");
            CancelHeldLegs(order, "validation mode");
            return order;
        }
        GiveOut(order, request);
        return order;
    }

    /// A stop that rests at the venue and protects (a part of) a position; with a trail it follows the price.
    internal void SubmitStop(InstrumentId instrument, Side side, decimal quantity, decimal stopPrice, Trail? trail, long decision) =>
        Leave(OrderForms.Stop(NextId(), instrument, side, quantity, stopPrice, trail), OrderPurpose.ProtectiveStop, ExitReason.Stop, decision);

    /// Leaves (a part of) a position at the market.
    internal void SubmitExit(InstrumentId instrument, Side side, decimal quantity, ExitReason reason, long decision) =>
        Leave(OrderForms.Exit(NextId(), instrument, side, quantity), OrderPurpose.Exit, reason, decision);

    internal void Cancel(Order order)
    {
        if (order.IsOver || order.CancelAsked || Inquiries.MustWait(order)) return;
        order.CancelAsked = true;
        Inquiries.AwaitAnswer(order);
        _output.Cancel(order.Id, order.Instrument);
    }

    internal void Resize(Order order, decimal quantity)
    {
        if (order.IsOver || order.ChangeAsked || order.Quantity == quantity || Inquiries.MustWait(order)) return;
        order.ChangeAsked = true;
        Inquiries.AwaitAnswer(order);
        _output.Change(new OrderChange { Order = order.Id, Instrument = order.Instrument, Quantity = quantity });
    }

    /// Cancels what was given up for lost and is there after all.
    internal void Recall(Order order)
    {
        order.IsPresumedLost = false;
        _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.OrderLost, order.Instrument, $"order {order.Id} was given up, and the venue has it after all; it is cancelled"));
        _output.Cancel(order.Id, order.Instrument);
    }

    /// Asks the venue about every open order, because nobody can be sure of what became of them.
    internal void AskAll(string why)
    {
        foreach (var orders in _blotter.Open)
        {
            foreach (var order in orders)
            {
                if (order.Status is OrderStatus.Submitted or OrderStatus.Intended) Move(order, OrderStatus.Unknown, why);
                if (order.Status != OrderStatus.Held || Find(order.Entry) is { FilledQuantity: > 0 }) Inquiries.Ask(order);
            }
        }
    }

    /// Takes what is certain from a report and says what fill, if any, it holds.
    internal Intake Take(in OrderReport report)
    {
        if (_blotter.Find(report.Order, report.Instrument) is not { } order) return Intake.Foreign;
        if (!ReportCheck.IsPossible(order, report))
        {
            Inquiries.AskSoon(order);
            return Intake.Impossible(order);
        }
        var wasOver = order.IsOver;
        order.VenueOrderId ??= report.VenueOrderId;
        var (quantity, value, fee) = order.Advance(report);
        OrderLife.Apply(this, order, report, quantity > 0, _stamp.At);
        if (report.LegsQuantity > 0) LegsWork(order, report);
        if (report.EndsSibling) EndSiblingOf(order);
        return new Intake(order, quantity, value, fee, IsImpossible: false, HasEnded: order.IsOver && !wasOver);
    }

    internal void Move(Order order, OrderStatus status, string? text)
    {
        order.Status = status;
        order.ChangedAt = _stamp.At;
        order.LastReason = text ?? order.LastReason;
        if (status.IsOver()) Finish(order);
        if (_output.WantsOrderNews) Tell(order, text);
    }

    /// Something worth knowing happened to it that leaves it where it is.
    internal void Remark(Order order, string text)
    {
        order.LastReason = text;
        if (_output.WantsOrderNews) Tell(order, text);
    }

    internal void Tell(Order order, string? text) =>
        _output.Tell(new Notice.OrderMoved(
            order.Id, order.Instrument, order.Side, order.Type, order.Purpose, order.Decision, order.Status, Digits.Plain(order.Quantity),
            Digits.Plain(order.FilledQuantity), Digits.Plain(order.AveragePrice, 10), Digits.Plain(order.LimitPrice), Digits.Plain(order.StopPrice), text));

    /// The legs of an entry that ended without a fill never come to life.
    internal void CancelHeldLegs(Order entry, string why)
    {
        var open = _blotter.OpenIn(entry.Instrument);
        for (var i = open.Count - 1; i >= 0; i--)
            if (open[i].Entry == entry.Id && open[i].Status == OrderStatus.Held) Move(open[i], OrderStatus.Cancelled, why);
    }

    /// The venue told of the legs with their entry.
    private void LegsWork(Order entry, in OrderReport report)
    {
        foreach (var leg in OpenSpan(entry.Instrument))
        {
            if (leg.Entry != entry.Id) continue;
            leg.TakeQuantity(report.LegsQuantity, report.VenueTime, _stamp.At);
            Move(leg, leg.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted, null);
            Inquiries.Calm(leg);
        }
    }

    /// The venue told of the other leg with this one.
    private void EndSiblingOf(Order leg)
    {
        if (SiblingOf(leg) is { } other) Move(other, OrderStatus.Cancelled, "ended with the other leg");
    }

    internal Order? SiblingOf(Order leg)
    {
        if (leg.Entry.IsNone) return null;
        foreach (var other in OpenSpan(leg.Instrument))
            if (other.Entry == leg.Entry && other.Id != leg.Id) return other;
        return null;
    }

    /// The venue cancels it of its own accord, and is asked where that is not heard of.
    internal void ExpectCancelled(Order order)
    {
        if (order.IsOver || order.CancelAsked) return;
        order.CancelAsked = true;
        Inquiries.AwaitAnswer(order);
    }

    /// A bracket's legs end together: when one is over and the other is not heard of, it is asked about.
    internal void ExpectSiblingOf(Order leg)
    {
        if (SiblingOf(leg) is { } other && other.Status.IsWorking()) Inquiries.AskSoon(other);
    }

    /// What is due by now: questions about orders without an answer.
    internal void Chores()
    {
        foreach (var orders in _blotter.Open)
        {
            foreach (var order in orders)
            {
                if (order.NextAsk > _stamp.At) continue;
                if (order.Status == OrderStatus.Submitted) Move(order, OrderStatus.Unknown, "no answer came");
                order.CancelAsked = order.ChangeAsked = false;
                Inquiries.Ask(order);
                if (order.Asks == AsksBeforeAlarm)
                    _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.OrderUnknown, order.Instrument, $"the venue was asked {order.Asks} times about order {order.Id} ({order.Purpose}, {order.Remaining} open) and gave no answer that settles it"));
            }
        }
        Inquiries.LookAgain();
    }

    public void Sync(StateStream stream)
    {
        _blotter.Sync(stream);
        if (stream.IsLoading) Inquiries.LookAgain();
    }

    private OrderId NextId() => OrderId.At(_stamp.Position, _ordinal++);

    private void Leave(in OrderRequest request, OrderPurpose purpose, ExitReason reason, long decision) =>
        GiveOut(Add(New(request, purpose, decision, exit: reason), OrderStatus.Intended), request);

    private void AddLegs(Order entry, in BracketLegs legs)
    {
        var stop = OrderForms.Stop(legs.StopId, entry.Instrument, entry.Side.Opposite(), entry.Quantity, legs.StopPrice);
        Add(New(stop, OrderPurpose.ProtectiveStop, entry.Decision, entry.Id, ExitReason.Stop), OrderStatus.Held);
        if (!legs.HasTarget) return;
        var target = OrderForms.Target(legs.TargetId, entry.Instrument, entry.Side.Opposite(), entry.Quantity, legs.TargetPrice);
        Add(New(target, OrderPurpose.Target, entry.Decision, entry.Id, ExitReason.Target), OrderStatus.Held);
    }

    private Order New(in OrderRequest request, OrderPurpose purpose, long decision, OrderId entry = default, ExitReason exit = default)
    {
        var order = _blotter.Blank().Begin(request, purpose, decision, _stamp.At);
        (order.Entry, order.Exit) = (entry, exit);
        return order;
    }

    private Order Add(Order order, OrderStatus status)
    {
        order.Status = status;
        _blotter.Add(order);
        return order;
    }

    private void GiveOut(Order order, in OrderRequest request)
    {
        Inquiries.AwaitAnswer(order);
        _output.Submit(request);
        Move(order, OrderStatus.Submitted, null);
    }

    private void Finish(Order order)
    {
        order.NextAsk = DateTime.MaxValue;
        _blotter.Finish(order);
    }
}
