using Perun.Adapters.Venues;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;
using Perun.Tests.Configuration;
using Perun.Venues;

namespace Perun.Tests.Venues;

/// Pages into the store: what was read is kept, and the next download asks only for what is missing.
public sealed class HistoryDownloadTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Now = Start.AddDays(40).AddHours(5);
    private static readonly Instrument Coin = new() { Symbol = "BTC/USD", AssetClass = AssetClass.Crypto, BaseAsset = "BTC", Hours = TradingHours.AroundTheClock, Tick = 0.01m, Lot = 0.0001m };

    private readonly TemporaryFolder _folder = new();
    private readonly Pages _pages = new();

    [Fact]
    public async Task All_pages_are_kept_and_a_bar_that_still_forms_is_not()
    {
        var series = await RunAsync(Start);
        (series.Added, series.Bars, series.Trouble, series.Last).ShouldBe((40, 40, null, Start.AddDays(39)));
        BarStore.In(_folder.Path).Open(new SeriesKey("BTC/USD", Timeframe.D1)).Count.ShouldBe(40);
    }

    [Fact]
    public async Task After_a_failure_the_same_command_goes_on_where_it_stopped()
    {
        _pages.FailsAfter = 2;
        var broken = await RunAsync(Start);
        (broken.Bars, broken.Trouble).ShouldBe((20, "down: no route"));
        _pages.FailsAfter = int.MaxValue;
        _pages.Asked.Clear();
        (await RunAsync(Start)).Bars.ShouldBe(40);
        _pages.Asked.Min().ShouldBe(Start.AddDays(20));
    }

    [Fact]
    public async Task What_lies_before_the_stored_stretch_is_fetched_too()
    {
        await RunAsync(Start.AddDays(30));
        _pages.Asked.Clear();
        (await RunAsync(Start)).Bars.ShouldBe(40);
        _pages.Asked.ShouldAllBe(from => from < Start.AddDays(30) || from >= Start.AddDays(40), "nothing of what was there is asked for again");
    }

    [Fact]
    public async Task A_venue_that_goes_in_circles_is_left()
    {
        _pages.IsStuck = true;
        (await RunAsync(Start)).Bars.ShouldBe(10);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<DownloadedSeries> RunAsync(DateTime from)
    {
        var settings = Given.Sources(options: [("PERUN_DATA", _folder.Path)]).Settings!;
        var request = new DownloadRequest(settings, ["BTC/USD"], Timeframe.D1, from, null);
        return (await HistoryDownload.RunAsync(_pages, "test", [Coin], request, Now, new Progress<long>(), TestContext.Current.CancellationToken)).Single();
    }

    /// Ten days a page.
    private sealed class Pages : IMarketHistory
    {
        public List<DateTime> Asked { get; } = [];

        public int FailsAfter { get; set; } = int.MaxValue;

        public bool IsStuck { get; set; }

        public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.D1];

        public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => null;

        public Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel)
        {
            if (Asked.Count >= FailsAfter) return Task.FromResult<Answer<BarPage>>(new Outcome.Down("no route"));
            var begin = place is null || IsStuck ? from : new DateTime(long.Parse(place), DateTimeKind.Utc);
            Asked.Add(begin);
            var bars = Enumerable.Range(0, 10).Select(day => new Bar(begin.AddDays(day), 1, 2, 1, 2, 3)).Where(bar => bar.Time < to).ToList();
            var next = begin.AddDays(10) < to ? $"{begin.AddDays(10).Ticks}" : null;
            return Task.FromResult<Answer<BarPage>>(new BarPage(bars, next));
        }
    }
}
