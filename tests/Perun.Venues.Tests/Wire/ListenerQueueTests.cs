using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Wire;

public sealed class ListenerQueueTests
{
    private static readonly InstrumentId One = new(0);
    private static readonly InstrumentId Two = new(7);

    [Fact]
    public async Task Of_each_instrument_only_the_latest_quote_waits_and_no_report_is_lost()
    {
        var heard = new RecordingListener();
        var queue = new ListenerQueue(heard);
        for (var i = 1; i <= 50_000; i++)
        {
            queue.OnQuote(i % 2 == 0 ? One : Two, new Quote(TestClock.Start, i, i + 1, 1, 1));
            if (i % 100 == 0) queue.OnReport(Report(i));
        }
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await queue.RunAsync(stop.Token);
        heard.Reports.Select(report => report.Order.Value).ShouldBe(Enumerable.Range(1, 500).Select(i => i * 100L));
        heard.Quotes.Select(pair => (pair.Instrument, pair.Quote.Bid)).ShouldBe([(Two, 49_999), (One, 50_000)]);
        queue.Conflated.ShouldBe(49_998);
    }

    [Fact]
    public async Task Where_too_much_waits_the_stream_waits_too()
    {
        var heard = new RecordingListener();
        var queue = new ListenerQueue(heard, most: 10);
        var writing = Task.Run(() =>
        {
            for (var i = 1; i <= 1_000; i++) queue.OnReport(Report(i));
        });
        while (queue.Waiting < 10) await Task.Yield();
        writing.IsCompleted.ShouldBeFalse();
        using var stop = new CancellationTokenSource();
        var delivering = queue.RunAsync(stop.Token);
        await writing;
        await stop.CancelAsync();
        await delivering;
        heard.Reports.Count.ShouldBe(1_000);
    }

    private static OrderReport Report(long id) => new() { Order = new OrderId(id), Instrument = One, Kind = ReportKind.Accepted, VenueTime = TestClock.Start };
}
