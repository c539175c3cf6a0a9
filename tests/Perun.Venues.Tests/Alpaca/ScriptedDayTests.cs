using Perun.Adapters.Venues;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Alpaca;

public sealed class ScriptedDayTests
{
    [Fact]
    public async Task A_day_of_orders_of_every_kind_ends_with_equal_books()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.OpenBooksAsync();
        await day.ListenAsync();

        var bracket = day.Bracket("AAPL", 10, 0.8m, 1.2m);
        await day.AcceptAsync(bracket);
        await day.HearFilledAsync(bracket.Id, 10);
        var rests = day.Order("SPY", Side.Buy, 3, OrderType.Limit, limit: day.Of("SPY").RoundPrice(day.Last("SPY") * 0.5m, RoundTo.Down));
        await day.AcceptAsync(rests);
        await day.HearAsync(rests.Id, ReportKind.Accepted);
        (await day.Venue.ChangeAsync(new OrderChange { Order = rests.Id, Instrument = rests.Instrument, Quantity = 5 }, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await day.HearAsync(rests.Id, ReportKind.Replaced);
        day.Heard.Reports.FindLast(report => report.Order == rests.Id && report.Kind == ReportKind.Replaced).Quantity.ShouldBe(5);
        (await day.Venue.CancelAsync(rests.Id, rests.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await day.HearAsync(rests.Id, ReportKind.Cancelled);
        var shares = day.Order("SPY", Side.Buy, 7);
        await day.AcceptAsync(shares);
        await day.HearFilledAsync(shares.Id, 7);
        var coins = day.Order("BTC/USD", Side.Buy, 0.1m);
        await day.AcceptAsync(coins);
        await day.HearFilledAsync(coins.Id, 0.1m);
        var held = day.Of("BTC/USD").RoundQuantityDown(day.Held("BTC/USD"));
        var stop = day.Order("BTC/USD", Side.Sell, held, OrderType.Stop, stop: day.Of("BTC/USD").RoundPrice(day.Last("BTC/USD") * 0.9m, RoundTo.Down));
        await day.AcceptAsync(stop);
        await day.HearAsync(stop.Id, ReportKind.Accepted);
        day.Pass(600);
        (await day.Venue.CancelAsync(stop.Id, stop.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await day.HearAsync(stop.Id, ReportKind.Cancelled);
        var exit = day.Order("BTC/USD", Side.Sell, held);
        await day.AcceptAsync(exit);
        await day.HearFilledAsync(exit.Id, held);
        var less = day.Order("SPY", Side.Sell, 7);
        await day.AcceptAsync(less);
        await day.HearFilledAsync(less.Id, 7);
        day.Pass(3_600);

        await day.BooksShouldBeEqualAsync();
        day.Heard.Foreign.ShouldBeEmpty();
        string.Join('\n', day.Notes.Lines).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_brackets_legs_are_told_apart_and_come_to_life_with_its_fill()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        var bracket = day.Bracket("AAPL", 4, 0.9m, 1.1m);
        await day.AcceptAsync(bracket);
        var legs = bracket.Legs!.Value;
        await day.HearFilledAsync(bracket.Id, 4);
        await day.Heard.UntilAsync(heard => heard.Reports.Exists(report => report.Order == legs.StopId && report.Quantity == 4) && heard.Reports.Exists(report => report.Order == legs.TargetId && report.Quantity == 4));
        day.Heard.Read(heard => heard.Reports.Where(report => report.Order == legs.StopId && report.Quantity > 0).ToArray()).ShouldAllBe(report => report.StopPrice == legs.StopPrice);
        (await day.Venue.CancelAsync(legs.TargetId, bracket.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await day.HearAsync(legs.StopId, ReportKind.Cancelled);
        await day.HearAsync(legs.TargetId, ReportKind.Cancelled);
    }

    [Fact]
    public async Task Legs_are_found_again_after_a_start_by_their_entry_alone()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var bracket = day.Bracket("AAPL", 4, 0.9m, 1.1m);
        await day.AcceptAsync(bracket);
        day.Pass(60);
        var legs = bracket.Legs!.Value;
        await using var again = new Adapters.Venues.Alpaca.AlpacaVenue(
            new Adapters.Venues.Alpaca.AlpacaSettings { Key = day.Account.Keys.Id, Secret = day.Account.Keys.Secret, Address = day.Server.Address }, new ClientIds("t3st"), new FloorTime(day.Server), Given.MiddleOfTheDie, day.Notes.Log);
        again.Follow(day.Followed);
        again.Recall([new KnownOrder(legs.StopId, bracket.Instrument, Side.Sell, OrderType.Stop, OrderPurpose.ProtectiveStop, 4, bracket.Id, null)]);
        var reports = (await again.AskAsync(legs.StopId, bracket.Instrument, AlpacaDay.Cancel)).ShouldAnswer();
        reports.ShouldContain(report => report.Order == legs.StopId && report.Kind == ReportKind.Accepted && report.Quantity == 4);
        var books = (await again.ReadBooksAsync(null, AlpacaDay.Cancel)).ShouldAnswer();
        books.OpenOrders.ShouldContain(order => order.Ours == legs.StopId);
    }

    [Fact]
    public async Task Many_questions_are_answered_from_one_list()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var orders = Enumerable.Range(0, 60).Select(i => day.Order("SPY", Side.Buy, 1, OrderType.Limit, limit: 10 + i)).ToArray();
        foreach (var order in orders) await day.AcceptAsync(order);
        var before = day.Server.Venue.Accounts[0].Activities.Count;
        foreach (var order in orders) (await day.AskAsync(order)).ShouldContain(report => report.Order == order.Id && report.Kind == ReportKind.Accepted && report.LimitPrice == order.LimitPrice);
        before.ShouldBe(0);
    }

    [Fact]
    public async Task Minutes_quotes_and_halts_are_told_and_gaps_are_filled()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        day.Pass(180);
        await day.Heard.UntilAsync(heard => heard.Bars.Count(told => told.Instrument == day.Id("AAPL")) >= 2 && heard.Bars.Exists(told => told.Instrument == day.Id("BTC/USD")));
        day.Script("disconnect on v2/iex for 1");
        day.Pass(300);
        await day.Heard.UntilAsync(static heard => heard.Streams.Exists(static told => told is { Stream: VenueStream.Market, State: StreamState.Lost }) && heard.StateOf(VenueStream.Market) == StreamState.Whole);
        day.Pass(120);
        var minutes = (int)((day.Server.Venue.Floor.Now - day.Server.Venue.Settings.Start).TotalMinutes) - 1;
        await day.Heard.UntilAsync(heard => heard.Bars.Count(told => told.Instrument == day.Id("AAPL")) >= minutes);
        var times = day.Heard.Bars.Where(told => told.Instrument == day.Id("AAPL")).Select(static told => told.Bar.Time).ToArray();
        times.ShouldBe(times.Distinct().Order());
        times.Zip(times.Skip(1)).ShouldAllBe(static pair => pair.Second - pair.First == TimeSpan.FromMinutes(1));
        day.Heard.Quotes.ShouldContain(told => told.Instrument == day.Id("AAPL") && told.Quote.IsSane);
        lock (day.Server.Venue.Floor.Gate) day.Server.Venue.Floor.Halt(day.Id("SPY"), isHalted: true);
        await day.Heard.UntilAsync(heard => heard.Halts.Exists(told => told.Instrument == day.Id("SPY") && told.IsHalted));
    }

    [Fact]
    public async Task The_account_is_checked()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var account = (await day.Venue.CheckAsync(AlpacaDay.Cancel)).ShouldAnswer();
        (account.Id, account.IsLive, account.Currency, account.WhyBarred).ShouldBe((day.Account.Number, false, "USD", null));
        account.Remarks.ShouldBeEmpty();
        account.Forbidden.ShouldBeEmpty();
    }
}
