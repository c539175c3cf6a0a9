using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Backtest.Belief;

namespace Perun.Backtest.Search;

/// What is done of a search, a line a set, so that one that was interrupted goes on where it stopped. The first line says what
/// the numbers depend on beside the set itself; where that differs, all begins anew. A last line that was torn is done again.
public sealed class SearchJournal : IDisposable
{
    private readonly Dictionary<string, SetLine> _known = new(StringComparer.Ordinal);
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private SearchJournal(FileStream file) => _file = file;

    /// How many sets an earlier search left.
    public int Known { get; private set; }

    /// Whether there was something of another search, which is gone now.
    public bool HasBegunAnew { get; private set; }

    /// <param name="fingerprint">Of all that a set's numbers depend on beside the set.</param>
    public static SearchJournal Open(string path, string fingerprint)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var journal = new SearchJournal(file);
            journal.Recall(fingerprint);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// The outcome of a set, where it is known.
    public SetOutcome? Find(Core.Strategies.ParameterValues values) =>
        _known.TryGetValue(values.ToString(), out var line) ? new SetOutcome(values, line.Numbers, line.Failure) : null;

    /// Keeps an outcome, from whichever thread.
    public void Keep(SetOutcome outcome)
    {
        lock (_gate)
        {
            Write(_file, LineOf(outcome));
            _file.Flush();
        }
    }

    /// The search is over: the same lines in the order of the sets, whichever cores did them and whenever. They are written beside
    /// the old ones and take their place as a whole, so that whoever is killed here has lost nothing.
    public void Close(string fingerprint, IEnumerable<SetOutcome> inOrder)
    {
        var path = _file.Name;
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            Write(file, new JournalHead(fingerprint));
            foreach (var outcome in inOrder) Write(file, LineOf(outcome));
            file.Flush(flushToDisk: true);
        }
        _file.Dispose();
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose() => _file.Dispose();

    private void Recall(string fingerprint)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var whole = 0L;
        var isFirst = true;
        for (var from = 0; from < bytes.Length;)
        {
            var length = bytes.AsSpan(from).IndexOf((byte)'\n');
            if (length < 0) break;
            var line = bytes.AsSpan(from, length);
            if (isFirst && !IsOurs(line, fingerprint)) break;
            if (!isFirst && !TryRead(line)) break;
            isFirst = false;
            whole = from += length + 1;
        }
        Known = _known.Count;
        // What was torn in its first line says nothing of another search.
        HasBegunAnew = isFirst && bytes.Contains((byte)'\n');
        _file.SetLength(whole);
        _file.Position = whole;
        if (!isFirst) return;
        Write(_file, new JournalHead(fingerprint));
        _file.Flush();
    }

    private static void Write(Stream to, JournalHead head) => Write(to, JsonSerializer.SerializeToUtf8Bytes(head, SearchLines.Default.JournalHead));

    private static void Write(Stream to, SetLine line) => Write(to, JsonSerializer.SerializeToUtf8Bytes(line, SearchLines.Default.SetLine));

    private static void Write(Stream to, byte[] line)
    {
        to.Write(line);
        to.WriteByte((byte)'\n');
    }

    private static bool IsOurs(ReadOnlySpan<byte> line, string fingerprint)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SearchLines.Default.JournalHead)?.Search == fingerprint;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize(bytes, SearchLines.Default.SetLine) is not { } line || (line.Numbers is null) == (line.Failure is null)) return false;
            _known[line.Set] = line;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static SetLine LineOf(SetOutcome outcome) => new(outcome.Key, outcome.Numbers, outcome.Failure);
}

/// <param name="Search">The fingerprint.</param>
internal sealed record JournalHead(string Search);

internal sealed record SetLine(string Set, SetNumbers? Numbers, string? Failure);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JournalHead))]
[JsonSerializable(typeof(SetLine))]
[JsonSerializable(typeof(BlockTally))]
internal sealed partial class SearchLines : JsonSerializerContext;
