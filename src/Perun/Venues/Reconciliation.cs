using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Venues;
using Perun.Trading;

namespace Perun.Venues;

/// Holds the venue's books against ours. What differs is asked about first, because a report that was lost is the likeliest reason; what
/// still differs the next times is booked with its reason, or entries stop.
/// <param name="booked">What moved and is in our books already.</param>
/// <param name="split">Hears of a split that is in our books now.</param>
/// <param name="recall">Takes an order back that was believed to be over.</param>
internal sealed class Reconciliation(Action<Order> ask, Action<Order> recall, MovementBook booked, Action<InstrumentId> split)
{
    private const decimal Cent = 0.01m;

    /// Less than this, in the account's money, of something that comes in fractions is a fee's rounding.
    private const decimal RoundingValue = 1m;

    /// Cash may differ by so much of equity before it is more than rounding and fees that were told late.
    private const decimal RoundingShare = 0.0005m;

    /// So often in a row a difference is seen before it is believed.
    private const int Convincing = 3;

    /// Reports and books may cross on the way.
    private static readonly TimeSpan Crossing = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OrderGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LateFill = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TellBooksEvery = TimeSpan.FromMinutes(15);

    private readonly Dictionary<InstrumentId, DateTime> _activity = [];
    private readonly Dictionary<InstrumentId, Suspicion> _suspicions = [];
    private readonly HashSet<Core.Orders.OrderId> _revenants = [];
    private readonly HashSet<string> _foreignOrders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _strangers = new(StringComparer.Ordinal);
    private Suspicion _cash;
    private decimal _wentWorth;
    private DateTime _lastActivity;
    private DateTime _nextTelling;
    private bool _hasAgreed;

    /// Something happened to an order: what was read at about that time proves nothing.
    public void Note(InstrumentId instrument, DateTime now) => _activity[instrument] = _lastActivity = now;

    /// Where books were last told from; what moved since is asked for.
    public string? MovementsPlace { get; set; }

    /// Orders that work at the venue and were sent by somebody else.
    public IReadOnlyCollection<string> ForeignOrders => _foreignOrders;

    public Agreement Judge(VenueBooks books, EngineState state, IFloor floor, DateTime now)
    {
        foreach (var movement in books.Movements)
            if (booked.Take(movement)) Take(movement, state, floor, now);
        MovementsPlace = books.MovementsPlace ?? MovementsPlace;
        JudgeOrders(books, state, floor, now);
        var open = JudgeHoldings(books, state, floor, now);
        open |= JudgeCash(books, state, floor, now, mayExplain: open != Doubt.None);
        if (open.HasFlag(Doubt.Disagreement)) return new Agreement(open, $"the venue has {books.Cash:N2} in cash, the ledger {state.Ledger.Cash:N2}, and nothing explains it");
        if (open != Doubt.None) return new Agreement(open, "the venue's books differ from ours and are looked at again");
        _hasAgreed = true;
        if (now >= _nextTelling)
        {
            _nextTelling = now + TellBooksEvery;
            floor.Hear(Seen(books, state), now);
        }
        return new Agreement(Doubt.None, "");
    }

    private void Take(Movement movement, EngineState state, IFloor floor, DateTime now)
    {
        var isOurs = movement.Symbol is { } symbol && state.Universe.TryFind(symbol, out InstrumentId _);
        var instrument = isOurs && state.Universe.TryFind(movement.Symbol!, out InstrumentId id) ? id : default;
        switch (movement.Kind)
        {
            case MovementKind.Split when isOurs && movement.Ratio > 0:
                floor.Hear(new SplitSeen(instrument, movement.Ratio, movement.Text), now);
                split(instrument);
                break;
            case MovementKind.Rename when isOurs:
                floor.Hear(new VenueRemarked($"{movement.Symbol} is called {movement.NewSymbol} now: {movement.Text}. What is held of it appears under the new name, to be adopted there"), now);
                if (state.Ledger[instrument] is { IsFlat: false } held)
                    floor.Hear(new HoldingCorrected(instrument, -held.Quantity, held.AverageEntry, IsRounding: false, $"renamed to {movement.NewSymbol}"), now);
                break;
        }
        if (movement.Amount != 0) floor.Hear(new CashMoved(movement.Amount, movement.Kind != MovementKind.Transfer, movement.Text), now);
    }

