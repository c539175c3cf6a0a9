using System.Globalization;
using System.IO.Compression;
using System.Text;
using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

public sealed class ImportTests : IDisposable
{
    private static readonly Bar First = new(new DateTime(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc), 10, 12.5, 9.25, 11, 1000);
    private static readonly Bar Second = new(First.Time.AddMinutes(1), 11, 11.5, 10, 10.5, 20.5);

    private readonly Given _given = new();

    public void Dispose() => _given.Dispose();

    [Theory]
    [InlineData("time,open,high,low,close,volume\n1767623400,10,12.5,9.25,11,1000\n1767623460,11,11.5,10,10.5,20.5\n")]
    [InlineData("1767623400000,10,12.5,9.25,11,1000\r\n1767623460000,11,11.5,10,10.5,20.5\r\n")]
    [InlineData("1767623400000000,10,12.5,9.25,11,1000\n1767623460000000,11,11.5,10,10.5,20.5")]
    [InlineData("1767623400000000000,10,12.5,9.25,11,1000\n1767623460000000000,11,11.5,10,10.5,20.5")]
    [InlineData("1767623400.0,10,12.5,9.25,11,1000\n1767623460.0,11,11.5,10,10.5,20.5")]
    [InlineData("\uFEFFDate;Time;Open;High;Low;Close;Volume\n05.01.2026;14:30;10,0;12,5;9,25;11,0;1000\n05.01.2026;14:31;11,0;11,5;10,0;10,5;20,5\n")]
    [InlineData("Timestamp\tVolume\tClose\tLow\tHigh\tOpen\n2026-01-05T14:30:00Z\t1000\t11\t9.25\t12.5\t10\n2026-01-05T14:31:00.000Z\t20.5\t10.5\t10\t11.5\t11\n")]
    [InlineData("2026-01-05T09:30:00-05:00,10,12.5,9.25,11,1000\n2026-01-05T09:31:00-05:00,11,11.5,10,10.5,20.5\n")]
    [InlineData("\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"\n\"2026-01-05 14:30:00\",\"10\",\"12.5\",\"9.25\",\"11\",\"1000\"\n\"2026-01-05 14:31:00\",\"11\",\"11.5\",\"10\",\"10.5\",\"20.5\"\n")]
    [InlineData("Date,Close/Last,Volume,Open,High,Low\n01/05/2026 2:30 PM,$11.00,1000,$10.00,$12.50,$9.25\n01/05/2026 2:31 PM,$10.50,20.5,$11.00,$11.50,$10.00\n")]
    [InlineData("https://www.example.com\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USD\n1767623460,2026-01-05 14:31:00,BTC/USD,11,11.5,10,10.5,20.5,1\n1767623400,2026-01-05 14:30:00,BTC/USD,10,12.5,9.25,11,1000,1\n")]
    [InlineData("20260105 143000;10;12.5;9.25;11;1000\n20260105 143100;11;11.5;10;10.5;20.5\n")]
    public void Whatever_way_a_file_writes_two_bars_they_are_the_same(string text)
    {
        var imported = _given.Import(_given.Write("BTCUSD.csv", text)).ShouldHaveSingleItem();
        imported.Symbol.ShouldBe("BTC/USD");
        imported.Timeframe.ShouldBe("1m");
        imported.BadLines.ShouldBe(0);
        _given.Stored().ShouldBe([First, Second]);
    }

    [Theory]
    [InlineData("""[{"t":1767623400,"o":10,"h":12.5,"l":9.25,"c":11,"v":1000},{"t":1767623460,"o":11,"h":11.5,"l":10,"c":10.5,"v":20.5}]""")]
    [InlineData("""{"bars":[{"t":"2026-01-05T14:30:00Z","o":10,"h":12.5,"l":9.25,"c":11,"v":1000,"n":3},{"t":"2026-01-05T14:31:00Z","o":11,"h":11.5,"l":10,"c":10.5,"v":20.5}],"next_page_token":null}""")]
    [InlineData("""[[1767623400000,"10","12.5","9.25","11","1000",0,"x"],[1767623460000,"11","11.5","10","10.5","20.5",0]]""")]
    [InlineData("""{"error":[],"result":{"XXBTZUSD":[[1767623400,"10","12.5","9.25","11","10.9","1000",7],[1767623460,"11","11.5","10","10.5","10.7","20.5",7]],"last":1767623400}}""")]
    public void Json_of_objects_or_arrays_is_found_where_it_lies(string text)
    {
        _given.Import(_given.Write("BTCUSD.json", text)).ShouldHaveSingleItem().BadLines.ShouldBe(0);
        _given.Stored().ShouldBe([First, Second]);
    }

