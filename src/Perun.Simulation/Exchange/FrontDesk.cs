using System.Diagnostics;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.Exchange;

/// Carries out what the account's owner asks for when it arrives, and ends orders with their session.
internal sealed class FrontDesk(Universe universe, ExchangeRules rules, Admission admission, OrderRegister register, ReportQueue reports, Brackets brackets) : IHasState
{
    private DateTime _nextExpiry = DateTime.MaxValue;

    /// The first moment at which an open order ends by itself.
    public DateTime NextExpiry => _nextExpiry;

    public void Sync(StateStream stream) => stream.Sync(ref _nextExpiry);

    public void Execute(in Command command, ref RandomStream random)
    {
        switch (command.Kind)
        {
            case CommandKind.Submit: Submit(command.Request, command.Arrives, ref random); break;
            case CommandKind.Cancel: Cancel(command.Order, command.Instrument, command.Arrives); break;
            case CommandKind.Change: Change(command); break;
            case CommandKind.Ask: Answer(command); break;
            default: throw new UnreachableException();
        }
    }

    public void Submit(in OrderRequest request, DateTime now, ref RandomStream random)
    {
        if (now > _nextExpiry) Expire(now);
        var unique = !request.Id.IsNone && !register.Contains(request.Id);
        var reserve = 0m;
        var reason = !universe.Contains(request.Instrument) ? $"unknown instrument {request.Instrument}"
            : !unique ? "client order id must be unique"
            : register.OpenCount >= rules.MostOpenOrders ? $"too many open orders: {rules.MostOpenOrders} is the most"
            : admission.WhyRefused(request, now, out reserve);
        if (reason is null && rules.RejectChance > 0 && random.NextChance(rules.RejectChance)) reason = "refused by the venue's risk checks";
        if (!unique || !universe.Contains(request.Instrument))
        {
            reports.Tell(request.Id, request.Instrument, ReportKind.Rejected, now, reason);
            return;
        }
        var order = register.Add(request, now);
        if (reason is not null)
        {
            brackets.End(AsWorking(order), VenueOrderState.Rejected, now, reason);
            RejectLegs(request, now);
            return;
        }
        order.ReservePerUnit = reserve;
        Admit(order, now);
    }

    private void Admit(VenueOrder order, DateTime now)
    {
        var instrument = universe[order.Instrument];
        var book = register.BookOf(order.Instrument);
        order.Level = order.Terms.StopPrice;
        if (order.Terms.TimeInForce == TimeInForce.Day)
        {
            var calendar = TradingCalendar.For(instrument.Hours);
            order.Expiry = (calendar.SessionAt(now) ?? calendar.NextSession(now)).Close;
            if (order.Expiry < _nextExpiry) _nextExpiry = order.Expiry;
        }
        AsWorking(order);
        if (order.Terms.Legs is { } legs) brackets.Hold(order, legs);
        reports.Tell(order, ReportKind.Accepted, now);
        if (WouldTake(order.Terms, instrument, book))
        {
            brackets.End(order, VenueOrderState.Cancelled, now, "post-only: it would have taken");
            return;
        }
        book.Orders.Add(order);
        book.WakeNext();
    }

    public void Cancel(OrderId id, InstrumentId instrument, DateTime now)
    {
        if (now > _nextExpiry) Expire(now);
        if (!register.TryFind(id, out var order))
        {
            reports.Tell(id, instrument, ReportKind.CancelRejected, now, "order not found");
            return;
        }
        if (!order.IsOpen)
        {
            reports.Tell(order, ReportKind.CancelRejected, now, $"the order is already {order.State.ToString().ToLowerInvariant()}");
            return;
        }
        if (order.IsLeg) brackets.CancelLeg(order, now);
        else brackets.End(order, VenueOrderState.Cancelled, now, null);
        register.BookOf(order.Instrument).RemoveFinished();
    }

    private void Change(in Command command)
    {
        if (command.Arrives > _nextExpiry) Expire(command.Arrives);
        if (!register.TryFind(command.Order, out var order))
        {
            reports.Tell(command.Order, command.Instrument, ReportKind.ReplaceRejected, command.Arrives, "order not found");
            return;
        }
        var change = command.Change;
        var terms = order.Terms with
        {
            Quantity = change.Quantity == 0 ? order.Terms.Quantity : change.Quantity,
            LimitPrice = change.LimitPrice == 0 ? order.Terms.LimitPrice : change.LimitPrice,
            StopPrice = change.StopPrice == 0 ? order.Terms.StopPrice : change.StopPrice,
        };
        var book = register.BookOf(order.Instrument);
        var instrument = universe[order.Instrument];
        var reason = order.State != VenueOrderState.Working ? $"the order is {order.State.ToString().ToLowerInvariant()}"
            : admission.WhyChangeRefused(order, terms)
            ?? (WouldTake(terms, instrument, book) ? "post-only: it would take" : null);
        if (reason is not null)
        {
            reports.Tell(order, ReportKind.ReplaceRejected, command.Arrives, reason);
            return;
        }
        order.Take(terms);
        if (change.StopPrice > 0) order.Level = change.StopPrice;
        if (order.ReservePerUnit > 0) order.ReservePerUnit = admission.ReservePerUnit(terms, instrument, book);
        book.WakeNext();
        reports.Tell(order, ReportKind.Replaced, command.Arrives);
    }

    private void Answer(in Command command)
    {
        if (command.Arrives > _nextExpiry) Expire(command.Arrives);
        if (!register.TryFind(command.Order, out var order))
            reports.Tell(command.Order, command.Instrument, ReportKind.NotFound, command.Arrives, null);
        else
            reports.Tell(order, order.IsOpen && order.Filled > 0 ? ReportKind.Filled : Brackets.KindOf(order.State), command.Arrives, order.Reason);
    }

    private void RejectLegs(in OrderRequest request, DateTime now)
    {
        if (request.Legs is not { } legs) return;
        foreach (var leg in (ReadOnlySpan<OrderId>)[legs.StopId, legs.TargetId])
            if (!leg.IsNone && !register.Contains(leg))
                reports.Tell(leg, request.Instrument, ReportKind.Rejected, now, "its entry was rejected");
    }

    private bool WouldTake(in OrderRequest terms, Instrument instrument, InstrumentBook book)
    {
        if (!terms.PostOnly) return false;
        var half = rules.HalfSpread(instrument.AssetClass).At(book.LastPrice);
        return terms.Side == Side.Buy ? terms.LimitPrice >= book.LastPrice + half : terms.LimitPrice <= book.LastPrice - half;
    }

    public void Expire(DateTime now)
    {
        _nextExpiry = DateTime.MaxValue;
        foreach (var book in register.Books)
        {
            foreach (var order in book.Orders)
            {
                if (order.Expiry > now)
                {
                    if (order.IsOpen && order.Expiry < _nextExpiry) _nextExpiry = order.Expiry;
                    continue;
                }
                brackets.End(order, VenueOrderState.Expired, order.Expiry, "its session ended");
            }
            book.RemoveFinished();
        }
    }

    private static VenueOrder AsWorking(VenueOrder order)
    {
        order.State = VenueOrderState.Working;
        return order;
    }
}
