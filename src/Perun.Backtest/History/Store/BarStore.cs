using Perun.Core.Instruments;
using Perun.Core.Names;

namespace Perun.Backtest.History.Store;

/// <param name="Bytes">On disk, room to grow included.</param>
public sealed record StoredSeries(
    string Symbol, string Timeframe, int Bars, DateTime? First, DateTime? Last, TradingHours Hours, bool IsAdjusted, string Source, long Bytes, string? Trouble);

/// What became of an import or another change.
public sealed record StoreChange(SeriesKey Key, long Before, long After, DateTime? First, DateTime? Last, MergeLog Log);

/// The folder of bars: a file for each symbol and length. Readers need nobody's leave; there is one writer at a time.
public sealed class BarStore
{
    private readonly IBarDisk _disk;

    public BarStore(string folder)
        : this(folder, RealDisk.Instance)
    {
    }

    internal BarStore(string folder, IBarDisk disk)
    {
        Folder = folder;
        _disk = disk;
    }

    public string Folder { get; }

    /// The store that belongs to a data folder.
    public static BarStore In(string dataFolder) => new(Path.Combine(dataFolder, "bars"));

    public IReadOnlyList<SeriesKey> Keys() => !Directory.Exists(Folder) ? [] : [.. Directory.EnumerateFiles(Folder, "*.bars")
        .Select(path => SeriesKey.TryParseFileName(Path.GetFileName(path), out var key) ? key : null)
        .Where(key => key is not null).Select(key => key!.Value)
        .OrderBy(key => key.Symbol, StringComparer.Ordinal).ThenBy(key => key.Timeframe)];

    /// Null where there are none.
    public BarFile? TryOpen(SeriesKey key)
    {
        var path = PathOf(key);
        if (!File.Exists(path)) return null;
        var file = BarFile.Open(path);
        if (file.Key == key) return file;
        file.Dispose();
        throw new HistoryException(HistoryTrouble.Damaged, $"{path} holds {file.Key}: give it its own name back ({file.Key.FileName}).");
    }

    public BarFile Open(SeriesKey key) => TryOpen(key) ?? throw Missing(key);

    public HistoryException Missing(SeriesKey key)
    {
        var lengths = Keys().Where(known => known.Symbol == key.Symbol).Select(known => known.Timeframe.ToString()).ToArray();
        return new HistoryException(HistoryTrouble.NotThere, lengths.Length > 0
            ? $"There are no {key.Timeframe} bars of {key.Symbol}, but {string.Join(", ", lengths)}: give one of these, or make others with perun data resample."
            : Nearest.Question(key.Symbol, [.. Keys().Select(known => known.Symbol).Distinct(StringComparer.Ordinal)]) is { } question ? $"There are no bars of {key.Symbol}: {question}"
            : $"There are no bars of {key.Symbol}: perun data list shows what there is, perun data import brings more.");
    }

    /// What there is; a damaged file is in the list with its trouble.
    public IReadOnlyList<StoredSeries> List() => [.. Keys().Select(Describe)];

    public void Remove(SeriesKey key)
    {
        using var gate = Gate();
        if (!File.Exists(PathOf(key))) throw Missing(key);
        _disk.Delete(PathOf(key));
    }

    /// Adds bars to what is there; equal times are settled as the log prefers.
    public StoreChange Append(SeriesKey key, TradingHours hours, string source, BarSpans bars, Prefer prefer = Prefer.Old)
    {
        using var incoming = Receive(prefer, out var log);
        foreach (var bar in bars) incoming.Add(bar);
        return Merge(key, hours, source, incoming, log, CancellationToken.None);
    }

    internal Incoming Receive(Prefer prefer, out MergeLog log)
    {
        Directory.CreateDirectory(Folder);
        return new Incoming(Folder, log = new MergeLog(prefer));
    }