    private void JudgeOrders(VenueBooks books, EngineState state, IFloor floor, DateTime now)
    {
        var listed = new HashSet<Core.Orders.OrderId>();
        var revenants = new HashSet<Core.Orders.OrderId>();
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        foreach (var working in books.OpenOrders)
        {
            if (!working.Ours.IsNone && state.Desk.Find(working.Ours) is { } order)
            {
                listed.Add(order.Id);
                if (order.IsOver && order.ChangedAt < books.ReadFrom - OrderGrace && revenants.Add(order.Id) && _revenants.Contains(order.Id)) Recall(order, floor, now);
                if (working.Report is { } report && Differs(order, report)) floor.Hear(new OrderReported(report), now);
                continue;
            }
            foreign.Add(working.VenueOrderId);
            if (_foreignOrders.Contains(working.VenueOrderId)) continue;
            var whose = working.Ours.IsNone ? "that Perun did not send" : "that Perun sent and its journal does not know (was an older state restored?)";
            floor.Hear(new VenueRemarked($"an order {whose} works at the venue: {working.Side.ToString().ToLowerInvariant()} {Digits.Plain(working.Quantity)} {working.Symbol} ({working.Type.ToString().ToLowerInvariant()}, {working.VenueOrderId}); it is left alone"), now);
        }
        _foreignOrders.Clear();
        _foreignOrders.UnionWith(foreign);
        _revenants.Clear();
        _revenants.UnionWith(revenants);
        foreach (var order in state.Desk.Open)
        {
            var isWaiting = order.Status is OrderStatus.Intended or OrderStatus.Held;
            if (!isWaiting && !listed.Contains(order.Id) && order.ChangedAt < books.ReadFrom - OrderGrace) ask(order);
        }
    }

    /// It was refused or ended by all that was said of it, and works at the venue in two readings all the same: it holds what an exit would sell.
    private void Recall(Order order, IFloor floor, DateTime now)
    {
        floor.Hear(new VenueRemarked($"order {order.Id} was taken for {order.Status.ToString().ToLowerInvariant()}, and the venue still works it; it is cancelled"), now);
        recall(order);
    }

    private static bool Differs(Order order, in Core.Orders.OrderReport report) =>
        !order.Status.IsWorking() || report.CumulativeQuantity != order.FilledQuantity || (report.Quantity > 0 && report.Quantity != order.Quantity)
        || (report.StopPrice > 0 && report.StopPrice != order.StopPrice);

