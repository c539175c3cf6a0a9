using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

/// The power goes at every single step of every kind of change.
public sealed class CrashTests
{
    private static readonly Bar[] Bars = Given.Minutes(30_000);

    /// Behind the last bar in place; into a larger file; into the middle.
    public static TheoryData<string, int, int, int> Changes => new()
    {
        { "a first import", 0, 0, 30_000 },
        { "an append in place", 17_000, 17_000, 30_000 },
        { "an append that needs more room", 5000, 5000, 30_000 },
        { "an overlapping import", 20_000, 100, 30_000 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void After_a_crash_at_any_step_there_is_the_old_or_the_new_and_nothing_between(string change, int before, int from, int to)
    {
        var (olds, news, isDone) = (0, 0, false);
        for (var steps = 0; !isDone; steps++)
        {
            steps.ShouldBeLessThan(10_000, change);
            using var given = new Given();
            if (before > 0) given.Append(Bars[..before]);
            var disk = new FailingDisk(steps, seed: steps);
            var store = new BarStore(given.Store.Folder, disk);
            try
            {
                store.Append(Given.Bitcoin, TradingHours.AroundTheClock, "test", BarColumns.Of(Bars[from..to]).Bars);
                isDone = true;
            }
            catch (HistoryException failure)
            {
                failure.Trouble.ShouldBe(HistoryTrouble.Disk);
                failure.Message.ShouldContain("what was stored before is whole");
            }
            disk.HasFailed.ShouldBe(!isDone);
            if (given.Store.TryOpen(Given.Bitcoin) is not { } file)
            {
                before.ShouldBe(0, $"{change}, step {steps}");
                olds++;
                continue;
            }
            using (file)
            {
                file.Verify();
                file.Count.ShouldBeOneOf(before, to);
                file.Bars.ToArray().ShouldBe(Bars[..file.Count]);
                if (file.Count == to) news++;
                else olds++;
            }
            // And the next change goes on from there.
            given.Append(Bars).After.ShouldBe(Bars.Length);
            given.Stored().ShouldBe(Bars);
        }
        olds.ShouldBeGreaterThan(3);
        news.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_disk_that_is_full_leaves_the_old_bars()
    {
        using var given = new Given();
        given.Append(Bars[..1000]);
        var store = new BarStore(given.Store.Folder, new FullDisk());
        var refusal = Given.Refusal(() => store.Append(Given.Bitcoin, TradingHours.AroundTheClock, "test", BarColumns.Of(Bars).Bars));
        refusal.Message.ShouldContain("No space left on device");
        refusal.Message.ShouldContain("Put the disk right");
        given.Stored().ShouldBe(Bars[..1000]);
        Directory.GetFiles(given.Store.Folder, "*.new").ShouldBeEmpty();
        Directory.GetFiles(given.Store.Folder, ".incoming*").ShouldBeEmpty();
    }

    [Fact]
    public void A_disk_that_fills_during_an_import_leaves_the_old_bars_and_nothing_half_done()
    {
        using var given = new Given();
        given.Append(Bars[..1000]);
        var before = File.ReadAllBytes(given.PathOf(Given.Bitcoin));
        var csv = given.Write("BTCUSD_1.csv", string.Concat(Bars.Select(bar => FormattableString.Invariant($"{new DateTimeOffset(bar.Time).ToUnixTimeSeconds()},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume},1\n"))));
        var store = new BarStore(given.Store.Folder, new FullDisk());
        var refusal = Given.Refusal(() => Importer.Run(store, new ImportRequest { Paths = [csv] }, null, CancellationToken.None));
        refusal.Trouble.ShouldBe(HistoryTrouble.Disk);
        refusal.Message.ShouldContain("No space left on device");
        File.ReadAllBytes(given.PathOf(Given.Bitcoin)).ShouldBe(before);
        Directory.GetFiles(given.Store.Folder).Select(Path.GetFileName).ShouldBe([".writing", "BTC_USD.1m.bars"], ignoreOrder: true);
        given.Import(csv).ShouldHaveSingleItem();
        given.Stored().Length.ShouldBe(Bars.Length);
    }

    /// Room for the head of a file and nothing more.
    private sealed class FullDisk : IBarDisk
    {
        public IBarDiskFile Create(string path) => new Full(RealDisk.Instance.Create(path));

        public IBarDiskFile OpenToWrite(string path) => new Full(RealDisk.Instance.OpenToWrite(path));

        public void Replace(string path, string by) => RealDisk.Instance.Replace(path, by);

        public void Delete(string path) => RealDisk.Instance.Delete(path);

        private sealed class Full(IBarDiskFile file) : IBarDiskFile
        {
            public void Write(ReadOnlySpan<byte> bytes, long at)
            {
                if (at > Layout.Page) throw new IOException("No space left on device");
                file.Write(bytes, at);
            }

            public void SetLength(long length) => file.SetLength(length);

            public void Flush() => file.Flush();

            public void Dispose() => file.Dispose();
        }
    }
}
