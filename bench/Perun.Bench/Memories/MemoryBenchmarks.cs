using Microsoft.Data.Sqlite;
using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Bench.Measuring;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Memories.Situations;

namespace Perun.Bench.Memories;

/// A million memories: what a decision recalls beside a scan of all text for one word, and writing in batches beside one row
/// a transaction.
internal static class MemoryBenchmarks
{
    private const int Count = 1_000_000;
    private const int Batch = 100;
    private const int Batches = 100;
    private const int Decisions = 20;
    private const int SingleRows = 200;

    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Symbols = [.. Enumerable.Range(0, 50).Select(i => $"SYM{i}")];
    private static readonly string[] Words = ["gap", "breakout", "earnings", "tariffs", "volume", "support", "fade", "trend", "reversal", "squeeze", "guidance", "upgrade"];
    private static readonly string[] Regimes = ["rising-calm", "falling-calm", "sideways-calm", "rising-wild", "falling-wild", "sideways-wild"];
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<SqliteMemoryStore> Million = new(MakeMillion);
    private static readonly Lazy<SqliteMemoryStore> Fresh = new(() => SqliteMemoryStore.Open(Path.Combine(Folder.Value, "fresh.db")));
    private static int _next;

    public static IReadOnlyList<Benchmark> All() =>
    [
        new("memory: recall, ms a decision", "ms", () => Milliseconds(Recall, Decisions), () => Milliseconds(Scan, 1)),
        new("memory: search by rare words", "ms", () => Milliseconds(() => Search("squeeze SYM7 reversal"), 5), () => Milliseconds(Scan, 1)),
        new("memory: write, batches", "memories/s", () => Batch * Batches / Seconds(Write), () => SingleRows / Seconds(WriteOneByOne)),
    ];

    private static void Recall()
    {
        var recall = new Recall(Million.Value);
        for (var i = 0; i < Decisions; i++)
        {
            var symbol = Symbols[i * 7 % Symbols.Length];
            var found = recall.ForDecision(symbol, Situation(i, symbol), Start.AddYears(1), WordQuery.From($"{Words[i % Words.Length]} {Words[(i + 3) % Words.Length]}")! with { IsAny = true });
            if (found.Trades.Count != 5 || found.Similar.Count != 3) throw new InvalidOperationException("nothing was recalled");
        }
    }

    private static void Search(string words)
    {
        for (var i = 0; i < 5; i++) _ = new Recall(Million.Value).Search(WordQuery.From(words)!, new MemoryFilter(), Start.AddYears(1), 20);
    }

    /// What it costs to look at every text once.
    private static void Scan()
    {
        using var connection = SqliteFile.OpenToRead(Path.Combine(Folder.Value, "million.db"))!;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT number FROM memories WHERE text LIKE '%breakout%' AND symbols = 'SYM7' ORDER BY at DESC)";
        _ = command.ExecuteScalar();
    }

    private static void Write()
    {
        for (var batch = 0; batch < Batches; batch++) Fresh.Value.Add([.. Enumerable.Range(0, Batch).Select(_ => Sample(_next++))]);
    }

    private static void WriteOneByOne()
    {
        using var connection = SqliteFile.Open(Path.Combine(Folder.Value, "single.db"), Durability.Full);
        using var make = new SqliteCommand("CREATE TABLE IF NOT EXISTS plain (id TEXT PRIMARY KEY, text TEXT)", connection);
        make.ExecuteNonQuery();
        using var insert = new SqliteCommand("INSERT OR REPLACE INTO plain VALUES (@1, @2)", connection);
        var (id, text) = (insert.Parameters.Add("@1", SqliteType.Text), insert.Parameters.Add("@2", SqliteType.Text));
        for (var i = 0; i < SingleRows; i++)
        {
            var memory = Sample(_next++);
            (id.Value, text.Value) = (memory.Id, memory.Text);
            insert.ExecuteNonQuery();
        }
    }

    private static Memory Sample(int i)
    {
        var symbol = Symbols[i / 10 % Symbols.Length];
        var kind = (i % 10) switch { 0 => MemoryKind.Trade, 1 => MemoryKind.Analysis, 2 => MemoryKind.Error, 3 when i % 1000 == 3 => MemoryKind.Lesson, _ => MemoryKind.Signal };
        var decision = kind == MemoryKind.Trade ? i / 10 * 10 + 4 : i;
        return new Memory
        {
            Id = $"{kind.Word()}-{i}",
            Kind = kind,
            At = Start.AddSeconds(i * 20),
            Text = $"{symbol} {Words[i % Words.Length]} {Words[i / 12 % Words.Length]} at {100 + i % 977}.{i % 10}, proposed by rules with confidence 0.{i % 90 + 10} and judged by the gate",
            Source = "journal",
            Symbols = [symbol],
            Tags = ["long", i % 3 == 0 ? "win" : "loss", Regimes[i % Regimes.Length]],
            Importance = i % 100 / 100.0,
            Links = kind == MemoryKind.Trade ? [new MemoryLink("entry", $"signal-{decision}")] : [],
            Position = i + 1,
            Decision = kind is MemoryKind.Trade or MemoryKind.Signal ? decision + 1 : null,
            Profit = kind == MemoryKind.Trade ? i % 200 - 100 : null,
            Situation = kind == MemoryKind.Signal && i % 10 == 4 ? Situation(i, symbol) : null,
        };
    }

    private static Situation Situation(int i, string symbol) =>
        new(symbol, Regimes[i / 7 % Regimes.Length], [.. Enumerable.Range(1, Mind.Memories.Situations.Situation.Names.Count).Select(part => (float)(i * part * 2_654_435_761L % 1_000) / 1_000)]);

    private static double Milliseconds(Action action, int times) => Seconds(action) * 1_000 / times;

    private static double Seconds(Action action)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        action();
        return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static SqliteMemoryStore MakeMillion()
    {
        var store = SqliteMemoryStore.Open(Path.Combine(Folder.Value, "million.db"));
        foreach (var piece in Enumerable.Range(0, Count).Chunk(10_000)) store.Add([.. piece.Select(Sample)]);
        return store;
    }

    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("perun-bench-memory-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Million.IsValueCreated) Million.Value.Dispose();
            if (Fresh.IsValueCreated) Fresh.Value.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        return folder;
    }
}
