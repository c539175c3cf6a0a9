using System.Numerics;
using System.Runtime.InteropServices;
using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Bench.Measuring;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Bench.History;

/// The bar store beside memory, and the import beside a bare pass over the file. Files are made in a folder of their own,
/// which goes with the process.
internal static class HistoryBenchmarks
{
    private const int Count = 10_000_000;
    private const int CsvMegabytes = 256;

    private static readonly SeriesKey Key = new("BTC/USD", Timeframe.M1);
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<BarColumns> InMemory = new(MakeBars);
    private static readonly Lazy<BarStore> Store = new(MakeStore);
    private static readonly Lazy<string> Csv = new(() => SampleCsv.Write(Path.Combine(Folder.Value, "BTCUSD.csv"), CsvMegabytes * 1_000_000L));

    public static IReadOnlyList<Benchmark> All() =>
    [
        Benchmark.PerSecond("store: open and sum 10M bars", "bars", Count, SumStored, SumInMemory),
        Benchmark.PerSecond("store: open and sum 10M closes", "bars", Count, SumStoredCloses, SumClosesInMemory),
        Benchmark.PerSecond("store: 10M bars one by one", "bars", Count, WalkStored, WalkInMemory),
        Benchmark.PerSecond("import: CSV", "MB", CsvMegabytes, Import, PassOverBytes),
    ];

    /// Keeps what is summed from being optimised away.
    internal static double Sink { get; private set; }

    private static void SumStored()
    {
        using var file = Store.Value.Open(Key);
        double sum = 0;
        for (var block = 0; block < file.Blocks; block++) sum += Sum(file.Block(block));
        Sink = sum;
    }

    private static void SumInMemory() => Sink = Sum(InMemory.Value.Bars);

    private static void SumStoredCloses()
    {
        using var file = Store.Value.Open(Key);
        Sink = Sum(file.Closes);
    }

    private static void SumClosesInMemory() => Sink = Sum(InMemory.Value.Bars.Closes);

    private static void WalkStored()
    {
        using var file = Store.Value.Open(Key);
        double sum = 0;
        for (var block = 0; block < file.Blocks; block++)
            foreach (var bar in file.Block(block)) sum += bar.Open + bar.Typical + bar.Volume;
        Sink = sum;
    }

    private static void WalkInMemory()
    {
        double sum = 0;
        foreach (var bar in InMemory.Value.Bars) sum += bar.Open + bar.Typical + bar.Volume;
        Sink = sum;
    }

    private static void Import()
    {
        var store = new BarStore(Path.Combine(Folder.Value, "imported"));
        if (store.TryOpen(Key) is { } old)
        {
            old.Dispose();
            store.Remove(Key);
        }
        Importer.Run(store, new ImportRequest { Paths = [Csv.Value], Timeframe = Timeframe.M1 }, null, CancellationToken.None);
    }

    private static void PassOverBytes()
    {
        using var file = File.OpenHandle(Csv.Value);
        var block = new byte[1 << 20];
        long at = 0, lines = 0;
        for (var read = RandomAccess.Read(file, block, at); read > 0; read = RandomAccess.Read(file, block, at))
        {
            lines += block.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }
        Sink = lines;
    }

    private static double Sum(BarSpans bars) =>
        Sum(MemoryMarshal.Cast<long, double>(bars.Times)) + Sum(bars.Opens) + Sum(bars.Highs) + Sum(bars.Lows) + Sum(bars.Closes) + Sum(bars.Volumes);

    private static double Sum(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i + 3 < vectors.Length; i += 4) (a, b, c, d) = (a + vectors[i], b + vectors[i + 1], c + vectors[i + 2], d + vectors[i + 3]);
        for (; i < vectors.Length; i++) a += vectors[i];
        var sum = Vector.Sum(a + b + c + d);
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..]) sum += value;
        return sum;
    }

    private static BarStore MakeStore()
    {
        var store = new BarStore(Path.Combine(Folder.Value, "bars"));
        store.Append(Key, TradingHours.AroundTheClock, "sample", InMemory.Value.Bars);
        return store;
    }

    private static BarColumns MakeBars()
    {
        var columns = new BarColumns(Count);
        var bars = Indicators.SampleBars.Bars;
        for (var i = 0; i < Count; i++)
        {
            var bar = bars[i % bars.Length];
            columns.Add(bar with { Time = bars[0].Time.AddMinutes(i) });
        }
        return columns;
    }

    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
