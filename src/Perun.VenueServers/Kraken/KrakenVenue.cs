using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Simulation.Exchange;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Books;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Market;

namespace Perun.VenueServers.Kraken;

/// The venue without its wires: the market, the accounts in it and the mode it is in. Whoever touches it holds the floor's gate.
internal sealed class KrakenVenue
{
    private static readonly ExchangeRules Costs = new() { CryptoTiers = VenueFees.KrakenTiers };
    private readonly Dictionary<KrakenPair, SyntheticBook> _books;

    public KrakenVenue(KrakenServerSettings settings)
    {
        Listing = KrakenListing.Of(settings.Symbols);
        Floor = new VenueFloor(Listing.Universe, settings.Seed, settings.Start, settings.History, Costs);
        Start = Floor.Now;
        Tape = new Tape(Floor);
        _books = Listing.Pairs.ToDictionary(static pair => pair, pair => new SyntheticBook(pair, settings.Seed));
        (HasLimits, Wall, Log) = (settings.HasLimits, settings.Wall, settings.Log);
        Faults = new FaultPlan(Words, settings.FaultChance, settings.Seed) { Log = settings.Log };
        Faults.Add(settings.Faults);
        Accounts = [.. settings.Accounts.Select(account => new KrakenAccount(account, Floor, Listing, settings.Seed, (word, subject) => Faults.Strike(word, subject, Elapsed)))];
        foreach (var account in Accounts) account.Desk.HasLimits = settings.HasLimits;
        Strikes = new VenueStrikes(this);
        Floor.Listen(Strikes);
    }

    /// Every fault there is a word for.
    public static IReadOnlyList<FaultWord> Words { get; } = [.. WireWords.All, .. RestFaults.All, .. OrderFaults.All, .. StreamFaults.All, .. VenueFaults.All];

    public bool HasLimits { get; }

    /// The clock on the wall: limits of calls and outages on the wire go by it.
    public TimeProvider Wall { get; }

    public Action<string>? Log { get; }

    public FaultPlan Faults { get; }

    public VenueStrikes Strikes { get; }

    /// Hears when the venue's mode or a pair's changes; of a pair, or of everything.
    public Action<KrakenPair?>? ModeChanged { get; set; }

    public KrakenListing Listing { get; }

    public VenueFloor Floor { get; }

    public DateTime Start { get; }

    public Tape Tape { get; }

    public IReadOnlyList<KrakenAccount> Accounts { get; }

    /// The floor's time or, while it moves on, that of the last trade.
    public DateTime Now => Heard > Floor.Now ? Heard : Floor.Now;

    /// When the last trade was.
    public DateTime Heard { get; set; }

    /// How far the venue is into its time.
    public TimeSpan Elapsed => Now - Start;

    /// How far the venue's clock goes wrong.
    public TimeSpan Skew { get; set; }

    /// What the venue's clock says.
    public DateTime ClockTime => Now + Skew;

    /// What may be done anywhere.
    public PairMode Mode { get; private set; }

    /// What may be done in this pair: the venue's mode where that is stricter.
    public PairMode ModeOf(KrakenPair pair) => Mode != PairMode.Online ? Mode : Floor.IsHalted(pair.Id) ? PairMode.CancelOnly : Listing.ModeOf(pair);

    public void SetMode(PairMode mode)
    {
        Mode = mode;
        ModeChanged?.Invoke(null);
    }

    public void SetMode(KrakenPair pair, PairMode mode)
    {
        Listing.SetMode(pair, mode);
        ModeChanged?.Invoke(pair);
    }

    public Quote QuoteOf(KrakenPair pair) => Floor.QuoteOf(pair.Id) ?? default;

    public decimal LastOf(KrakenPair pair) => Floor.Record.LastPrint(pair.Id) is { } last ? pair.Instrument.RoundPrice((decimal)last.Price, RoundTo.Nearest) : 0;

    public BookLevel[] BookOf(KrakenPair pair, bool isAsk, int depth) => _books[pair].Side(isAsk, QuoteOf(pair), Floor.Record.LastPrint(pair.Id)?.Number ?? 0, depth);

    public SocketTokens Tokens { get; } = new();

    public bool IsVisible(KrakenOrder order) => order.HiddenUntil <= Now;

    /// What the first of these faults that strikes this method says; null where none does.
    public string? RefusalFor(IReadOnlyList<(FaultWord Word, Func<DateTimeOffset, string> Says)> faults, string method)
    {
        foreach (var (word, says) in faults)
            if (Faults.Strike(word, method, Elapsed) is { } rule) return says(Wall.GetUtcNow() + rule.For);
        return null;
    }

    public (KrakenAccount Account, ApiKey Key)? FindKey(string key)
    {
        foreach (var account in Accounts)
            foreach (var candidate in account.Keys)
                if (candidate.Key == key) return (account, candidate);
        return null;
    }
}
