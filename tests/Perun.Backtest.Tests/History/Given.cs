using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

/// A folder of bars of a test's own, and bars to put there.
internal sealed class Given : IDisposable
{
    public static readonly SeriesKey Bitcoin = new("BTC/USD", Timeframe.M1);

    public Given() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "perun-bars-" + Guid.NewGuid().ToString("N"));

    public BarStore Store => new(Path.Combine(Folder, "bars"));

    public string PathOf(SeriesKey key) => Path.Combine(Folder, "bars", key.FileName);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// A walk with a minute's step, always the same.
    public static Bar[] Minutes(int count, int from = 0)
    {
        var random = new Random(7);
        var bars = new Bar[count + from];
        var price = 100.0;
        for (var i = 0; i < bars.Length; i++)
        {
            var open = price;
            price *= 1 + (0.002 * (random.NextDouble() - 0.5));
            bars[i] = new Bar(At(i), open, Math.Max(open, price) * 1.0001, Math.Min(open, price) * 0.9999, price, random.Next(1, 100));
        }
        return bars[from..];
    }

    public static DateTime At(int minute) => new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);

    public StoreChange Append(params Bar[] bars) => Store.Append(Bitcoin, TradingHours.AroundTheClock, "test", BarColumns.Of(bars).Bars);

    public Bar[] Stored(SeriesKey? key = null)
    {
        using var file = Store.Open(key ?? Bitcoin);
        return file.Bars.ToArray();
    }

    public IReadOnlyList<ImportedSeries> Import(string path, Func<ImportRequest, ImportRequest>? with = null)
    {
        var request = new ImportRequest { Paths = [path] };
        return Importer.Run(Store, with?.Invoke(request) ?? request, null, CancellationToken.None);
    }

    public static HistoryException Refusal(Action action) => Should.Throw<HistoryException>(action);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
