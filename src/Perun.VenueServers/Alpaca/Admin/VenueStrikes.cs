using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Admin;

/// Lets befall the venue what befalls it: when it is asked for, or as time comes to it.
public sealed class VenueStrikes(Venue venue) : IFloorListener
{
    private const decimal ExternalNotional = 100, Withdrawn = 1000, Split = 10, ReverseSplit = 100;

    public void Strike()
    {
        var now = venue.Floor.Now;
        if (Struck(VenueFaults.Maintenance, "venue") is { } maintenance) venue.State.Maintain(now + maintenance.For);
        if (Struck(VenueFaults.Skew, "venue") is { } skew) venue.Skew = skew.For;
        foreach (var asset in venue.Assets.All) Strike(asset, now);
        foreach (var account in venue.Accounts) Strike(account, now);
    }

    public void OnTime(DateTime now)
    {
        venue.State.Pass(now);
        Strike();
    }

    public void OnPrint(InstrumentId instrument, in Print print, in Quote quote)
    {
    }

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

    private void Strike(Asset asset, DateTime now)
    {
        if (Struck(VenueFaults.Halt, asset.Symbol) is { } halt)
        {
            venue.Floor.Halt(asset.Instrument, isHalted: true);
            venue.State.Until(now + halt.For, () => venue.Floor.Halt(asset.Instrument, isHalted: false));
        }
        if (Struck(VenueFaults.Inactive, asset.Symbol) is { } inactive)
        {
            asset.IsActive = false;
            venue.State.Until(now + inactive.For, () => asset.IsActive = true);
        }
        if (!asset.IsCrypto && Struck(VenueFaults.Split, asset.Symbol) is not null) venue.Floor.Announce(asset.Instrument, Split);
        if (!asset.IsCrypto && Struck(VenueFaults.ReverseSplit, asset.Symbol) is not null) venue.Floor.Announce(asset.Instrument, 1 / ReverseSplit);
        if (Struck(VenueFaults.External, asset.Symbol) is null) return;
        venue.Accounts[0].Desk.Submit(new OrderAsk
        {
            Asset = asset,
            Side = Side.Buy,
            Type = OrderType.Market,
            TimeInForce = asset.IsCrypto ? AlpacaTimeInForce.Gtc : AlpacaTimeInForce.Day,
            Notional = ExternalNotional,
        }, static _ => { });
    }

    private void Strike(TradingAccount account, DateTime now)
    {
        if (Struck(VenueFaults.Block, account.Keys.Id) is { } block)
        {
            account.IsTradingBlocked = true;
            venue.State.Until(now + block.For, () => account.IsTradingBlocked = false);
        }
        if (Struck(VenueFaults.Suspend, account.Keys.Id) is { } suspend)
        {
            account.Configuration = account.Configuration with { SuspendTrade = true };
            venue.State.Until(now + suspend.For, () => account.Configuration = account.Configuration with { SuspendTrade = false });
        }
        if (Struck(VenueFaults.Withdraw, account.Keys.Id) is not null) account.Transfer(-Withdrawn);
    }

    private FaultRule? Struck(FaultWord word, string subject) => venue.Faults.Strike(word, subject, venue.Elapsed);
}
