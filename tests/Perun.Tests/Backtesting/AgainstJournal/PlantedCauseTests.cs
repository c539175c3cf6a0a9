using Perun.Backtest.Reports.Differences;
using Perun.Core.Instruments;
using Perun.Engine.Events;
using Perun.Tests.Trading;

namespace Perun.Tests.Backtesting.AgainstJournal;

/// A cause is planted in a journal, and must be named on the trade it was planted on.
public sealed class PlantedCauseTests
{
    private const int Days = 3;
    private static readonly InstrumentId Apple = new(0);

    [Fact]
    public async Task Where_nothing_went_wrong_every_trade_has_its_double_to_the_cent()
    {
        using var journal = new PlantedJournal();
        var report = await (await journal.TradeAsync(Days)).CompareAsync();

        report.LiveTrades.ShouldBeGreaterThan(4);
        report.Pairs.ShouldBe(report.LiveTrades);
        report.BacktestTrades.ShouldBe(report.LiveTrades);
        report.Causes.ShouldBeEmpty();
        report.Difference.ShouldBe(0);
    }

    [Fact]
    public async Task The_real_floor_on_its_simulated_venue_differs_by_fill_prices_only()
    {
        using var session = new Session(seed: 3, ("DEFAULT_SYMBOLS", "AAPL,MSFT,SPY"));
        await session.DaysAsync(4);
        session.Close();
        var answer = await Perun.Backtesting.AgainstJournal.AgainstJournalAction.RunAsync(
            new(session.Settings, DateTime.MinValue, DateTime.MaxValue, Path.Combine(session.Folder, "out")), Session.Cancel);

        var report = answer.Report;
        report.LiveTrades.ShouldBeGreaterThan(5);
        report.Causes.Sum(sum => sum.Cost).ShouldBe(report.Difference);
        report.Causes.Select(sum => sum.Cause).ShouldBeSubsetOf([Cause.FillPrice, Cause.Size, Cause.Limit], string.Join('\n', report.Trades.SelectMany(trade => trade.Parts)));
        report.Pairs.ShouldBeGreaterThan(report.LiveTrades * 3 / 4);
        new FileInfo(Path.Combine(answer.Folder, "report.html")).Length.ShouldBeGreaterThan(5000);
        (await File.ReadAllTextAsync(Path.Combine(answer.Folder, "report.json"), Session.Cancel)).ShouldContain("\"causes\"");
    }