    [Fact]
    public void Broken_json_imports_nothing_and_names_the_line()
    {
        var path = _given.Write("BTCUSD.json", "[{\"t\":1767623400,\"o\":10,\"h\":12.5,\"l\":9.25,\"c\":11},\n{\"t\":1767623460,\"o\":10,\"h\":12.5,\"l\":9.25,\"c\":11},\n{\"t\":17");
        Given.Refusal(() => _given.Import(path)).Message.ShouldContain("no valid JSON in line 3");
        _given.Store.Keys().ShouldBeEmpty();
    }

    [Fact]
    public void Json_larger_than_a_block_comes_whole()
    {
        var bars = Given.Minutes(40_000);
        var text = string.Join(",\n", bars.Select(bar => string.Create(CultureInfo.InvariantCulture, $"{{\"time\":\"{bar.Time:O}\",\"open\":{bar.Open},\"high\":{bar.High},\"low\":{bar.Low},\"close\":{bar.Close},\"volume\":{bar.Volume}}}")));
        text.Length.ShouldBeGreaterThan(3 * BlockReader.BlockBytes);
        _given.Import(_given.Write("BTCUSD.json", $"[{text}]"));
        _given.Stored().ShouldBe(bars);
    }

    [Fact]
    public void A_large_csv_comes_whole_with_every_digit()
    {
        var bars = Given.Minutes(60_000);
        _given.Import(_given.Write("BTC-USD_1m.csv", Text(bars))).ShouldHaveSingleItem().Bars.ShouldBe(60_000);
        _given.Stored().ShouldBe(bars);
    }

