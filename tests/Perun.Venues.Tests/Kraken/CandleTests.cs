using Perun.Adapters.Venues.Kraken.Market;
using Perun.Core.Bars;

namespace Perun.Venues.Tests.Kraken;

public sealed class CandleTests
{
    private static readonly DateTime Start = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    private readonly CandleTrack _track = new();
    private readonly List<Bar> _told = [];

    [Fact]
    public void A_candle_is_over_when_the_next_begins()
    {
        Begin(0);
        Take(0, close: 101);
        Take(0, close: 102);
        _told.ShouldBeEmpty();
        Take(1);
        _told.ShouldHaveSingleItem().ShouldBe(Minute(0, close: 102));
    }

    [Fact]
    public void Or_when_its_minute_and_a_little_more_has_passed_and_what_comes_later_is_late()
    {
        Begin(0);
        _track.Advance(At(1), _told.Add);
        _told.ShouldBeEmpty();
        _track.Advance(At(1).AddSeconds(2), _told.Add);
        _told.Count.ShouldBe(1);
        Take(0, close: 150);
        Take(1);
        Take(0, close: 160);
        Take(2);
        _told.ShouldBe([Minute(0), Minute(1)]);
    }

    [Fact]
    public void What_was_before_it_was_followed_is_not_told()
    {
        Snapshot(now: 5.5, 1, 2, 3);
        Take(5);
        Take(6);
        _told.ShouldBe([Minute(5)]);
    }

    [Fact]
    public void F42_after_a_break_the_snapshot_tells_what_was_missed_in_order_and_once()
    {
        Begin(0);
        Take(1);
        _track.Doubt();
        Take(3); // not to be believed yet
        _track.Advance(At(4), _told.Add);
        _told.Count.ShouldBe(1);
        Snapshot(now: 4.2, 4, 0, 1, 3, 2);
        _told.ShouldBe([Minute(0), Minute(1), Minute(2), Minute(3)]);
        _track.Gap.ShouldBeNull();
    }

    [Fact]
    public void What_the_snapshot_does_not_hold_is_a_gap_and_what_comes_meanwhile_waits_behind_it()
    {
        Begin(0);
        Take(1);
        _track.Doubt();
        Snapshot(now: 6.5, 6);
        _track.Gap.ShouldBe(At(1));
        Take(7);
        _told.Count.ShouldBe(1);
        _track.Fill([Minute(1), Minute(2), Minute(4)], _told.Add);
        _track.Gap.ShouldBeNull();
        _told.ShouldBe([Minute(0), Minute(1), Minute(2), Minute(4), Minute(6)]);
        Take(8);
        _told[^1].ShouldBe(Minute(7));
    }

    [Fact]
    public void A_gap_that_is_still_open_when_the_stream_breaks_again_keeps_its_beginning()
    {
        Begin(0);
        Take(1);
        _track.Doubt();
        Snapshot(now: 6.5, 6);
        _track.Doubt();
        Snapshot(now: 9.5, 9);
        _track.Gap.ShouldBe(At(1));
        _track.Fill([Minute(1), Minute(6), Minute(8)], _told.Add);
        _told.ShouldBe([Minute(0), Minute(1), Minute(6), Minute(8)]);
    }

    [Fact]
    public void A_short_break_within_a_minute_is_no_gap()
    {
        Begin(0);
        _track.Doubt();
        Snapshot(now: 0.8, 0);
        _track.Gap.ShouldBeNull();
        Take(1);
        _told.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_pair_without_candles_yet_begins_with_its_first()
    {
        Take(3);
        Take(4);
        _told.ShouldBe([Minute(3)]);
    }

    [Fact]
    public void F41_a_candle_that_can_not_be_is_not_told()
    {
        Begin(0);
        _track.Take(new Bar(At(1), 100, 90, 95, 99, 1), _told.Add);
        Take(2);
        Take(3);
        _told.ShouldBe([Minute(0), Minute(2)]);
    }

    private void Begin(int minute) => Snapshot(minute + 0.5, minute);

    private void Take(int minute, double close = 100) => _track.Take(Minute(minute, close), _told.Add);

    private void Snapshot(double now, params int[] minutes)
    {
        foreach (var minute in minutes) _track.TakeSnapshot(Minute(minute));
        _track.EndSnapshot(Start.AddMinutes(now), _told.Add);
    }

    private static DateTime At(int minute) => Start.AddMinutes(minute);

    private static Bar Minute(int minute, double close = 100) => new(At(minute), 100, 200, 50, close, 3);
}
