using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Looks each minute after what no stream tells: whether the account may trade, whether the market is really open, and whether
/// minutes are missing.
internal sealed class Sentinel(AlpacaDesk desk, IVenueListener listener, IReadOnlyList<MarketSide> sides, TimeProvider clock)
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private readonly HashSet<InstrumentId> _closed = [];
    private IReadOnlyList<FollowedInstrument> _shares = [];
    private string? _bar;
    private bool _toldMode;

    public void Follow(IReadOnlyList<FollowedInstrument> followed) => Volatile.Write(ref _shares, [.. followed.Where(static instrument => instrument.Instrument.Hours == TradingHours.NewYork)]);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(Round, clock);
            do
            {
                await LookAtAccountAsync(stop);
                await LookAtMarketAsync(stop);
                foreach (var side in sides) await side.LookAsync(stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task LookAtAccountAsync(CancellationToken cancel)
    {
        var answer = await desk.AskAsync("/v2/account", "", AlpacaJson.Default.AccountRow, cancel);
        string? bar;
        if (answer.TryGet(out var account, out var failure)) bar = account.WhyBarred;
        else if (failure is Outcome.Refused refused) bar = refused.Reason;
        else return; // not reached: the streams and the orders say so
        if (_toldMode && bar == _bar) return;
        (_bar, _toldMode) = (bar, true);
        listener.OnMode(bar is null ? VenueMode.Online : VenueMode.Barred, bar ?? "the account may trade");
    }

    /// The venue's clock wins: where it says closed in a session of the calendar, shares don't trade.
    private async Task LookAtMarketAsync(CancellationToken cancel)
    {
        var shares = Volatile.Read(ref _shares);
        if (shares.Count == 0) return;
        if (!(await desk.AskAsync("/v2/clock", "", AlpacaJson.Default.ClockRow, cancel)).TryGet(out var clockRow, out _)) return;
        var isClosed = !clockRow.IsOpen && TradingCalendar.NewYork.IsOpen(clockRow.Timestamp);
        foreach (var share in shares)
            if (isClosed ? _closed.Add(share.Id) : _closed.Remove(share.Id))
                listener.OnHalt(share.Id, isClosed, isClosed ? "Alpaca's clock says that the market is closed" : "Alpaca's clock says that the market is open again");
    }
}
