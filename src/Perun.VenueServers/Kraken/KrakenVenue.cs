using Perun.Core.Bars;
using Perun.Simulation.Exchange;
using Perun.Core.Instruments;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Books;
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
        Accounts = [.. settings.Accounts.Select(account => new KrakenAccount(account, Floor, Listing, settings.Seed))];
        foreach (var account in Accounts) account.Desk.HasLimits = settings.HasLimits;
    }

    public KrakenListing Listing { get; }

    public VenueFloor Floor { get; }

    public DateTime Start { get; }

    public Tape Tape { get; }

    public IReadOnlyList<KrakenAccount> Accounts { get; }

    public DateTime Now => Floor.Now;

    /// What may be done anywhere.
    public PairMode Mode { get; set; }

    /// What may be done in this pair: the venue's mode where that is stricter.
    public PairMode ModeOf(KrakenPair pair) => Mode != PairMode.Online ? Mode : Floor.IsHalted(pair.Id) ? PairMode.CancelOnly : Listing.ModeOf(pair);

    public Quote QuoteOf(KrakenPair pair) => Floor.QuoteOf(pair.Id) ?? default;

    public decimal LastOf(KrakenPair pair) => Floor.Record.LastPrint(pair.Id) is { } last ? pair.Instrument.RoundPrice((decimal)last.Price, RoundTo.Nearest) : 0;

    public BookLevel[] BookOf(KrakenPair pair, bool isAsk, int depth) => _books[pair].Side(isAsk, QuoteOf(pair), Floor.Record.LastPrint(pair.Id)?.Number ?? 0, depth);

    public (KrakenAccount Account, ApiKey Key)? FindKey(string key)
    {
        foreach (var account in Accounts)
            foreach (var candidate in account.Keys)
                if (candidate.Key == key) return (account, candidate);
        return null;
    }
}
