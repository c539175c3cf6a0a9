using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Situations;

namespace Perun.Memories.Tests;

/// A store of a test's own, in a folder that goes with it.
internal sealed class Remembered : IDisposable
{
    private SqliteMemoryStore? _store;

    public Remembered() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "perun-memory-" + Guid.NewGuid().ToString("N"));

    public string StorePath => Path.Combine(Folder, "perun.db");

    public SqliteMemoryStore Store => _store ??= SqliteMemoryStore.Open(StorePath);

    public void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }

    /// Straight into the database, as the journal's writer or a vandal would.
    public void Run(string sql)
    {
        using var connection = SqliteFile.Open(StorePath, Durability.None);
        SqliteFile.Run(connection, sql);
    }

    public void Dispose()
    {
        Reopen();
        Directory.Delete(Folder, recursive: true);
    }
}

/// Memories as tests need them: small, and each different by its number.
internal static class Some
{
    public static readonly DateTime Monday = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static Memory Of(MemoryKind kind, int number, string text = "something happened", string? symbol = "AAPL", DateTime? at = null, double importance = 0.5, params IReadOnlyList<string> tags) => new()
    {
        Id = $"{kind.Word()}-{number}",
        Kind = kind,
        At = at ?? Monday.AddMinutes(number),
        Text = text,
        Source = "journal",
        Symbols = symbol is null ? [] : [symbol],
        Tags = tags,
        Importance = importance,
        Position = number,
    };

    public static Memory Signal(int number, string symbol = "AAPL", Situation? situation = null, DateTime? at = null) =>
        Of(MemoryKind.Signal, number, $"buy {symbol} proposed by rules", symbol, at, tags: ["buy", "allowed"]) with { Decision = number, Situation = situation };

    public static Memory Trade(int number, int decision, decimal profit, string symbol = "AAPL", DateTime? at = null, string regime = "rising-calm") =>
        Of(MemoryKind.Trade, number, $"{symbol} long closed: {profit}", symbol, at, tags: ["long", profit > 0 ? "win" : "loss", "exit:stop", regime]) with
        {
            Decision = decision,
            Profit = profit,
            Links = [new MemoryLink("entry", $"signal-{decision}")],
        };

    public static Memory Lesson(int number, string text, string? symbol = null, DateTime? at = null, params IReadOnlyList<string> tags) =>
        Of(MemoryKind.Lesson, number, text, symbol, at, 0.9, tags) with { Position = null, Source = "rules" };

    public static Situation Situation(float reading, string symbol = "AAPL", string regime = "rising-calm") =>
        new(symbol, regime, [.. Mind.Memories.Situations.Situation.Names.Select(_ => reading)]);
}
