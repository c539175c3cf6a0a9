using System.Diagnostics;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.Exchange;

/// Leads the working orders of an instrument through a slice, in the order in which they started to work.
internal sealed class Matcher(Universe universe, ExchangeRules rules, VenueAccount account, OrderRegister register, ReportQueue reports, Brackets brackets, VolumeTiers tiers)
{
    private readonly PriceCost _equityMarket = rules.HalfSpread(AssetClass.Equity) + rules.Slippage(0);
    private readonly PriceCost _cryptoMarket = rules.HalfSpread(AssetClass.Crypto) + rules.Slippage(0);
    private readonly PriceCost _equityHalf = rules.HalfSpread(AssetClass.Equity);
    private readonly PriceCost _cryptoHalf = rules.HalfSpread(AssetClass.Crypto);

    private readonly record struct Stretch(DateTime Start, DateTime End);

    /// How often a stop was taken in a slice in which its target was touched, too, and nobody knows which came first.
    public long Ambiguities { get; private set; }

    public void Match(InstrumentBook book, in Bar bar, DateTime end, ref RandomStream random)
    {
        if (book.IsHalted || book.Orders.Count == 0) return;
        var slice = Slice.Of(bar);
        var instrument = universe[book.Instrument];
        if (rules.VolumeShare != 0) book.VolumeLeft = instrument.RoundQuantityDown((decimal)slice.Volume * rules.VolumeShare);
        var stretch = new Stretch(bar.Time, end);
        for (var place = 0; place < book.Orders.Count; place++)
        {
            var order = book.Orders[place];
            if (order.State != VenueOrderState.Working || order.SeenUntil >= end) continue;
            if (OpensAtTarget(order, slice)) Meet(book, order.Sibling!, slice, stretch, ref random);
            if (order.State == VenueOrderState.Working) Meet(book, order, order.Arrived > bar.Time ? slice.AtClose : slice, stretch, ref random);
        }
        book.RemoveFinished();
    }

    private void Meet(InstrumentBook book, VenueOrder order, in Slice slice, in Stretch stretch, ref RandomStream random)
    {
        var isAtOnce = order.MustFillAtOnce;
        if (isAtOnce) MeetPath(book, order, slice.AtOpen, stretch, ref random);
        else MeetPath(book, order, slice, stretch, ref random);
        if (isAtOnce) brackets.End(order, VenueOrderState.Cancelled, stretch.End, "no more could be filled at once");
    }

    private void MeetPath(InstrumentBook book, VenueOrder order, in Slice path, in Stretch stretch, ref RandomStream random)
    {
        var possible = PossibleQuantity(book, order);
        var met = default(Execution);
        var isMet = possible > 0 && CanFill(book, order, path, possible, ref met);
        order.IsSeen = true;
        order.SeenUntil = stretch.End;
        if (!isMet || (order.Terms.TimeInForce == TimeInForce.FillOrKill && possible < order.Remaining)) return;
        if (IsAmbiguous(order, met, path)) Ambiguities++;
        Fill(book, order, possible, met, stretch, ref random);
    }

    /// An order without a position to reduce still meets the slice, so that it ends where it would have filled.
    private decimal PossibleQuantity(InstrumentBook book, VenueOrder order)
    {
        var remaining = order.Remaining;
        var possible = rules.VolumeShare == 0 || remaining <= book.VolumeLeft ? remaining : book.VolumeLeft;
        if (!MayOnlyReduce(order)) return possible;
        var closable = account.ClosableBy(order.Side, order.Instrument);
        return closable == 0 ? remaining : Math.Min(possible, closable);
    }

    /// How an order of this quantity would fill, if it can.
    private bool CanFill(InstrumentBook book, VenueOrder order, in Slice slice, decimal quantity, ref Execution met)
    {
        ref readonly var terms = ref order.Terms;
        var instrument = universe[book.Instrument];
        var isCrypto = instrument.AssetClass == AssetClass.Crypto;
        ref readonly var half = ref isCrypto ? ref _cryptoHalf : ref _equityHalf;
        ref readonly var calm = ref isCrypto ? ref _cryptoMarket : ref _equityMarket;
        if (rules.ImpactBasisPoints == 0) return CanFill(order, terms, new FillRules(instrument, in half, in calm), slice, ref met);
        var volume = (decimal)slice.Volume;
        var share = volume > 0 ? Math.Min(1, quantity / volume) : 1;
        var market = half + rules.Slippage(share);
        return CanFill(order, terms, new FillRules(instrument, in half, in market), slice, ref met);
    }