    /// In place behind the last bar where that will do, else in a new file that takes the old one's name when it is whole.
    internal StoreChange Merge(SeriesKey key, TradingHours hours, string source, Incoming incoming, MergeLog log, CancellationToken cancel) =>
        Change(key, (existing, path) =>
        {
            var runs = incoming.Seal();
            if (existing is not null && runs.Count == 0) return;
            var wanted = (existing?.Count ?? 0) + runs.Sum(run => run.Count);
            var origin = existing is null ? source : JoinSources(existing.Source, source);
            if (existing?.Range is { } range && runs.Count == 1 && runs[0].First > range.Last.Ticks && wanted <= existing.Layout.Capacity)
            {
                using var appending = BarFileWriter.Append(_disk, existing);
                new RunMerge(runs, log).Into(appending, cancel);
                appending.Commit(hours, origin, existing.IsAdjusted);
                return;
            }
            IBarRun[] all = existing is null ? [.. runs] : [new StoredRun(existing), .. runs];
            Rewrite(path, key, wanted, writer =>
            {
                if (existing?.Range is { } stored && runs.Count == 1 && runs[0].First > stored.Last.Ticks)
                    foreach (var run in all) new RunMerge([run], log).Into(writer, cancel);
                else new RunMerge(all, log).Into(writer, cancel);
                writer.Commit(hours, origin, existing?.IsAdjusted ?? false);
            });
        }, log);

    /// Puts other bars in place of all there are.
    internal StoreChange Replace(SeriesKey key, TradingHours hours, string source, bool isAdjusted, Incoming incoming, MergeLog log, CancellationToken cancel) =>
        Change(key, (_, path) =>
        {
            var runs = incoming.Seal();
            Rewrite(path, key, runs.Sum(run => run.Count), writer =>
            {
                new RunMerge([.. runs], log).Into(writer, cancel);
                writer.Commit(hours, source, isAdjusted);
            });
        }, log);

    private void Rewrite(string path, SeriesKey key, long mostBars, Action<BarFileWriter> write)
    {
        var temporary = path + ".new";
        try
        {
            using (var writer = BarFileWriter.Create(_disk, temporary, key, mostBars)) write(writer);
            _disk.Replace(path, temporary);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    private StoreChange Change(SeriesKey key, Action<BarFile?, string> change, MergeLog log)
    {
        using var gate = Gate();
        try
        {
            long before;
            using (var existing = TryOpen(key))
            {
                before = existing?.Count ?? 0;
                change(existing, PathOf(key));
            }
            using var now = Open(key);
            return new StoreChange(key, before, now.Count, now.Range?.First, now.Range?.Last, log);
        }
        catch (IOException failure)
        {
            throw new HistoryException(
                HistoryTrouble.Disk, $"The bars of {key} could not be written ({failure.Message.TrimEnd('.')}): what was stored before is whole. Put the disk right, and do it again.", failure);
        }
    }

    private StoredSeries Describe(SeriesKey key)
    {
        var bytes = new FileInfo(PathOf(key)).Length;
        try
        {
            using var file = Open(key);
            var range = file.Range;
            return new StoredSeries(key.Symbol, key.Timeframe.ToString(), file.Count, range?.First, range?.Last, file.Hours, file.IsAdjusted, file.Source, bytes, null);
        }
        catch (HistoryException failure)
        {
            return new StoredSeries(key.Symbol, key.Timeframe.ToString(), 0, null, null, default, false, "", bytes, failure.Message);
        }
    }

    private FileStream Gate()
    {
        Directory.CreateDirectory(Folder);
        try
        {
            return new FileStream(Path.Combine(Folder, ".writing"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException failure)
        {
            throw new HistoryException(HistoryTrouble.Disk, $"Another Perun is changing bars in {Folder}, or the folder can't be written: try again when it is done.", failure);
        }
    }

    private void DeleteQuietly(string path)
    {
        try
        {
            _disk.Delete(path);
        }
        catch (IOException)
        {
            // The old bars are whole; what is left over is overwritten by the next change.
        }
    }

    private static string JoinSources(string old, string added) =>
        added.Length == 0 || old.Split("; ").Contains(added) ? old : $"{old}; {added}";

    private string PathOf(SeriesKey key) => Path.Combine(Folder, key.FileName);
}
