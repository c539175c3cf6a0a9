using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

public sealed class StoreTests : IDisposable
{
    private readonly Given _given = new();

    public void Dispose() => _given.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(Layout.LeastCapacity)]
    [InlineData(Layout.BlockBars - 1)]
    [InlineData(Layout.BlockBars)]
    [InlineData((3 * Layout.BlockBars) + 5)]
    [InlineData(Layout.PieceBars)]
    [InlineData(Layout.PieceBars + Layout.BlockBars + 1)]
    public void What_is_stored_comes_back_bit_by_bit(int count)
    {
        var bars = Given.Minutes(count);
        var change = _given.Append(bars);
        (change.Before, change.After).ShouldBe((0, count));
        _given.Stored().ShouldBe(bars);
        using var file = _given.Store.Open(Given.Bitcoin);
        file.Closes.ToArray().ShouldBe([.. bars.Select(bar => bar.Close)]);
        file.Range.ShouldBe((bars[0].Time, bars[^1].Time));
        file.Source.ShouldBe("test");
        file.Hours.ShouldBe(TradingHours.AroundTheClock);
        file.Between(Given.At(0), Given.At(1)).Count.ShouldBe(1);
        file.Between(Given.At(count), Given.At(count + 9)).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 50_000)]
    [InlineData(2, 50_000)]
    [InlineData(3, Layout.BlockBars * 2)]
    [InlineData(4, Layout.PieceBars + 70_000)]
    public void Any_partition_of_appends_gives_the_same_file(int seed, int total)
    {
        var bars = Given.Minutes(total);
        _given.Append(bars);
        var whole = File.ReadAllBytes(_given.PathOf(Given.Bitcoin));
        using var other = new Given();
        var random = new Random(seed);
        for (var from = 0; from < bars.Length;)
        {
            var count = Math.Min(random.Next(1, 1 << random.Next(1, 16)), bars.Length - from);
            other.Append(bars[from..(from + count)]);
            from += count;
        }
        File.ReadAllBytes(other.PathOf(Given.Bitcoin)).AsSpan().SequenceEqual(whole).ShouldBeTrue();
    }

    [Fact]
    public void An_append_leaves_what_readers_see_alone()
    {
        var bars = Given.Minutes(60_000);
        _given.Append(bars[..100]);
        using var before = _given.Store.Open(Given.Bitcoin);
        _given.Append(bars[100..8000]);
        _given.Append(bars[8000..]);
        before.Verify();
        before.Bars.ToArray().ShouldBe(bars[..100]);
        _given.Stored().ShouldBe(bars);
    }

    [Fact]
    public void Bars_that_come_in_any_order_are_put_in_order()
    {
        var bars = Given.Minutes(20_000);
        var mixed = bars.ToArray();
        new Random(5).Shuffle(mixed);
        using var incoming = new Incoming(_given.Folder, new MergeLog(Prefer.Old), chunkBars: 777);
        foreach (var bar in mixed) incoming.Add(bar);
        Directory.CreateDirectory(_given.Store.Folder);
        _given.Store.Merge(Given.Bitcoin, TradingHours.AroundTheClock, "test", incoming, new MergeLog(Prefer.Old), CancellationToken.None);
        _given.Stored().ShouldBe(bars);
        incoming.OutOfOrder.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(Prefer.Old, 1.0)]
    [InlineData(Prefer.New, 2.0)]
    public void Where_bars_of_one_time_differ_the_preferred_one_stays_and_both_are_told(Prefer prefer, double volume)
    {
        var bars = Given.Minutes(50);
        bars[20] = bars[20] with { Volume = 1 };
        _given.Append(bars[..30]);
        var later = bars[10..].ToArray();
        later[10] = later[10] with { Volume = 2 };
        var change = _given.Store.Append(Given.Bitcoin, TradingHours.AroundTheClock, "test", BarColumns.Of(later).Bars, prefer);
        change.Log.Identical.ShouldBe(19);
        change.Log.Differing.ShouldBe(1);
        change.Log.Examples[0].Time.ShouldBe(Given.At(20));
        change.Log.Examples[0].Kept.Volume.ShouldBe(volume);
        _given.Stored()[20].Volume.ShouldBe(volume);
        _given.Stored().Length.ShouldBe(50);
    }

    [Fact]
    public void Every_flipped_byte_of_every_part_is_refused_or_does_no_harm()
    {
        var bars = Given.Minutes(Layout.BlockBars + 100);
        _given.Append(bars);
        var path = _given.PathOf(Given.Bitcoin);
        var whole = File.ReadAllBytes(path);
        var layout = Layout.For(bars.Length);
        int[] used = [.. Enumerable.Range(0, Layout.Columns).SelectMany(column => (int[])[(int)layout.At(column, 0), (int)layout.At(column, Layout.BlockBars) - 1, (int)layout.At(column, bars.Length) - 1])];
        foreach (var place in (int[])[.. used, 0, 9, 20, 40, Layout.Page - 1, Layout.TableAt, Layout.TableAt + 23])
        {
            var broken = whole.ToArray();
            broken[place] ^= 0x10;
            File.WriteAllBytes(path, broken);
            var refusal = Given.Refusal(() => _given.Stored());
            refusal.Trouble.ShouldBe(HistoryTrouble.Damaged, $"byte {place}");
            refusal.Message.ShouldContain(path);
        }
        // One state page may be lost: the other says the same.
        foreach (var place in (int[])[Layout.FirstStateAt + 3, Layout.SecondStateAt + 17])
        {
            var broken = whole.ToArray();
            broken[place] ^= 0x10;
            File.WriteAllBytes(path, broken);
            _given.Stored().ShouldBe(bars);
        }
        whole.AsSpan(Layout.FirstStateAt, 2 * Layout.Page).Fill(7);
        File.WriteAllBytes(path, whole);
        Given.Refusal(() => _given.Stored()).Message.ShouldContain("neither of its two state pages");
    }

    [Fact]
    public void A_flipped_byte_in_one_column_leaves_the_others_readable_and_is_named()
    {
        var bars = Given.Minutes(100);
        _given.Append(bars);
        var path = _given.PathOf(Given.Bitcoin);
        var bytes = File.ReadAllBytes(path);
        bytes[(int)Layout.For(100).At(5, 50)] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var file = _given.Store.Open(Given.Bitcoin);
        file.Closes.Length.ShouldBe(100);
        Given.Refusal(() => _ = file.Volumes).Message.ShouldContain("the column volume of bars 0 to 99 does not match its checksum");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(Layout.TableAt)]
    [InlineData(200_000)]
    public void A_file_that_is_cut_short_is_refused(int length)
    {
        _given.Append(Given.Minutes(10_000));
        using (var file = File.OpenWrite(_given.PathOf(Given.Bitcoin))) file.SetLength(length);
        Given.Refusal(() => _given.Stored()).Message.ShouldContain("it is cut short");
        _given.Store.List()[0].Trouble.ShouldNotBeNull();
    }

    [Fact]
    public void A_file_under_another_name_is_refused()
    {
        _given.Append(Given.Minutes(10));
        File.Move(_given.PathOf(Given.Bitcoin), _given.PathOf(new SeriesKey("ETH/USD", Timeframe.M1)));
        Given.Refusal(() => _given.Store.Open(new SeriesKey("ETH/USD", Timeframe.M1))).Message.ShouldContain("holds BTC/USD (1m)");
    }

    [Fact]
    public void What_is_not_there_is_said_with_what_is()
    {
        Given.Refusal(() => _given.Store.Open(Given.Bitcoin)).Message.ShouldContain("There are no bars of BTC/USD: perun data list");
        _given.Append(Given.Minutes(10));
        Given.Refusal(() => _given.Store.Open(new SeriesKey("btc/usd", Timeframe.D1))).Message.ShouldContain("no 1d bars of BTC/USD, but 1m");
        Given.Refusal(() => _given.Store.Open(new SeriesKey("BTC/USDT", Timeframe.M1))).Message.ShouldBe("There are no bars of BTC/USDT: did you mean BTC/USD?");
        _given.Store.Remove(Given.Bitcoin);
        _given.Store.Keys().ShouldBeEmpty();
    }

    [Fact]
    public void Two_writers_at_once_are_one_too_many()
    {
        _given.Append(Given.Minutes(10));
        using (new FileStream(Path.Combine(_given.Store.Folder, ".writing"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Given.Refusal(() => _given.Append(Given.Minutes(20))).Message.ShouldContain("Another Perun is changing bars");
        _given.Append(Given.Minutes(20)).After.ShouldBe(20);
    }

    [Theory]
    [InlineData("AAPL", true)]
    [InlineData("BRK.B", true)]
    [InlineData("BTC/USD", true)]
    [InlineData("../etc/passwd", false)]
    [InlineData("a/b/c", false)]
    [InlineData("", false)]
    [InlineData("A_B", false)]
    public void A_symbol_can_be_no_path(string symbol, bool isFine)
    {
        SeriesKey.IsSymbol(symbol).ShouldBe(isFine);
        if (!isFine) return;
        var key = new SeriesKey(symbol, Timeframe.H1);
        SeriesKey.TryParseFileName(key.FileName, out var read).ShouldBeTrue();
        read.ShouldBe(key);
    }
}
