using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.VenueServers.Kraken.Faults;

/// Lets befall the venue what befalls it: when it is asked for, or as time comes to it.
internal sealed class VenueStrikes(KrakenVenue venue) : IFloorListener
{
    private const decimal ExternalCash = 100, Withdrawn = 1000;

    private static readonly (FaultWord Word, PairMode Mode)[] Modes =
    [
        (VenueFaults.Maintenance, PairMode.Maintenance), (VenueFaults.CancelOnly, PairMode.CancelOnly), (VenueFaults.PostOnly, PairMode.PostOnly), (VenueFaults.LimitOnly, PairMode.LimitOnly),
    ];

    private readonly List<(DateTime Until, Action Undo)> _ends = [];

    public void Strike()
    {
        var now = venue.Now;
        foreach (var (word, mode) in Modes)
        {
            if (Struck(word, "venue") is not { } rule) continue;
            venue.SetMode(mode);
            _ends.Add((now + rule.For, () => venue.SetMode(PairMode.Online)));
        }
        if (Struck(VenueFaults.Skew, "venue") is { } skew) venue.Skew = skew.For;
        foreach (var pair in venue.Listing.Pairs) Strike(pair, now);
        foreach (var account in venue.Accounts)
            if (Struck(VenueFaults.Withdraw, account.Name) is not null) account.Withdraw(Withdrawn);
    }

    public void OnTime(DateTime now)
    {
        foreach (var (_, undo) in _ends.Where(end => end.Until <= now).ToList()) undo();
        _ends.RemoveAll(end => end.Until <= now);
        Strike();
    }

    public void OnPrint(InstrumentId instrument, in Print print, in Quote quote) => venue.Heard = print.Time;

    public void OnMinute(InstrumentId instrument, in Bar minute, DateTime now)
    {
    }

    public void OnNews(NewsItem item)
    {
    }

    public void OnHalt(InstrumentId instrument, bool isHalted, DateTime now)
    {
    }

    public void OnOpening(DateTime now)
    {
    }

    private void Strike(KrakenPair pair, DateTime now)
    {
        if (Struck(VenueFaults.Halt, pair.Symbol) is { } halt)
        {
            venue.Floor.Halt(pair.Id, isHalted: true);
            _ends.Add((now + halt.For, () => venue.Floor.Halt(pair.Id, isHalted: false)));
        }
        if (Struck(VenueFaults.Delist, pair.Symbol) is { } delist)
        {
            venue.SetMode(pair, PairMode.ReduceOnly);
            _ends.Add((now + delist.For, () => venue.SetMode(pair, PairMode.Online)));
        }
        if (Struck(VenueFaults.External, pair.Symbol) is null) return;
        var draft = new OrderDraft { Pair = pair, Side = Side.Buy, Kind = OrderKind.Market, Volume = ExternalCash, IsVolumeInQuote = true };
        venue.Accounts[0].Desk.Place(new TradingDoor(venue).Check(draft));
    }

    private FaultRule? Struck(FaultWord word, string subject) => venue.Faults.Strike(word, subject, venue.Elapsed);
}