    private static bool CanFill(VenueOrder order, in OrderRequest terms, in FillRules fill, in Slice slice, ref Execution met)
    {
        var isNew = !order.IsSeen;
        switch (terms.Type)
        {
            case OrderType.Market:
                return fill.Market(terms.Side, slice, ref met);
            case OrderType.Limit:
                return fill.Limit(terms.Side, terms.LimitPrice, isNew, terms.PostOnly, slice, ref met) && !(order.MustFillAtOnce && met.Liquidity == Liquidity.Maker);
            case OrderType.Stop:
                return order.IsTriggered ? fill.Market(terms.Side, slice, ref met) : Triggered(order, fill.Stop(terms.Side, terms.StopPrice, slice, ref met));
            case OrderType.StopLimit:
                if (order.IsTriggered) return fill.Limit(terms.Side, terms.LimitPrice, isNew: false, postOnly: false, slice, ref met);
                var isMet = fill.StopLimit(terms.Side, terms.StopPrice, terms.LimitPrice, slice, out var isTriggered, ref met);
                order.IsTriggered = isTriggered;
                return isMet;
            case OrderType.TrailingStop:
                if (order.IsTriggered) return fill.Market(terms.Side, slice, ref met);
                var level = order.Level;
                var isCaught = fill.Trailing(terms.Side, terms.Trail, ref level, slice, ref met);
                order.Level = level;
                return Triggered(order, isCaught);
            default:
                throw new UnreachableException();
        }
    }

    private static bool Triggered(VenueOrder order, bool isMet) => order.IsTriggered = isMet;

    private void Fill(InstrumentBook book, VenueOrder order, decimal possible, in Execution execution, in Stretch stretch, ref RandomStream random)
    {
        var instrument = universe[order.Instrument];
        var closable = account.ClosableBy(order.Side, order.Instrument);
        var time = execution.AtOpen ? Later(stretch.Start, order.Arrived, stretch.End) : stretch.End;
        if (MayOnlyReduce(order) && closable == 0)
        {
            brackets.End(order, VenueOrderState.Cancelled, time, "there is no position left to reduce");
            return;
        }
        var quantity = PartOf(possible, order, instrument, ref random);
        var rate = tiers.RateOf(instrument, execution.Liquidity, time);
        var value = quantity * execution.Price;
        var fee = FeeMeter.Of(order, instrument, quantity, value, rate, out var notionalFee);
        tiers.Add(instrument, value);
        var feeIsInBase = instrument.Fees.IsPaidInBase(order.Side);
        account.Book(new VenueFill(account.NextFillNumber, order.Id, order.Instrument, order.Side, quantity, execution.Price, fee, feeIsInBase, execution.Liquidity, time), value);
        order.Book(quantity, value, fee, notionalFee);
        if (rules.VolumeShare != 0) book.VolumeLeft -= quantity;
        if (order.Remaining == 0)
        {
            order.State = VenueOrderState.Filled;
            register.Finish(order);
        }
        reports.Tell(order, ReportKind.Filled, time);
        if (order.IsLeg) brackets.LegFilled(order, time);
        else if (order.StopLeg is not null) Protect(book, order, time, execution.Rest, stretch, ref random);
        if (!MayOnlyReduce(order) || quantity < closable) return;
        brackets.End(order, VenueOrderState.Cancelled, time, "there is no position left to reduce");
        brackets.End(order.Sibling, VenueOrderState.Cancelled, time, "there is no position left to reduce");
    }

    /// The legs meet what certainly came after the entry's fill, the stop first.
    private void Protect(InstrumentBook book, VenueOrder entry, DateTime time, in Slice rest, in Stretch stretch, ref RandomStream random)
    {
        brackets.EntryFilled(entry, time);
        if (entry.StopLeg is { State: VenueOrderState.Working } stop) Meet(book, stop, rest, stretch, ref random);
        if (entry.TargetLeg is { State: VenueOrderState.Working } target) Meet(book, target, rest, stretch, ref random);
    }

    /// What the open offers comes before anything inside the slice, so a gap through the target is the target's.
    private static bool OpensAtTarget(VenueOrder stop, in Slice slice) =>
        stop.Entry?.StopLeg == stop && stop.Sibling is { State: VenueOrderState.Working, IsSeen: true } target
        && (stop.Side == Side.Sell ? slice.Open >= target.Terms.LimitPrice : slice.Open <= target.Terms.LimitPrice);

    private static bool IsAmbiguous(VenueOrder order, in Execution met, in Slice slice) =>
        !met.AtOpen && order.Entry?.StopLeg == order && order.Sibling is { State: VenueOrderState.Working, Terms.LimitPrice: var target }
        && (order.Side == Side.Sell ? slice.High >= target : slice.Low <= target);

    private decimal PartOf(decimal possible, VenueOrder order, Instrument instrument, ref RandomStream random)
    {
        if (rules.PartialChance == 0 || order.Terms.TimeInForce == TimeInForce.FillOrKill || !random.NextChance(rules.PartialChance)) return possible;
        var part = instrument.RoundQuantityDown(possible * random.NextBelow(100) / 100);
        return Math.Max(part, Math.Min(possible, instrument.Lot));
    }

    /// What is no short sale can't become one, whatever happened since the order was taken.
    private bool MayOnlyReduce(VenueOrder order) =>
        order.Terms.ReduceOnly || (order.Side == Side.Sell && !universe[order.Instrument].CanBeShorted);

    private static DateTime Later(DateTime start, DateTime arrived, DateTime end) => arrived > start ? end : start;
}
