using System.Text;
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
        var line = JsonSerializer.SerializeToUtf8Bytes(LineOf(outcome), SearchLines.Default.SetLine);
        lock (_gate)
        {
            _file.Write(line);
            _file.WriteByte((byte)'\n');
            _file.Flush();
        }
    }

    /// The search is over: the same lines in the order of the sets, whichever cores did them and whenever.
    public void Close(string fingerprint, IEnumerable<SetOutcome> inOrder)
    {
        _file.SetLength(0);
        Begin(fingerprint);
        foreach (var outcome in inOrder) Keep(outcome);
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
        HasBegunAnew = isFirst && bytes.Length > 0;
        _file.SetLength(whole);
        _file.Position = whole;
        if (isFirst) Begin(fingerprint);
    }

    private void Begin(string fingerprint)
    {
        _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new JournalHead(fingerprint), SearchLines.Default.JournalHead)));
        _file.WriteByte((byte)'\n');
        _file.Flush();
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
