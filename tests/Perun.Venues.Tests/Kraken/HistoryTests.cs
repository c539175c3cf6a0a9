using System.Globalization;
using System.Text.Json;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.History;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Bars;
using Perun.Engine.Venues;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class HistoryTests : IAsyncDisposable
{
    private readonly KrakenDouble _kraken = new();
    private readonly KrakenVenue _venue;

    public HistoryTests() => _venue = _kraken.Venue();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTime Now => _kraken.Clock.Now;

    public async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _kraken.DisposeAsync();
    }

    [Fact]
    public async Task Recent_bars_are_candles_and_the_last_row_is_never_one()
    {
        var start = Now.AddMinutes(-10);
        _kraken.Results("OHLC", $$"""{"XXBTZUSD":[{{Row(start, "1")}},{{Row(start.AddMinutes(1), "2")}},{{Row(start.AddMinutes(2), "0")}},{{Row(start.AddMinutes(3), "4")}},{{Row(start.AddMinutes(4), "5")}}],"last":1}""");
        var page = await ReadAsync(Timeframe.M1, start, Now, null);
        page.Bars.Select(static bar => bar.Volume).ShouldBe([1, 2, 4]);
        page.Next.ShouldBeNull();
        _kraken.Asked("OHLC").ShouldHaveSingleItem().Value("since").ShouldBe(((start - DateTime.UnixEpoch).TotalSeconds - 1).ToString(CultureInfo.InvariantCulture));
        (await ReadAsync(Timeframe.M1, start.AddMinutes(1), start.AddMinutes(3), null)).Bars.ShouldHaveSingleItem().Volume.ShouldBe(2);
    }

    [Fact]
    public async Task Older_bars_are_made_of_trades_over_pages_and_then_of_candles()
    {
        var start = Now.AddDays(-3);
        Page((start.AddSeconds(5), 100, 1), (start.AddSeconds(50), 110, 2), (start.AddSeconds(65), 90, 1));
        var first = await ReadAsync(Timeframe.M1, start, Now, null);
        first.Bars.ShouldHaveSingleItem().ShouldBe(new Bar(start, 100, 110, 100, 110, 3));
        long.Parse(_kraken.Asked("Trades")[0].Value("since")!).ShouldBe((start - DateTime.UnixEpoch).Ticks * 100 - 1);

        // The minute that had begun goes on, however often the download is taken up again.
        Page((start.AddSeconds(70), 80, 0.5), (start.AddSeconds(200), 95, 1));
        var second = await ReadAsync(Timeframe.M1, start, Now, first.Next);
        second.Bars.ShouldHaveSingleItem().ShouldBe(new Bar(start.AddMinutes(1), 90, 90, 80, 80, 1.5));

        Page((Now.AddMinutes(-5), 95, 1));
        var third = await ReadAsync(Timeframe.M1, start, Now, second.Next);
        third.Bars.ShouldHaveSingleItem().Time.ShouldBe(start.AddMinutes(3));
        // The counter of questions falls.
        _kraken.Clock.Advance(TimeSpan.FromMinutes(1));

        // The counter of questions falls.
        _kraken.Clock.Advance(TimeSpan.FromMinutes(1));
        var kept = Now.AddMinutes(-700);
        _kraken.Results("OHLC", $$"""{"XXBTZUSD":[{{Row(kept, "1")}},{{Row(kept.AddMinutes(1), "2")}},{{Row(Now, "3")}}],"last":1}""");
        var last = await ReadAsync(Timeframe.M1, start, Now, third.Next);
        last.Bars.Count.ShouldBe(2);
        last.Next.ShouldBeNull();
    }

    [Fact]
    public async Task What_ends_before_the_candles_ends_with_its_trades()
    {
        var start = Now.AddDays(-3);
        Page((start.AddSeconds(5), 100, 1), (start.AddMinutes(10), 90, 1));
        var page = await ReadAsync(Timeframe.M1, start, start.AddMinutes(5), null);
        page.Bars.ShouldHaveSingleItem().Time.ShouldBe(start);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task F12_a_place_that_does_not_move_is_the_end()
    {
        var start = Now.AddDays(-3);
        var cursor = (start - DateTime.UnixEpoch).Ticks * 100 - 1;
        _kraken.Results("Trades", $$"""{"XXBTZUSD":[],"last":"{{cursor}}"}""");
        (await ReadAsync(Timeframe.M1, start, start.AddHours(1), null)).ShouldBe(new BarPage([], null), new PageComparer());
        _kraken.Asked("Trades").Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_can_not_be_delivered_is_refused_with_a_sentence()
    {
        (await FailAsync(new Timeframe(3), null)).ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("1m, 5m");
        (await FailAsync(Timeframe.M1, "no place at all")).ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("begin the download anew");
    }

    [Fact]
    public void Recorded_rows_are_read()
    {
        var candles = Recorded("GetKlines");
        CandleRows.Closed(candles, DateTime.MinValue, DateTime.MaxValue).Count.ShouldBe(3);
        var trades = Recorded("GetTradeHistory");
        CandleRows.Trades(trades).Select(static trade => trade.Price).ShouldBe([30243.4, 30243.3, 30243.3]);
        CandleRows.Place(trades).ShouldBe("1688671969993150842");
    }

    private void Page(params (DateTime Time, double Price, double Quantity)[] trades)
    {
        var rows = trades.Select(static trade => string.Create(CultureInfo.InvariantCulture, $$"""["{{trade.Price}}","{{trade.Quantity}}",{{(trade.Time - DateTime.UnixEpoch).TotalSeconds:0.0000}},"b","l","",1]"""));
        _kraken.Results("Trades", $$"""{"XXBTZUSD":[{{string.Join(',', rows)}}],"last":"{{(trades[^1].Time - DateTime.UnixEpoch).Ticks * 100}}"}""");
    }

    private static string Row(DateTime time, string volume) => $"[{(time - DateTime.UnixEpoch).TotalSeconds},\"100\",\"110\",\"90\",\"105\",\"101\",\"{volume}\",3]";

    private async Task<BarPage> ReadAsync(Timeframe timeframe, DateTime from, DateTime to, string? place)
    {
        (await _venue.History.ReadAsync(KrakenDouble.Pair("BTC/USD").Instrument, timeframe, from, to, place, Cancel)).TryGet(out var page, out var failure).ShouldBeTrue(failure?.Words);
        return page!;
    }

    private async Task<Outcome> FailAsync(Timeframe timeframe, string? place)
    {
        (await _venue.History.ReadAsync(KrakenDouble.Pair("BTC/USD").Instrument, timeframe, Now.AddDays(-3), Now, place, Cancel)).TryGet(out _, out var failure).ShouldBeFalse();
        return failure!;
    }

    private static Dictionary<string, JsonElement> Recorded(string name)
    {
        var text = File.ReadAllText(Fixtures.Path($"kraken/Endpoints/Spot/ExchangeData/{name}.txt"));
        return JsonSerializer.Deserialize(text[text.IndexOf('{', StringComparison.Ordinal)..], KrakenWire.Default.KrakenAnswerDictionaryStringJsonElement)!.Result.ShouldNotBeNull();
    }

    private sealed class PageComparer : IEqualityComparer<BarPage>
    {
        public bool Equals(BarPage? one, BarPage? other) => one!.Next == other!.Next && one.Bars.SequenceEqual(other.Bars);

        public int GetHashCode(BarPage page) => page.Bars.Count;
    }
}
