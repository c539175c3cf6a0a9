using System.Text;
using Perun.Adapters.Storage;
using Perun.Adapters.Venues;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Engine.Venues;
using Perun.Trading;

namespace Perun.Venues;

/// A venue outside, as the floor meets it: what it says becomes events in the order in which it came, commands leave once they are durable,
/// its books are held against ours at the start and every minute, and entries wait until all of that is in order.
internal sealed class VenueMarketplace : IMarketplace
{
    internal const string PlaceName = "venue-movements";

    /// Why nothing is entered when trading begins.
    internal const string NotYet = "its books were not read yet";

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(3);

    /// Prices between bars tell an order what it would pay; more often than this would only fill the journal.
    private static readonly TimeSpan QuoteEvery = TimeSpan.FromSeconds(10);

    private readonly IVenue _venue;
    private readonly EngineState _state;
    private readonly UniverseWatch _universe;
    private readonly TimeSpan _pace;
    private readonly Inbox _inbox = new();
    private readonly CommandSender _sender;
    private readonly VenueErrands _errands;
    private readonly Reconciliation _reconciliation;
    private readonly MovementBook _movements;
    private readonly VenueHealth _health = new();
    private readonly SplitEve _eve = new();
    private readonly Dictionary<InstrumentId, DateTime> _quoted = [];
    private DateTime _nextListing;
    private DateTime _lastListing;
    private DateTime _nextRead;
    private DateTime _lastRead = DateTime.MinValue;
    private Hindrance _hindrance = Hindrance.NotRead;
    private string? _told = NotYet;
    private string? _heard = NotYet;
    private string? _keptPlace;

    /// <param name="pace">The least time from one look at the books to the next.</param>
    /// <param name="movements">What moved and was booked already.</param>
    /// <param name="universe">Looks daily which instruments to follow.</param>
    public VenueMarketplace(IVenue venue, EngineState state, DateTime now, TimeSpan pace, string? movementsPlace, MovementBook movements, UniverseWatch universe)
    {
        (_venue, _state, Now, _universe, _nextListing) = (venue, state, now, universe, now + UniverseWatch.Every);
        // The first look waits a moment for the stream of orders: what is read before it is whole has to be read again.
        _nextRead = now + FirstLook;
        _pace = pace > venue.BooksPace ? pace : venue.BooksPace;
        (_sender, _movements, _errands) = (new CommandSender(venue, _inbox), movements, new VenueErrands(venue, _inbox));
        _reconciliation = new Reconciliation(order => _sender.Ask(order.Id, order.Instrument), order => _sender.Carry(new Command.Cancel(order.Id, order.Instrument)), movements, _eve.Book) { MovementsPlace = movementsPlace };
        _keptPlace = movementsPlace;
    }

    public DateTime Now { get; private set; }

    public AccountStatus Account { get; } = new();

    public string Name => _venue.Name;

    /// Null where entries may be sent.
    public string? WhyNotReady => _told;

    public VenueHealth Health => _health;

    public IReadOnlyCollection<string> ForeignOrders => _reconciliation.ForeignOrders;

    /// Opens the streams; the engine's instruments and open orders are known by now.
    public void Begin()
    {
        _venue.Recall([.. _state.Desk.Open.Select(order => new KnownOrder(order.Id, order.Instrument, order.Side, order.Type, order.Purpose, order.Quantity, order.Entry, order.VenueOrderId))]);
        _venue.Follow([.. _state.Universe.Instruments.Select((instrument, place) => new FollowedInstrument(new InstrumentId(place), instrument))]);
        _sender.Open();
        _errands.Follow();
    }

    /// Nothing is on its way to the venue or back, as far as this side knows.
    public bool IsQuiet => !IsBusyOutside && HasHeardAll;

    /// Nothing that was said waits.
    public bool HasHeardAll => _inbox.IsEmpty;

    /// A command, a question or a look at the books has not come back yet.
    public bool IsBusyOutside => _sender.UnderWay > 0 || _errands.IsBusy;

    public void Advance(DateTime to, IFloor floor)
    {
        if (to > Now) Now = to;
        while (_inbox.TryTake(out var incoming)) Hear(incoming, floor);
        foreach (var (instrument, quote) in _inbox.TakeQuotes())
        {
            if (Now - _quoted.GetValueOrDefault(instrument) < QuoteEvery) continue;
            _quoted[instrument] = Now;
            floor.Hear(new QuoteSeen(instrument, quote), Now);
        }
    }

    public void Carry(Command command, DateTime now)
    {
        var instrument = command switch
        {
            Command.Submit submit => submit.Order.Instrument,
            Command.Cancel cancel => cancel.Instrument,
            Command.Change change => change.Terms.Instrument,
            _ => (InstrumentId?)null,
        };
        if (instrument is { } moved) _reconciliation.Note(moved, now);
        _sender.Carry(command);
    }

    public void CloseStep(IFloor floor, DateTime now)
    {
        if (now >= _nextRead && _errands.TryReadBooks(_reconciliation.MovementsPlace)) (_nextRead, _lastRead) = (now + ReadEvery, now);
        if (now >= _nextListing && _errands.TryList()) (_nextListing, _lastListing) = (now + UniverseWatch.Every, now);
        var hindrance = _health.HindranceAt(now, out var why);
        _told = why;
        // Words with ages and counts in them change all the time; what differs in the books does not.
        if (hindrance == _hindrance && (hindrance != Hindrance.Books || why == _heard)) return;
        (_hindrance, _heard) = (hindrance, why);
        floor.Hear(new VenueStood(why is null, why ?? $"{_venue.Name} answers, its streams are whole and its books agree with ours"), now);
    }

