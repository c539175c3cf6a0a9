using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Kraken;

/// What the catalogue expects of an adapter, at a Kraken that goes wrong on demand.
public sealed class SimulatedFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lose-answer on POST /0/private/AddOrder")]
    [InlineData("504 on POST /0/private/AddOrder")]
    [InlineData("error-after on POST /0/private/AddOrder")]
    [InlineData("unavailable-after")]
    [InlineData("html on POST /0/private/AddOrder")]
    [InlineData("truncated on POST /0/private/AddOrder")]
    public async Task F01_F05_an_order_that_was_placed_without_an_answer_is_found_and_is_one(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m))).ShouldBeOfType<Outcome.Unknown>();
        var found = await kraken.AskAsync(7);
        (found.Kind, found.Quantity).ShouldBe((ReportKind.Accepted, 0.01m));
        (await kraken.BooksAsync()).OpenOrders.ShouldHaveSingleItem().Ours.ShouldBe(new OrderId(7));
    }

    [Theory]
    [InlineData("unseen on POST /0/private/AddOrder")]
    [InlineData("502 on POST /0/private/AddOrder")]
    [InlineData("503 on POST /0/private/AddOrder")]
    [InlineData("internal-error")]
    [InlineData("busy on AddOrder")]
    public async Task F02_F03_one_that_never_arrived_is_unknown_until_all_lists_say_so(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m))).ShouldBeOfType<Outcome.Unknown>();
        (await kraken.AskAsync(7)).Kind.ShouldBe(ReportKind.NotFound);
        (await kraken.BooksAsync()).OpenOrders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deadline", typeof(Outcome.Refused))]
    [InlineData("nonce on AddOrder", typeof(Outcome.Refused))]
    [InlineData("pair-limit", typeof(Outcome.Throttled))]
    [InlineData("domain-limit", typeof(Outcome.Throttled))]
    [InlineData("429 on POST /0/private/AddOrder for 5s", typeof(Outcome.Throttled))]
    public async Task F06_F07_F09_what_was_certainly_not_placed_is_said_so_and_not_sent_again(string fault, Type outcome)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m))).ShouldBeOfType(outcome);
        (await kraken.BooksAsync()).OpenOrders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lockout on BalanceEx")]
    [InlineData("invalid-key on BalanceEx")]
    public async Task F08_a_lockout_and_a_bad_key_are_alarms_and_stop_what_is_private(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.Venue.ReadBooksAsync(null, Cancel)).TryGet(out _, out _).ShouldBeFalse();
        await kraken.HeardAsync(static listener => listener.Modes.Exists(static told => told.Mode == VenueMode.Barred));
        (await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m))).ShouldBeOfType<Outcome.Down>();
    }

    [Fact]
    public async Task F09_a_cancel_is_signed_anew_after_a_refused_nonce()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("nonce on CancelOrder");
        await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m));
        (await kraken.Venue.CancelAsync(new OrderId(7), SimulatedKraken.Bitcoin, Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await kraken.HeardAsync(static listener => listener.Reports.Exists(static report => report.Kind == ReportKind.Cancelled));
    }

    [Fact]
    public async Task F18_a_cancel_that_was_carried_out_and_denied_is_known_by_asking()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("cancel-unknown");
        await kraken.SubmitAsync(kraken.Limit(7, 0.01m, 0.5m));
        (await kraken.Venue.CancelAsync(new OrderId(7), SimulatedKraken.Bitcoin, Cancel)).ShouldBeOfType<Outcome.Refused>();
        (await kraken.AskAsync(7)).Kind.ShouldBe(ReportKind.Cancelled);
    }

    [Fact]
    public async Task F28_a_refused_row_leaves_its_siblings_alive()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("refuse-row");
        var outcomes = await kraken.Venue.SubmitAsync([kraken.Limit(7, 0.01m, 0.5m), kraken.Limit(8, 0.01m, 0.51m), kraken.Limit(9, 0.01m, 0.52m)], Cancel);
        outcomes.Count(static outcome => outcome is Outcome.Refused).ShouldBe(1);
        outcomes.Count(static outcome => outcome is Outcome.Accepted).ShouldBe(2);
        (await kraken.BooksAsync()).OpenOrders.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("reorder")]
    [InlineData("repeat on executions update")]
    [InlineData("repeat on executions update times 5")]
    [InlineData("as-binary")]
    [InlineData("fragments")]
    [InlineData("huge")]
    [InlineData("bad-text")]
    [InlineData("drop on executions update")]
    [InlineData("drop on executions update skip 1 times 2")]
    public async Task F14_F15_F35_F40_whatever_happens_to_messages_an_order_comes_to_its_end_with_its_true_sums(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.2m))).ShouldBeOfType<Outcome.Accepted>();
        // What comes after it shows that something is missing.
        (await kraken.SubmitAsync(kraken.Limit(8, 0.01m, 0.5m))).ShouldBeOfType<Outcome.Accepted>();
        (await kraken.SubmitAsync(kraken.Limit(9, 0.01m, 0.5m))).ShouldBeOfType<Outcome.Accepted>();
        await kraken.HeardAsync(static listener => listener.Reports.Exists(static report => report.Order == new OrderId(7) && report.CumulativeQuantity == 0.2m && report.CumulativeFee > 0));
        var told = kraken.Furthest(7);
        var asked = await kraken.AskAsync(7);
        (told.CumulativeQuantity, told.CumulativeValue).ShouldBe((asked.CumulativeQuantity, asked.CumulativeValue));
        told.CumulativeFee.ShouldBe(asked.CumulativeFee, 0.0001m);
    }

    [Fact]
    public async Task F35_what_was_dropped_without_a_trace_is_found_by_asking()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("drop-silently times 20");
        await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.2m));
        (await kraken.AskAsync(7)).CumulativeQuantity.ShouldBe(0.2m);
    }

    [Theory]
    [InlineData("disconnect on executions update for 3s")]
    [InlineData("close-1006 on executions update")]
    [InlineData("slow-client on executions update")]
    [InlineData("half-open on executions update")]
    [InlineData("mute on executions update for 60s")]
    public async Task F33_F34_F36_what_happened_while_the_stream_was_away_is_told_once_it_is_back(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        (await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.2m))).ShouldBeOfType<Outcome.Accepted>();
        await kraken.HeardAsync(static listener => listener.Reports.Exists(static report => report.Order == new OrderId(7) && report.CumulativeQuantity == 0.2m && report.CumulativeFee > 0));
        kraken.Furthest(7).CumulativeQuantity.ShouldBe(0.2m);
    }

    [Fact]
    public async Task F37_a_token_that_went_stale_is_replaced()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("token-expired");
        kraken.Notes.Lines.ShouldContain(static line => line.Contains("a new token is taken", StringComparison.Ordinal));
        await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.2m));
        await kraken.HeardAsync(static listener => listener.Reports.Exists(static report => report.CumulativeQuantity == 0.2m));
    }

    [Theory]
    [InlineData("bad-checksum on book update BTC/USD")]
    [InlineData("crossed on book update BTC/USD")]
    public async Task F38_a_wrong_book_is_dropped_read_anew_and_not_traded_on_meanwhile(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault, static settings => settings with { BookDepth = 10 });
        await kraken.PassAsync(120);
        await kraken.HeardAsync(static listener => listener.Halts.Count >= 2);
        kraken.Listener.Halts.Select(static told => (told.Instrument, told.IsHalted)).ShouldBe([(SimulatedKraken.Bitcoin, true), (SimulatedKraken.Bitcoin, false)]);
        kraken.Listener.Quotes.ShouldAllBe(static told => told.Quote.IsSane);
    }

    [Fact]
    public async Task F38_a_book_that_stays_wrong_rests_and_makes_no_storm()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("bad-checksum on book update BTC/USD always", static settings => settings with { BookDepth = 10 });
        await kraken.PassAsync(600);
        kraken.Notes.Lines.Count(static line => line.Contains("does not agree", StringComparison.Ordinal)).ShouldBe(7, "six at once, and one after five minutes");
        kraken.Listener.Halts.Count(static told => told.IsHalted).ShouldBe(7);
        kraken.Listener.Halts[^1].IsHalted.ShouldBeTrue();
        kraken.Listener.Quotes.ShouldContain(static told => told.Instrument == SimulatedKraken.Ether);
    }

    [Fact]
    public async Task F38_an_update_before_the_snapshot_says_nothing()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("early-delta", static settings => settings with { BookDepth = 10 });
        await kraken.PassAsync(60);
        kraken.Listener.Halts.ShouldBeEmpty();
        kraken.Listener.Quotes.ShouldContain(static told => told.Instrument == SimulatedKraken.Bitcoin);
    }

    [Fact]
    public async Task F39_of_a_burst_of_prices_the_listener_hears_the_latest()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("burst on ticker update BTC/USD");
        await kraken.HeardAsync(static listener => listener.Quotes.Count > 50);
        await kraken.WholeAsync();
    }

    [Theory]
    [InlineData("maintenance at 10s for 60s", VenueMode.Maintenance)]
    [InlineData("cancel-only at 10s for 60s", VenueMode.CancelOnly)]
    [InlineData("post-only at 10s for 60s", VenueMode.PostOnly)]
    [InlineData("limit-only at 10s for 60s", VenueMode.LimitOnly)]
    public async Task F44_the_mode_of_Kraken_is_told_and_decides_what_is_sent(string fault, VenueMode mode)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        await kraken.PassAsync(20);
        await kraken.HeardAsync(listener => listener.Modes.Exists(told => told.Mode == mode));
        (await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.1m))).ShouldBeOfType<Outcome.Down>();
        await kraken.PassAsync(80);
        await kraken.HeardAsync(static listener => listener.Modes.Count > 0 && listener.Modes[^1].Mode == VenueMode.Online);
        // What the pairs say of themselves comes after what the venue says.
        await kraken.PassAsync(5);
        await kraken.WholeAsync();
        (await kraken.SubmitAsync(kraken.Market(8, Side.Buy, 0.1m))).ShouldBeOfType<Outcome.Accepted>();
    }

    [Theory]
    [InlineData("halt on BTC/USD at 10s for 60s")]
    [InlineData("delist on BTC/USD at 10s for 60s")]
    public async Task F45_F48_a_pair_that_stops_is_told_and_the_others_go_on(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        await kraken.PassAsync(20);
        await kraken.HeardAsync(static listener => listener.Halts.Exists(static told => told.Instrument == SimulatedKraken.Bitcoin && told.IsHalted));
        (await kraken.SubmitAsync(kraken.Market(7, Side.Buy, 0.1m))).ShouldBeOfType<Outcome.Down>();
        (await kraken.SubmitAsync(kraken.Market(8, Side.Buy, 1) with { Instrument = SimulatedKraken.Ether })).ShouldBeOfType<Outcome.Accepted>();
        await kraken.PassAsync(80);
        await kraken.HeardAsync(static listener => listener.Halts.Exists(static told => told.Instrument == SimulatedKraken.Bitcoin && !told.IsHalted));
        (await kraken.SubmitAsync(kraken.Market(9, Side.Buy, 0.1m))).ShouldBeOfType<Outcome.Accepted>();
    }

    [Theory]
    [InlineData("external on BTC/USD at 10s")]
    [InlineData("withdraw on one at 10s")]
    public async Task F31_what_others_do_with_the_account_is_told(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault);
        var before = await kraken.BooksAsync();
        await kraken.PassAsync(30);
        await kraken.HeardAsync(static listener => listener.Foreign.Count > 0);
        var after = await kraken.BooksAsync(before.MovementsPlace);
        after.Cash.ShouldBeLessThan(before.Cash);
        if (fault.StartsWith("withdraw", StringComparison.Ordinal)) after.Movements.Sum(static movement => movement.Amount).ShouldBe(after.Cash - before.Cash);
        else after.Holdings.ShouldHaveSingleItem().Symbol.ShouldBe("BTC/USD");
    }

    [Fact]
    public async Task F50_a_clock_that_goes_wrong_is_told()
    {
        await using var kraken = await SimulatedKraken.OpenAsync("skew at 10s for 3600s");
        await kraken.PassAsync(20);
        await kraken.BooksAsync();
        await kraken.HeardAsync(static listener => listener.Clocks.Exists(static ahead => Math.Abs(ahead.TotalMinutes - 60) < 1));
    }

    [Theory]
    [InlineData("truncated on POST /0/private/BalanceEx")]
    [InlineData("html on POST /0/private/BalanceEx")]
    [InlineData("nulls on POST /0/private/OpenOrders times 3")]
    [InlineData("busy on OpenOrders")]
    public async Task F11_an_answer_that_can_not_be_read_never_makes_wrong_books(string fault)
    {
        await using var kraken = await SimulatedKraken.OpenAsync(fault, runs: false);
        var reading = kraken.Venue.ReadBooksAsync(null, Cancel);
        while (!reading.IsCompleted)
        {
            kraken.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(reading, Task.Delay(5, Cancel));
        }
        if ((await reading).TryGet(out var books, out var failure)) books.Cash.ShouldBe(100_000m);
        else failure.ShouldBeOfType<Outcome.Down>();
    }
}
