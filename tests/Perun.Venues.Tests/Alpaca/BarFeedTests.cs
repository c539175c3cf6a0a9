using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Alpaca;

public sealed class BarFeedTests
{
    private static readonly InstrumentId Share = new(0);
    private static readonly DateTime Open = new(2026, 3, 4, 14, 30, 0, DateTimeKind.Utc);

    private readonly RecordingListener _heard = new();
    private readonly BarFeed _feed;

    public BarFeedTests()
    {
        _feed = new BarFeed(_heard);
        _feed.Follow(new FollowedInstrument(Share, new Instrument { Symbol = "AAPL", AssetClass = AssetClass.Equity, BaseAsset = "AAPL", Hours = TradingHours.NewYork, Tick = 0.01m, Lot = 1 }));
    }

    [Fact]
    public void Each_minute_is_told_once_in_order_and_only_in_session()
    {
        foreach (var minute in new[] { -1, 0, 1, 1, 0, 3, 2, 4 }) _feed.Take(Share, Bar(minute));
        Told.ShouldBe([0, 1, 3, 4]);
        _feed.Late.ShouldBe(3);
    }

    [Fact] // F42
    public void What_streams_in_while_a_gap_is_filled_waits_for_its_turn()
    {
        _feed.Take(Share, Bar(0));
        _feed.BeginFilling();
        _feed.Take(Share, Bar(4));
        _feed.Take(Share, Bar(3));
        foreach (var minute in new[] { 1, 2, 3 }) _feed.Fill(Share, Bar(minute));
        Told.ShouldBe([0, 1, 2, 3]);
        _feed.EndFilling();
        Told.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact] // F41
    public void Nonsense_and_strangers_are_not_told()
    {
        _feed.Take(Share, Bar(1) with { Low = -1 });
        _feed.Take(Share, Bar(1) with { Close = double.NaN });
        _feed.Take(Share, Bar(1) with { Time = Open.AddSeconds(30) });
        _feed.Take(new InstrumentId(9), Bar(1));
        _heard.Bars.ShouldBeEmpty();
    }

    private IEnumerable<int> Told => _heard.Bars.Select(told => (int)(told.Bar.Time - Open).TotalMinutes);

    private static Bar Bar(int minute) => new(Open.AddMinutes(minute), 10, 11, 9, 10, 100);
}