    public void Keep(SqliteStore store)
    {
        _movements.Keep(store);
        if (_reconciliation.MovementsPlace is not { } place || string.Equals(place, _keptPlace, StringComparison.Ordinal)) return;
        store.Keep(PlaceName, Encoding.UTF8.GetBytes(place));
        _keptPlace = place;
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _inbox.WaitAsync(atMost, cancel);

    public void Dispose()
    {
        _sender.Dispose();
        _errands.Dispose();
        _venue.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        _inbox.Dispose();
    }

    private void Hear(Incoming incoming, IFloor floor)
    {
        switch (incoming)
        {
            case Incoming.Report report:
                HearReport(report.What, floor);
                LookSoon();
                break;
            case Incoming.Price price:
                floor.Hear(new BarClosed(price.Instrument, price.Minute), Now);
                break;
            case Incoming.Done done:
                HearDone(done, floor);
                break;
            case Incoming.Asked asked:
                HearAnswer(asked, floor);
                break;
            case Incoming.Books books:
                HearBooks(books.Answer, floor);
                break;
            case Incoming.Foreign:
                LookSoon();
                break;
            case Incoming.Halt halt:
                floor.Hear(new TradingHalted(halt.Instrument, halt.IsHalted, halt.Reason), Now);
                break;
            case Incoming.News news:
                floor.Hear(news.Item);
                break;
            case Incoming.Stream stream:
                if (_health.Hear(stream.Which, stream.State, stream.Why, Now)) LookAtOnce();
                break;
            case Incoming.Mode mode:
                _health.Hear(mode.What, mode.Why);
                break;
            case Incoming.Clock clock:
                _health.Hear(clock.Ahead);
                break;
            case Incoming.Listed listed:
                _venue.Follow(_universe.Take(listed.Instruments, _state, floor, Now));
                if (_universe.Misses) ListBy(Now + UniverseWatch.Again);
                else if (_universe.Lacks) ListBy(Now + UniverseWatch.Soon);
                break;
            case Incoming.Ended ended:
                // Why it closed the door was told before, where it was told at all.
                if (_health.Mode != VenueMode.Barred) _health.Hear(VenueMode.Barred, ended.Why);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void HearReport(in Core.Orders.OrderReport report, IFloor floor)
    {
        _reconciliation.Note(report.Instrument, Now);
        floor.Hear(new OrderReported(report), Now);
    }

    private void HearDone(Incoming.Done done, IFloor floor)
    {
        _health.Hear(done.Outcome);
        if (done.Outcome is not Outcome.Accepted accepted)
        {
            // Perhaps the instrument is not what it was.
            if (done.Outcome is Outcome.Refused) ListBy(_lastListing + UniverseWatch.Soon > Now ? _lastListing + UniverseWatch.Soon : Now);
            HearReport(OutcomeReports.Of(done.Outcome, done.Order, done.Instrument, done.Task, Now), floor);
            return;
        }
        _reconciliation.Note(done.Instrument, Now);
        foreach (var report in accepted.Reports) HearReport(report, floor);
    }

    /// No answer is no news: the engine asks again when it is time.
    private void HearAnswer(Incoming.Asked asked, IFloor floor)
    {
        if (!asked.Answer.TryGet(out var reports, out var failure))
        {
            _health.Hear(failure);
            return;
        }
        foreach (var report in reports)
        {
            if (_state.Desk.Find(report.Order) is { } order && order.FilledQuantity != report.CumulativeQuantity) _reconciliation.Note(report.Instrument, Now);
            floor.Hear(new OrderReported(report), Now);
        }
    }

    private void HearBooks(Answer<VenueBooks> answer, IFloor floor)
    {
        if (!answer.TryGet(out var books, out var failure))
        {
            Account.Fail(failure.Words);
            _health.Hear(failure);
            LookSoon();
            return;
        }
        Account.Take(books);
        if (books.WhyBarred is { } barred) _health.Hear(VenueMode.Barred, barred);
        else if (_health.Mode == VenueMode.Barred && _errands.IsFollowing) _health.Hear(VenueMode.Online, "");
        var agreement = _reconciliation.Judge(books, _state, floor, Now);
        _eve.Look(books.SplitsDue, _state, floor, Now);
        if (agreement.Doubt == Doubt.None) _health.Agree(books.ReadFrom);
        else if (agreement.Doubt != Doubt.Moving) _health.Disagree(agreement.Why);
        if (agreement.Doubt != Doubt.None || _health.IsUnread) LookSoon();
    }

    private void ListBy(DateTime moment)
    {
        if (moment < _nextListing) _nextListing = moment;
    }

    /// As soon as is decent, and not before what is on its way has arrived.
    private void LookSoon() => LookBy((_lastRead > Now - _pace ? _lastRead : Now) + _pace);

    private void LookAtOnce() => LookBy(_lastRead > Now - _pace ? _lastRead + _pace : Now);

    private void LookBy(DateTime time)
    {
        if (time < _nextRead) _nextRead = time;
    }
}