    private Doubt JudgeHoldings(VenueBooks books, EngineState state, IFloor floor, DateTime now)
    {
        var doubt = Doubt.None;
        var held = new Dictionary<InstrumentId, VenueHolding>();
        var strangers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var holding in books.Holdings)
        {
            if (state.Universe.TryFind(holding.Symbol, out InstrumentId id)) held[id] = holding;
            else if (strangers.Add(holding.Symbol) && !_strangers.Contains(holding.Symbol))
                floor.Hear(new VenueRemarked($"the account holds {Digits.Plain(holding.Quantity)} {holding.Symbol}, which is not among the instruments that Perun trades; it is left alone"), now);
        }
        _strangers.Clear();
        _strangers.UnionWith(strangers);
        foreach (var market in state.Markets)
        {
            var theirs = held.GetValueOrDefault(market.Id);
            var quantity = theirs?.Quantity ?? 0;
            var difference = quantity - state.Ledger[market.Id].Quantity - state.Outside[market.Id].Quantity;
            if (difference == 0)
            {
                _suspicions.Remove(market.Id);
                continue;
            }
            if (_activity.GetValueOrDefault(market.Id) >= books.ReadFrom - Crossing)
            {
                doubt |= Doubt.Moving;
                continue;
            }
            if (IsBelieved(market, difference, state, now)) Book(market, quantity, theirs, state, floor, now);
            else doubt |= Doubt.Suspicion;
        }
        return doubt;
    }

    private bool IsBelieved(Market market, decimal difference, EngineState state, DateTime now)
    {
        var known = _suspicions.GetValueOrDefault(market.Id);
        var seen = known.Difference == difference ? known.Seen + 1 : 1;
        var orders = state.Desk.OpenIn(market.Id).Concat(state.Desk.Ended.Where(order => order.Instrument == market.Id && now - order.ChangedAt < LateFill)).ToList();
        if (seen < Convincing && (_hasAgreed || orders.Count > 0))
        {
            _suspicions[market.Id] = new Suspicion(difference, seen);
            foreach (var order in orders) ask(order);
            return false;
        }
        _suspicions.Remove(market.Id);
        return true;
    }

    /// What the venue holds, as ours where the ledger has it, and as somebody else's beyond that.
    private void Book(Market market, decimal theirs, VenueHolding? holding, EngineState state, IFloor floor, DateTime now)
    {
        var ours = state.Ledger[market.Id].Quantity;
        var outside = state.Outside[market.Id].Quantity;
        var worth = market.HasPrice ? market.Money : holding?.LastPrice ?? holding?.AveragePrice ?? state.Ledger[market.Id].AverageEntry;
        var difference = theirs - ours - outside;
        if (ours != 0 && market.Instrument.Lot < 1 && Math.Abs(difference) * worth < RoundingValue)
        {
            floor.Hear(new HoldingCorrected(market.Id, difference, worth, IsRounding: true, "rounding of fees"), now);
            return;
        }
        var stays = Math.Sign(theirs) == Math.Sign(ours) ? Math.Min(Math.Abs(theirs), Math.Abs(ours)) * Math.Sign(ours) : 0;
        if (theirs - stays != outside)
        {
            // What somebody bought, or sold of what was theirs, has its price in cash.
            if (_hasAgreed) _wentWorth -= (theirs - stays - outside) * worth;
            floor.Hear(new OutsideSeen(market.Id, theirs - stays, theirs == stays ? 0 : holding?.AveragePrice ?? worth), now);
        }
        if (stays == ours) return;
        _wentWorth += (ours - stays) * worth;
        floor.Hear(new HoldingCorrected(market.Id, stays - ours, worth, IsRounding: false, "the venue does not have it any more"), now);
    }

    /// <param name="mayExplain">A holding is in doubt, and may be why the cash differs.</param>
    private Doubt JudgeCash(VenueBooks books, EngineState state, IFloor floor, DateTime now, bool mayExplain)
    {
        var difference = books.Cash - state.Ledger.Cash;
        if (Math.Abs(difference) < Cent)
        {
            (_cash, _wentWorth) = (default, 0);
            return Doubt.None;
        }
        if (_lastActivity >= books.ReadFrom - Crossing) return Doubt.Moving;
        _cash = new Suspicion(difference, _cash.Difference == difference ? _cash.Seen + 1 : 1);
        if (_cash.Seen < Convincing)
        {
            foreach (var order in state.Desk.Ended.Where(order => now - order.ChangedAt < LateFill)) ask(order);
            return Doubt.Suspicion;
        }
        var isProceeds = _wentWorth != 0 && Math.Abs(difference - _wentWorth) <= Math.Abs(_wentWorth) * 0.1m;
        var isRounding = Math.Abs(difference) <= Math.Max(RoundingValue, state.Ledger.Equity * RoundingShare);
        if (!isProceeds && !isRounding)
        {
            if (mayExplain)
            {
                _cash = _cash with { Seen = Convincing - 1 };
                return Doubt.Suspicion;
            }
            if (_cash.Seen == Convincing) floor.Hear(Seen(books, state), now);
            return Doubt.Disagreement;
        }
        _cash = default;
        if (isProceeds) _wentWorth = 0;
        floor.Hear(new CashMoved(difference, IsGain: !isProceeds, isProceeds ? "what somebody else got or paid for holdings" : "fees and rounding that the fills did not tell"), now);
        return Doubt.None;
    }

    private static AccountSeen Seen(VenueBooks books, EngineState state) =>
        new(books.Cash, [.. books.Holdings.Where(holding => state.Universe.TryFind(holding.Symbol, out InstrumentId _)).Select(holding => new Holding(IdOf(state, holding.Symbol), holding.Quantity))]);

    private static InstrumentId IdOf(EngineState state, string symbol) => state.Universe.TryFind(symbol, out InstrumentId id) ? id : default;

    private readonly record struct Suspicion(decimal Difference, int Seen);
}

[Flags]
internal enum Doubt
{
    None = 0,

    /// Orders are on the move: another look will tell.
    Moving = 1,

    /// Something differs, and is asked about.
    Suspicion = 2,

    /// Something differs for good, and a person has to look.
    Disagreement = 4,
}

/// Whether the books agree, and what stands against it.
internal readonly record struct Agreement(Doubt Doubt, string Why);