    [Fact]
    public void A_packed_csv_is_unpacked()
    {
        var path = Path.Combine(_given.Folder, "BTCUSD_1m.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Text(Given.Minutes(500))));
        _given.Import(path);
        _given.Stored().ShouldBe(Given.Minutes(500));
    }

    [Fact]
    public void A_packed_file_that_is_broken_is_named()
    {
        var path = Path.Combine(_given.Folder, "aapl.zip");
        File.WriteAllBytes(path, [.. "PK"u8, 1, 2, 3, 4, 5]);
        Given.Refusal(() => _given.Import(path)).Message.ShouldContain($"{path} can't be unpacked");
    }

    [Fact]
    public void Krakens_dumps_tell_symbol_and_length_by_their_name()
    {
        var path = _given.Write("XBTUSD_60.csv", "1767621600,10,12.5,9.25,11,1000,42\n1767625200,11,11.5,10,10.5,20.5,7\n");
        var imported = _given.Import(path).ShouldHaveSingleItem();
        (imported.Symbol, imported.Timeframe, imported.Hours).ShouldBe(("BTC/USD", "1h", TradingHours.AroundTheClock));
        imported.Files[0].Format.ShouldBe("Kraken OHLCVT");
        _given.Stored(new SeriesKey("BTC/USD", Timeframe.H1))[0].Volume.ShouldBe(1000);
    }

    [Fact]
    public void Leans_minutes_are_of_the_day_in_the_name_in_New_York()
    {
        foreach (var (symbol, day, prices) in ((string, string, string)[])[("aapl", "20200828", "5040000,5057700,4983100,4992300"), ("btcusd", "20180101", "13880,13900,13850,13870")])
        {
            using var zip = ZipFile.Open(Path.Combine(_given.Folder, $"{day}_trade.zip"), ZipArchiveMode.Create);
            using var entry = new StreamWriter(zip.CreateEntry($"{day}_{symbol}_minute_trade.csv").Open());
            entry.Write($"34200000,{prices},100\n34260000,{prices},200\n");
        }
        _given.Import(Path.Combine(_given.Folder, "20200828_trade.zip"));
        _given.Import(Path.Combine(_given.Folder, "20180101_trade.zip"));
        _given.Stored(new SeriesKey("AAPL", Timeframe.M1))[0].ShouldBe(new Bar(new DateTime(2020, 8, 28, 13, 30, 0, DateTimeKind.Utc), 504, 505.77, 498.31, 499.23, 100));
        _given.Stored(Given.Bitcoin)[1].ShouldBe(new Bar(new DateTime(2018, 1, 1, 9, 31, 0, DateTimeKind.Utc), 13880, 13900, 13850, 13870, 200));
    }

    [Theory]
    [InlineData("aapl", "AAPL", 5849, 1_998, 4.0625)]
    [InlineData("spy", "SPY", 5849, 1_998, 97.36)]
    public void Leans_daily_bars_of_shares_are_scaled_and_begin_with_their_session(string name, string symbol, int count, int year, double close)
    {
        var imported = _given.Import(Perun.Tests.Fixtures.Path($"lean/daily/{name}.zip")).ShouldHaveSingleItem();
        (imported.Symbol, imported.Timeframe, imported.Hours, imported.BadLines).ShouldBe((symbol, "1d", TradingHours.NewYork, 0));
        var bars = _given.Stored(new SeriesKey(symbol, Timeframe.D1));
        bars.Length.ShouldBeInRange(count - 5, count + 5);
        bars[0].Time.ShouldBe(new DateTime(year, 1, 2, 14, 30, 0, DateTimeKind.Utc));
        if (symbol == "SPY") bars[0].Close.ShouldBe(close);
        else bars[0].Close.ShouldBe(16.25);
        bars.Single(bar => bar.Time.Date == new DateTime(2020, 8, 28)).Time.Hour.ShouldBe(13);
    }

    [Fact]
    public void Leans_daily_bars_of_crypto_are_plain()
    {
        _given.Import(Perun.Tests.Fixtures.Path("lean/daily/btcusd_trade.zip"));
        var bars = _given.Stored(new SeriesKey("BTC/USD", Timeframe.D1));
        bars[0].ShouldBe(new Bar(new DateTime(2014, 12, 1, 0, 0, 0, DateTimeKind.Utc), 300, 370, 300, 370, 0.05655554));
    }

    [Fact]
    public void Wall_times_of_shares_are_New_Yorks_where_they_can_not_be_UTCs()
    {
        var text = "time,open,high,low,close\n2026-07-06 09:30,1,1,1,1\n2026-07-06 09:31,1,1,1,1\n2026-07-06 15:59,1,1,1,1\n";
        var imported = _given.Import(_given.Write("MSFT.csv", text)).ShouldHaveSingleItem();
        imported.Files[0].Mapping.ShouldContain("NewYork");
        var minutes = new SeriesKey("MSFT", Timeframe.M1);
        _given.Stored(minutes)[0].Time.ShouldBe(new DateTime(2026, 7, 6, 13, 30, 0, DateTimeKind.Utc));
        _given.Store.Remove(minutes);
        _given.Import(_given.Write("MSFT.csv", text), request => request with { Zone = ClockZone.Utc });
        _given.Stored(minutes)[0].Time.Hour.ShouldBe(9);
    }

    [Fact]
    public void Bad_lines_are_counted_and_shown_with_their_numbers()
    {
        var lines = Text(Given.Minutes(30)).Split('\n').ToList();
        lines[4] = "rubbish";
        lines[7] = lines[7].Replace("2026-01-05", "2026-13-05");
        lines[9] = "2026-01-05T00:08:00Z,10,9,11,10,1";
        lines[11] = "2026-01-05T00:10:00Z,0,0,0,0,1";
        lines[13] = "2026-01-05T00:12:00Z,1,2,NaN,1,1";
        var path = _given.Write("BTCUSD.csv", string.Join('\n', lines));
        var imported = _given.Import(path).ShouldHaveSingleItem();
        imported.BadLines.ShouldBe(5);
        imported.BadExamples.Select(bad => bad.Line).ShouldBe([5, 8, 10, 12, 14]);
        imported.BadExamples[0].Why.ShouldContain("time is not understood");
        imported.BadExamples[2].Why.ShouldContain("high or the low");
        imported.BadExamples[3].Why.ShouldContain("zero or below");
        imported.BadExamples[4].Why.ShouldContain("low is not a number");
        imported.After.ShouldBe(25);
        _given.Store.Remove(Given.Bitcoin);
        _given.Import(path, request => request with { TakesDoubtful = true })[0].Doubtful.ShouldBe(2);
    }

    [Fact]
    public void Importing_twice_changes_nothing_and_overlaps_are_merged()
    {
        var bars = Given.Minutes(3000);
        var path = _given.Write("BTCUSD.csv", Text(bars[..2000]));
        _given.Import(path);
        var again = _given.Import(path).ShouldHaveSingleItem();
        (again.Identical, again.Before, again.After).ShouldBe((2000, 2000, 2000));
        _given.Import(_given.Write("BTCUSD.csv", Text([.. bars[1000..].Reverse()])))[0].OutOfOrder.ShouldBe(1999);
        _given.Stored().ShouldBe(bars);
    }

    [Theory]
    [InlineData("nothing.csv", "", "is empty")]
    [InlineData("words.csv", "one two\nthree\n", "has no lines of at least five columns")]
    [InlineData("MSFT.csv", "a,b,c,d,e\nx,y,z,u,v\n", "has columns that are not understood")]
    [InlineData("MSFT.csv", "time,open,high,low,close\n2026-01-05,1,2,3,4\n2026-01-06,1,2,3,4\n", "has no bar that can be used (line 2: the high or the low is not where it must be)")]
    [InlineData("20260105_aapl_minute_quote.csv", "34200000,1,1,1,1,1,1,1,1,1,1\n", "holds quotes")]
    [InlineData("what is this.csv", "time,open,high,low,close\n2026-01-05,1,2,1,2\n2026-01-06,1,2,1,2\n", "does not tell its symbol: give --symbol")]
    [InlineData("MSFT.csv", "time,open,high,low,close\n2026-01-05,1,2,1,2\n", "give --timeframe")]
    public void What_can_not_be_read_is_refused_with_the_remedy(string name, string text, string sentence)
    {
        Given.Refusal(() => _given.Import(_given.Write(name, text))).Message.ShouldContain(sentence);
        _given.Store.Keys().ShouldBeEmpty();
    }

    [Fact]
    public void A_trial_says_how_it_would_be_read_and_stores_nothing()
    {
        var imported = _given.Import(_given.Write("BTCUSD.csv", Text(Given.Minutes(30))), request => request with { IsTrial = true }).ShouldHaveSingleItem();
        imported.Files[0].Mapping.ShouldContain("\"time\" = Time (Iso, Utc), \"open\" = Open");
        _given.Store.Keys().ShouldBeEmpty();
    }

    [Fact]
    public void A_line_longer_than_any_is_refused_and_the_next_is_read()
    {
        var lines = Text(Given.Minutes(30)).Split('\n').ToList();
        lines.Insert(10, new string('x', 3_000_000));
        var imported = _given.Import(_given.Write("BTCUSD.csv", string.Join('\n', lines))).ShouldHaveSingleItem();
        imported.BadExamples.ShouldHaveSingleItem().Line.ShouldBe(11);
        _given.Stored().ShouldBe(Given.Minutes(30));
    }

    [Fact]
    public void An_import_that_is_stopped_leaves_what_was_there()
    {
        _given.Append(Given.Minutes(10));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => Importer.Run(_given.Store, new ImportRequest { Paths = [_given.Write("BTCUSD.csv", Text(Given.Minutes(30)))] }, null, stop.Token));
        _given.Stored().Length.ShouldBe(10);
        Directory.GetFiles(_given.Store.Folder, ".incoming*").ShouldBeEmpty();
    }

    private static string Text(IEnumerable<Bar> bars) =>
        "time,open,high,low,close,volume\n" + string.Join('\n', bars.Select(bar => string.Create(CultureInfo.InvariantCulture, $"{bar.Time:yyyy-MM-ddTHH:mm:ssZ},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume}")));
}
