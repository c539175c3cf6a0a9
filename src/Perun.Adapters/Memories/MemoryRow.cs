using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// A memory as a row of its table; links and situation stand in tables of their own.
internal static class MemoryRow
{
    public const string Columns = "m.number, m.id, m.kind, m.at, m.symbols, m.text, m.tags, m.importance, m.source, m.position, m.decision, m.profit, m.body";

    public static Memory Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(1),
        Kind = (MemoryKind)row.GetInt32(2),
        At = new DateTime(row.GetInt64(3), DateTimeKind.Utc),
        Symbols = Words(row.GetString(4)),
        Text = row.GetString(5),
        Tags = Words(row.GetString(6)),
        Importance = row.GetDouble(7),
        Source = row.GetString(8),
        Position = row.IsDBNull(9) ? null : row.GetInt64(9),
        Decision = row.IsDBNull(10) ? null : row.GetInt64(10),
        Profit = row.IsDBNull(11) ? null : decimal.Parse(row.GetString(11)),
        Body = row.GetString(12),
    };

    /// Neither tags nor symbols have blanks in them.
    public static string Words(IReadOnlyList<string> words) => string.Join(' ', words);

    public static string[] Words(string text) => text.Length == 0 ? [] : text.Split(' ');

    public static byte[] Bytes(ReadOnlySpan<float> numbers) => MemoryMarshal.AsBytes(numbers).ToArray();

    public static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
