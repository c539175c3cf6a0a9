using Perun.Adapters.Venues;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;
using Perun.Venues;

namespace Perun.Tests.Venues;

/// What analysts look back on when trading begins at a venue.
public sealed class WarmUpTests
{
    private static readonly DateTime Now = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Instrument Share = new() { Symbol = "AAPL", AssetClass = AssetClass.Equity, BaseAsset = "AAPL", Hours = TradingHours.NewYork, Tick = 0.01m, Lot = 1 };

    [Fact]
    public async Task Hours_come_as_the_minutes_in_which_they_ended_and_the_sessions_last_ends_with_it()
    {
        var past = new Past(timeframe => timeframe == Timeframe.H1 ? [At(3, 19, 30), At(3, 20, 30), At(4, 14, 30)] : [At(4, 14, 58), At(4, 14, 59)]);
        var bars = await new WarmUp(past, Fail).ReadAsync(Share, Now, CancellationToken.None);
        bars.Select(static bar => bar.Time.ToString("dd HH:mm")).ShouldBe(["03 20:29", "03 20:59", "04 14:58", "04 14:59"], "the hour that the minutes are of is not over before them");
    }

    [Fact]
    public async Task A_refusal_is_told_with_what_it_costs_and_what_there_is_is_taken()
    {
        var told = new List<string>();
        var past = new Past(timeframe => timeframe == Timeframe.M1 ? [At(4, 14, 59)] : null);
        (await new WarmUp(past, told.Add).ReadAsync(Share, Now, CancellationToken.None)).Count.ShouldBe(1);
        told.ShouldHaveSingleItem().ShouldBe("past bars of AAPL (1h) can't be read, so what looks back on them starts without (refused: not in the plan)");
    }

    private static Bar At(int day, int hour, int minute) => new(new DateTime(2026, 3, day, hour, minute, 0, DateTimeKind.Utc), 1, 2, 1, 2, 3);

    private static void Fail(string why) => throw new InvalidOperationException(why);

    private sealed class Past(Func<Timeframe, Bar[]?> bars) : IMarketHistory
    {
        public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.M1, Timeframe.H1];

        public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => null;

        public Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel) =>
            Task.FromResult<Answer<BarPage>>(bars(timeframe) is { } found ? new BarPage(found, null) : new Outcome.Refused("not in the plan"));
    }
}
