using System.Runtime.CompilerServices;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.Exchange;

/// A venue in memory: it works an account's orders against the prices it is fed, and says what became of them. It knows no
/// clock and no thread; the same calls give the same reports. Feed every slice that ends at a moment, then advance to it.
public sealed class SimulatedExchange : IHasState
{
    private readonly Universe _universe;
    private readonly ExchangeRules _rules;
    private readonly OrderRegister _register;
    private readonly ReportQueue _reports;
    private readonly Admission _admission;
    private readonly FrontDesk _desk;
    private readonly Matcher _matcher;
    private readonly VolumeTiers _tiers;
    private readonly Queue<Command> _arriving = [];
    private RandomStream _random;

    public SimulatedExchange(Universe universe, ExchangeRules? rules = null)
    {
        _universe = universe;
        _rules = rules ?? new ExchangeRules();
        _register = new OrderRegister(universe, _rules.MostFinishedOrders);
        _reports = new ReportQueue(universe, _rules);
        _random = RandomStream.Named(_rules.Seed, "exchange");
        Account = new VenueAccount(_rules.StartingCash, _rules.MostFills);
        _admission = new Admission(universe, _rules, Account, _register);
        var brackets = new Brackets(universe, _register, _reports);
        _tiers = new VolumeTiers(_rules.CryptoTiers);
        _matcher = new Matcher(universe, _rules, Account, _register, _reports, brackets, _tiers);
        _desk = new FrontDesk(universe, _rules, _admission, _register, _reports, brackets);
    }

    public VenueAccount Account { get; }

    /// How often a slice touched stop and target and the stop was taken, because nobody knows which came first.
    public long Ambiguities => _matcher.Ambiguities;

    /// When the exchange next has something to do without a price: a command arrives, or an order's session ends.
    public DateTime NextDue => _arriving.TryPeek(out var command) && command.Arrives < _desk.NextExpiry ? command.Arrives : _desk.NextExpiry;

    public void Submit(in OrderRequest request, DateTime now)
    {
        if (IsAtOnce) _desk.Submit(request, now, ref _random);
        else Send(new Command { Kind = CommandKind.Submit, Order = request.Id, Instrument = request.Instrument, Request = request }, now);
    }

    public void Cancel(OrderId order, InstrumentId instrument, DateTime now)
    {
        if (IsAtOnce) _desk.Cancel(order, instrument, now);
        else Send(new Command { Kind = CommandKind.Cancel, Order = order, Instrument = instrument }, now);
    }

    public void Change(in OrderChange change, DateTime now) =>
        Send(new Command { Kind = CommandKind.Change, Order = change.Order, Instrument = change.Instrument, Change = change }, now);

    /// Asks where an order stands; the answer is a report like any other.
    public void Ask(OrderId order, InstrumentId instrument, DateTime now) =>
        Send(new Command { Kind = CommandKind.Ask, Order = order, Instrument = instrument }, now);

    public int ReportsWaiting => _reports.Count;

    /// The oldest report that waits; there must be one. It can be read until the next is taken.
    public ref readonly OrderReport TakeReport() => ref _reports.Take();

    public bool TryTakeReport(out OrderReport report)
    {
        var isThere = _reports.Count > 0;
        report = isThere ? _reports.Take() : default;
        return isThere;
    }

    /// Time passes: commands on the way arrive, orders for the day end.
    public void Advance(DateTime now)
    {
        if (_arriving.Count > 0) Deliver(now);
        if (now >= _desk.NextExpiry) _desk.Expire(now);
    }

    /// A stretch of price path of one instrument. Slices come in the order of time, and never overlap.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Match(InstrumentId instrument, in Bar slice, DateTime sliceEnd)
    {
        if (_arriving.Count > 0) Deliver(sliceEnd);
        if (slice.Time >= _desk.NextExpiry) _desk.Expire(slice.Time);
        var book = _register.BookOf(instrument);
        if (slice.Low > book.WakeBelow && slice.High < book.WakeAbove) book.Last = slice.Close;
        else Wake(book, slice, sliceEnd);
    }

    /// No matching and no new orders until trading resumes; open orders stay and can be cancelled.
    public void Halt(InstrumentId instrument) => _register.BookOf(instrument).IsHalted = true;

    public void Resume(InstrumentId instrument) => _register.BookOf(instrument).IsHalted = false;

    /// The last trade, or zero before the first.
    public decimal LastPrice(InstrumentId instrument) => _register.BookOf(instrument).LastPrice;

    /// The best prices as the spread makes them around the last trade.
    public Quote QuoteOf(InstrumentId instrument, DateTime time)
    {
        var spread = _rules.HalfSpread(_universe[instrument].AssetClass);
        var last = _register.BookOf(instrument).Last;
        var half = last * (double)spread.Fraction + (double)spread.Amount;
        return new Quote(time, last - half, last + half, 0, 0);
    }

    /// What a fill would cost now, as a fraction of its notional: the instrument's rate or that of the account's volume.
    public decimal FeeRateOf(InstrumentId instrument, Liquidity liquidity, DateTime now) => _tiers.RateOf(_universe[instrument], liquidity, now);

    /// What the account traded in the thirty days before today, where its fees depend on it.
    public decimal TradedVolume(DateTime now) => _tiers.TradedBefore(now);

    public VenueOrder? Find(OrderId id) => _register.TryFind(id, out var order) ? order : null;

    /// The account as its owner may see it now.
    public AccountSnapshot Snapshot()
    {
        var positions = new List<VenuePosition>();
        for (var place = 0; place < Account.HoldingCount; place++)
        {
            var id = new InstrumentId(place);
            if (Account.PositionIn(id) != 0)
                positions.Add(new VenuePosition(id, Account.PositionIn(id), Account.AveragePriceOf(id), LastPrice(id)));
        }
        return new AccountSnapshot(Account.Cash, _admission.BuyingPower(), Account.FeesPaid, positions, _register.OpenOrders());
    }

    public void Sync(StateStream stream)
    {
        Account.Sync(stream);
        _register.Sync(stream);
        _reports.Sync(stream);
        _random.Sync(stream);
        _desk.Sync(stream);
        _tiers.Sync(stream);
        var arriving = _arriving.ToList();
        stream.SyncList(arriving, Command.Sync);
        if (!stream.IsLoading) return;
        _arriving.Clear();
        foreach (var command in arriving) _arriving.Enqueue(command);
    }

    /// Without latency there is no way that a command is on.
    private bool IsAtOnce => _rules.Latency == TimeSpan.Zero && _arriving.Count == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake(InstrumentBook book, in Bar slice, DateTime sliceEnd)
    {
        if (!slice.IsSane) return; // a bad print moves nothing and no money
        book.Last = slice.Close;
        _matcher.Match(book, slice, sliceEnd, ref _random);
    }

    private void Send(in Command command, DateTime now)
    {
        if (IsAtOnce) _desk.Execute(command with { Arrives = now }, ref _random);
        else _arriving.Enqueue(command with { Arrives = now + _rules.Latency });
    }

    private void Deliver(DateTime now)
    {
        while (_arriving.TryPeek(out var command) && command.Arrives <= now)
        {
            _arriving.Dequeue();
            _desk.Execute(command, ref _random);
        }
    }
}
