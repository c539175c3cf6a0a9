using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Kraken;

public sealed class SimulatedDayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scripted_day_ends_with_equal_books()
    {
        await using var kraken = await SimulatedKraken.OpenAsync();
        var start = await kraken.BooksAsync();
        start.Cash.ShouldBe(100_000m);

        await SubmitAsync(kraken, kraken.Market(1, Side.Buy, 0.25m));
        await kraken.HeardAsync(listener => Filled(listener, 1) == 0.25m);
        await SubmitAsync(kraken, kraken.Stop(2, 0.25m, 0.97m));
        await SubmitAsync(kraken, kraken.Limit(3, 0.1m, 0.995m));
        await SubmitAsync(kraken, kraken.Limit(4, 0.1m, 0.5m));
        await kraken.PassAsync(600);

        var amended = await kraken.Venue.ChangeAsync(new OrderChange { Order = new OrderId(2), Instrument = SimulatedKraken.Bitcoin, StopPrice = kraken.Price(0.98m) }, Cancel);
        amended.ShouldBeOfType<Outcome.Accepted>();
        (await kraken.Venue.CancelAsync(new OrderId(4), SimulatedKraken.Bitcoin, Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await kraken.HeardAsync(static listener => listener.Reports.Exists(static report => report.Order == new OrderId(4) && report.Kind == ReportKind.Cancelled));
        await kraken.PassAsync(5_400);

        // What rests is taken back, and what is held is sold.
        foreach (var id in (long[])[2, 3])
        {
            var outcome = await kraken.Venue.CancelAsync(new OrderId(id), SimulatedKraken.Bitcoin, Cancel);
            if (outcome is Outcome.Accepted) await kraken.HeardAsync(listener => listener.Reports.Exists(report => report.Order == new OrderId(id) && report.Kind == ReportKind.Cancelled));
        }
        var held = Filled(kraken.Listener, 1) + Filled(kraken.Listener, 3) - Filled(kraken.Listener, 2);
        if (held > 0)
        {
            await SubmitAsync(kraken, kraken.Market(5, Side.Sell, held));
            await kraken.HeardAsync(listener => Filled(listener, 5) == held);
        }
        await kraken.PassAsync(60);

        var end = await kraken.BooksAsync(start.MovementsPlace);
        end.Holdings.ShouldBeEmpty();
        end.OpenOrders.ShouldBeEmpty();
        end.Movements.ShouldBeEmpty();
        var flows = 0m;
        foreach (var (id, sign) in ((long, int)[])[(1, -1), (2, 1), (3, -1), (5, 1)])
        {
            var report = kraken.Furthest(id);
            flows += sign * report.CumulativeValue - report.CumulativeFee;
        }
        Math.Round(end.Cash, 4).ShouldBe(Math.Round(100_000m + flows, 4));

        // A bar for each minute of that time in which anything was traded, each once and in order.
        var bars = kraken.Listener.Bars.Where(static told => told.Instrument == SimulatedKraken.Bitcoin).Select(static told => told.Bar).ToArray();
        bars.Length.ShouldBeGreaterThan(85);
        bars.Zip(bars.Skip(1)).ShouldAllBe(static pair => pair.Second.Time > pair.First.Time);
        bars.ShouldAllBe(static bar => bar.IsSane);
        kraken.Listener.Quotes.ShouldAllBe(static told => told.Quote.IsSane);
        kraken.Listener.Foreign.ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_bars_are_those_that_Kraken_tells_later()
    {
        await using var kraken = await SimulatedKraken.OpenAsync();
        // Kraken's clock and ours stay within a second of each other.
        await kraken.PassAsync(400, most: 1);
        var told = kraken.Listener.Bars.Where(static bar => bar.Instrument == SimulatedKraken.Bitcoin).Select(static bar => bar.Bar).ToArray();
        var instrument = kraken.Venue.Market.Feed("BTC/USD")!.Pair.Instrument;
        (await kraken.Venue.History.ReadAsync(instrument, Core.Bars.Timeframe.M1, told[0].Time, told[^1].Time.AddMinutes(1), null, Cancel)).TryGet(out var page, out var failure).ShouldBeTrue(failure?.Words);
        told.Select(Rounded).ShouldBe(page!.Bars.Select(Rounded));
        told.Length.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task Quotes_may_come_from_books_that_agree_with_their_checks()
    {
        await using var kraken = await SimulatedKraken.OpenAsync(with: static settings => settings with { BookDepth = 25 });
        await kraken.PassAsync(300);
        kraken.Listener.Quotes.Count.ShouldBeGreaterThan(20);
        kraken.Listener.Quotes.ShouldAllBe(static told => told.Quote.IsSane);
        kraken.Listener.Halts.ShouldBeEmpty();
        kraken.Notes.Lines.ShouldNotContain(static line => line.Contains("does not agree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_finds_its_orders_again()
    {
        await using var kraken = await SimulatedKraken.OpenAsync();
        await SubmitAsync(kraken, kraken.Market(1, Side.Buy, 0.1m));
        await SubmitAsync(kraken, kraken.Stop(2, 0.1m, 0.5m));
        await kraken.HeardAsync(listener => Filled(listener, 1) == 0.1m);
        // Asked by name alone, as after a restart that knows no id of Kraken's.
        (await kraken.AskAsync(2)).Kind.ShouldBe(ReportKind.Accepted);
        var books = await kraken.BooksAsync();
        books.OpenOrders.ShouldHaveSingleItem().Ours.ShouldBe(new OrderId(2));
        books.Holdings.ShouldHaveSingleItem().Quantity.ShouldBe(0.1m);
    }

    [Fact]
    public async Task The_account_and_its_key_are_told()
    {
        await using var kraken = await SimulatedKraken.OpenAsync(runs: false);
        (await kraken.Venue.CheckAsync(Cancel)).TryGet(out var account, out var failure).ShouldBeTrue(failure?.Words);
        (account!.WhyBarred, account.Forbidden.Count, account.IsLive).ShouldBe((null, 0, false));
    }

    /// Volumes are summed in another order there.
    private static Core.Bars.Bar Rounded(Core.Bars.Bar bar) => bar with { Volume = Math.Round(bar.Volume, 2) };

    private static async Task SubmitAsync(SimulatedKraken kraken, OrderRequest order) => (await kraken.SubmitAsync(order)).ShouldBeOfType<Outcome.Accepted>();

    private static decimal Filled(RecordingListener listener, long order) =>
        listener.Reports.Where(report => report.Order == new OrderId(order)).Select(static report => report.CumulativeQuantity).DefaultIfEmpty(0).Max();
}