    [Fact]
    public async Task Bars_that_came_late()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { LatenessOf = bar => bar.End > first.Opened.AddMinutes(-4) && bar.End <= first.Opened.AddMinutes(20) ? first.Opened.AddMinutes(21) - bar.End : TimeSpan.Zero };
        await TellsAsync(journal, first, Cause.Bar, "late");
    }

    [Fact]
    public async Task Bars_that_never_came()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { LatenessOf = bar => bar.End > first.Opened.AddMinutes(-30) && bar.End <= first.Opened.AddMinutes(30) ? null : TimeSpan.Zero };
        journal.StoreBars(Days);
        await TellsAsync(journal, first, Cause.Bar, "never came");
    }

    [Fact]
    public async Task Bars_that_came_with_other_prices()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal
        {
            Told = seen => seen.End > first.Opened.AddMinutes(-30) && seen.End <= first.Opened
                ? seen.Bar with { Open = seen.Bar.Open * 0.99, High = seen.Bar.High * 0.99, Low = seen.Bar.Low * 0.99, Close = seen.Bar.Close * 0.99 }
                : seen.Bar,
        };
        journal.StoreBars(Days);
        await TellsAsync(journal, first, Cause.Bar, "other prices");
    }

    [Theory]
    [InlineData(2, "decided 2 minutes late")]
    [InlineData(9, "SignalTooOld")]
    public async Task A_proposal_that_came_late(int minutes, string told)
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal(("MAX_PRICE_DRIFT", "5")) { SignalLateness = signal => signal.BasedOn == Decided(first) ? TimeSpan.FromMinutes(minutes) : TimeSpan.Zero };
        await TellsAsync(journal, first, Cause.LateSignal, told);
    }

    [Fact]
    public async Task A_restart_that_missed_a_signal()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { IsDown = at => at > first.Opened.AddMinutes(-10) && at < first.Opened.AddMinutes(25) };
        journal.StoreBars(Days);
        await TellsAsync(journal, first, Cause.Restart, "did not run");
    }

    [Fact]
    public async Task A_person_who_closed_a_position()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { Asks = at => at == first.Opened.AddMinutes(3) ? new OperatorRequest.Close(Apple) : null };
        await TellsAsync(journal, first, Cause.Operator, "a person closed it");
    }

    [Fact]
    public async Task A_person_who_pulled_the_kill_switch()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal
        {
            Asks = at => at == first.Opened.AddMinutes(-30) ? new OperatorRequest.Kill("lunch") : at == first.Opened.AddMinutes(30) ? new OperatorRequest.Resume("back") : null,
        };
        await TellsAsync(journal, first, Cause.Operator, "KillSwitch");
    }

    [Fact]
    public async Task A_trade_of_a_persons_own_and_the_refusal_it_led_to()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { Asks = at => at == first.Opened.AddMinutes(-5) ? new OperatorRequest.Enter(Apple, Core.Orders.Side.Buy, 10, null, null, null) : null };
        var report = await TellsAsync(journal, first, Cause.Refusal, "AlreadyInPosition");
        var own = report.Trades.Single(trade => trade.Live?.Opened == first.Opened.AddMinutes(-4));
        own.Backtest.ShouldBeNull();
        own.Parts.ShouldHaveSingleItem().Cause.ShouldBe(Cause.Operator);
    }

    [Fact]
    public async Task A_venue_that_charges_more()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { VenueFees = new FeeSchedule { TakerRate = 0.0004m, MakerRate = 0.0004m } };
        var report = await TellsAsync(journal, first, Cause.Fee, "expected");
        report.Causes.Single(sum => sum.Cause == Cause.Fee).Cost.ShouldBeLessThan(-10);
    }

    [Fact]
    public async Task A_venue_that_fills_worse()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { VenueSlippage = 5 };
        var report = await TellsAsync(journal, first, Cause.FillPrice, "in place of");
        report.Causes.Single(sum => sum.Cause == Cause.FillPrice).Cost.ShouldBeLessThan(-10);
    }

    [Fact]
    public async Task A_venue_that_refused_the_order()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { VenueRefuses = (_, at) => at == Decided(first) };
        await TellsAsync(journal, first, Cause.VenueFault, "bad day");
    }

    [Fact]
    public async Task A_limit_that_was_used_up_before_the_period_began()
    {
        (string, string)[] once = [("MAX_TRADES_PER_DAY", "1")];
        using var free = new PlantedJournal();
        var all = await (await free.TradeAsync(Days)).CompareAsync();
        var second = all.Trades.Zip(all.Trades.Skip(1)).First(pair => pair.First.Live!.Opened.Date == pair.Second.Live!.Opened.Date && pair.First.Live.Closed < pair.Second.Live.Opened).Second;
        using var journal = new PlantedJournal(once);
        await journal.TradeAsync(Days);
        var report = await journal.CompareAsync(from: Decided(second.Live!).AddMinutes(-2));

        var missed = report.Trades.First(trade => trade.Live is null);
        missed.Parts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(part => part.Cause.ShouldBe(Cause.Limit), part => part.Text.ShouldContain("TradesPerDay"));
    }

    [Fact]
    public async Task What_no_record_explains_is_owned_up_to()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { SignalLateness = signal => signal.BasedOn == Decided(first) ? TimeSpan.FromDays(99) : TimeSpan.Zero };
        await journal.TradeAsync(Days);
        var report = await journal.CompareAsync();

        var missed = report.Trades.Single(trade => trade.Backtest?.Opened == first.Opened);
        missed.Live.ShouldBeNull();
        missed.Parts.ShouldHaveSingleItem().Cause.ShouldBe(Cause.Unexplained);
        report.Causes.ShouldContain(sum => sum.Cause == Cause.Unexplained && sum.Cost == missed.Difference);
    }

    [Fact]
    public async Task A_proposal_that_no_rule_makes_is_taken_from_the_journal()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal { Further = at => at == Decided(first).AddMinutes(-40) ? "a model" : null };
        await journal.TradeAsync(Days);
        var report = await journal.CompareAsync();

        var own = report.Trades.SingleOrDefault(trade => trade.Live?.Opened == first.Opened.AddMinutes(-40)).ShouldNotBeNull();
        own.Backtest.ShouldNotBeNull().Opened.ShouldBe(own.Live!.Opened);
        own.Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_held_when_the_period_began()
    {
        var first = await FirstAsync();
        using var journal = new PlantedJournal();
        await journal.TradeAsync(Days);
        var report = await journal.CompareAsync(from: first.Opened.AddMinutes(1));

        report.Notes.ShouldHaveSingleItem().ShouldContain("AAPL was held");
        report.Trades.ShouldNotContain(trade => trade.Live != null && trade.Live.Opened <= first.Opened);
    }

    [Fact]
    public async Task A_period_without_a_journal_is_a_sentence()
    {
        using var journal = new PlantedJournal();
        (await Should.ThrowAsync<Perun.Commands.CommandFailedException>(() => journal.CompareAsync())).Message.ShouldContain("Nothing was traded yet");
        await journal.TradeAsync(1);
        (await Should.ThrowAsync<Perun.Commands.CommandFailedException>(() => journal.CompareAsync(from: new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)))).Message.ShouldContain("it goes from 2026-01-05 00:00");
    }

    /// The first trade of a journal in which nothing goes wrong: what the others are planted on.
    private static async Task<TradeSide> FirstAsync()
    {
        using var journal = new PlantedJournal();
        var report = await (await journal.TradeAsync(Days)).CompareAsync();
        return report.Trades[0].Live!;
    }

    /// What is decided at a minute's end is filled in the next minute.
    private static DateTime Decided(TradeSide trade) => trade.Opened.AddMinutes(-1);

    private static async Task<DifferenceReport> TellsAsync(PlantedJournal journal, TradeSide first, Cause cause, string told)
    {
        await journal.TradeAsync(Days);
        var report = await journal.CompareAsync();
        var trade = report.Trades.First(trade => trade.Backtest?.Opened == first.Opened);
        var words = string.Join('\n', trade.Parts);
        trade.Parts.ShouldContain(part => part.Cause == cause && part.Text.Contains(told), words);
        trade.Parts.ShouldNotContain(part => part.Cause == Cause.Unexplained, words);
        return report;
    }
}
