using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Past bars of shares, from the feed that the settings name. Where they leave it open that is the tape of all exchanges, which plans have
/// once it is a quarter of an hour old; one that refuses it all the same is believed, told once, and the free feed takes its place.
internal sealed class PastShares(BarSource source, AlpacaFeed choice, TimeProvider clock, VenueLog log)
{
    private static readonly TimeSpan FreeAfter = TimeSpan.FromMinutes(16);

    private volatile bool _isTapeRefused;

    /// How new bars may be.
    public DateTime Latest => clock.GetUtcNow().UtcDateTime - (choice == AlpacaFeed.Auto && !_isTapeRefused ? FreeAfter : TimeSpan.Zero);

    private bool IsTape => choice == AlpacaFeed.Sip || (choice == AlpacaFeed.Auto && !_isTapeRefused);

    public async Task<Answer<BarsRow>> PageAsync(string symbol, Timeframe timeframe, DateTime from, DateTime to, string? token, CancellationToken cancel)
    {
        var isTape = IsTape;
        var (page, isBeyondPlan) = await source.SharesAsync(symbol, timeframe, from, to, token, isTape ? AlpacaFeeds.Sip : AlpacaFeeds.Iex, cancel);
        if (!isTape || !isBeyondPlan || page.TryGet(out _, out var refusal)) return page;
        if (choice == AlpacaFeed.Sip) return new Outcome.Refused($"{Said(refusal)}: ALPACA_FEED is sip, and the account's plan does not have that feed; set ALPACA_FEED=auto, or take out the plan at Alpaca");
        if (!_isTapeRefused) log.Warn($"Alpaca does not give this account past prices of all exchanges ({Said(refusal)}): past bars of shares are those of one exchange, IEX, whose volumes are a small part of the whole. Set ALPACA_FEED=iex if that is meant, or take out a plan at Alpaca");
        _isTapeRefused = true;
        // A place among the pages of one feed is none among those of the other.
        return (await source.SharesAsync(symbol, timeframe, from, to, null, AlpacaFeeds.Iex, cancel)).Page;
    }

    private static string Said(Outcome refusal) => refusal is Outcome.Refused refused ? refused.Reason : refusal.Words;
}
