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
        Benchmark.PerSecond("store: open and sum 10M bars", "bars", Count, () => SumStored(Plain), () => Sink = Sum(InMemory.Value.Bars, Plain)),
        Benchmark.PerSecond("store: the same, vectors", "bars", Count, () => SumStored(Vectors), () => Sink = Sum(InMemory.Value.Bars, Vectors)),
        Benchmark.PerSecond("store: 10M bars one by one", "bars", Count, WalkStored, WalkInMemory),
        Benchmark.PerSecond("import: CSV", "MB", CsvMegabytes, Import, PassOverBytes),
    ];

    /// Keeps what is summed from being optimised away.
    internal static double Sink { get; private set; }

    private delegate double Summing(ReadOnlySpan<double> values);

    /// Opened, checked against its checksums and closed each time.
    private static void SumStored(Summing sum)
    {
        using var file = Store.Value.Open(Key);
        double total = 0;
        for (var block = 0; block < file.Blocks; block++) total += Sum(file.Block(block), sum);
        Sink = total;
    }

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

    private static double Sum(BarSpans bars, Summing sum) =>
        sum(MemoryMarshal.Cast<long, double>(bars.Times)) + sum(bars.Opens) + sum(bars.Highs) + sum(bars.Lows) + sum(bars.Closes) + sum(bars.Volumes);

    private static double Plain(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }

    /// As fast as the memory can be read.
    private static double Vectors(ReadOnlySpan<double> values)
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
