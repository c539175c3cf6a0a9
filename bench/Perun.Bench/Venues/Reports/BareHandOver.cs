using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;

namespace Perun.Bench.Venues.Reports;

/// The least of a report's way: its bytes as a document of which four fields are looked up, from thread to thread as often as the report goes,
/// and where that is asked for one durable row before the last of them.
internal sealed class BareHandOver : IDisposable
{
    private readonly Channel<string> _first = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _second = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly byte[] _frame;
    private readonly string? _folder;
    private readonly SqliteConnection? _plain;
    private long _at;

    public BareHandOver(byte[] frame, bool isDurable)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        _frame = frame;
        if (isDurable)
        {
            _folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
            _plain = SqliteFile.Open(Path.Combine(_folder, "plain.db"), Durability.Full);
            using var create = _plain.CreateCommand();
            create.CommandText = "CREATE TABLE plain (number INTEGER PRIMARY KEY, text TEXT NOT NULL)";
            create.ExecuteNonQuery();
        }
        _ = Task.Run(PassOnAsync);
        _ = Task.Run(WriteAsync);
    }

    /// Microseconds.
    public double Trip()
    {
        var start = Stopwatch.GetTimestamp();
        using (var document = JsonDocument.Parse(_frame))
        {
            var data = document.RootElement.GetProperty("data");
            if (data.ValueKind == JsonValueKind.Array) data = data[0];
            var order = data.TryGetProperty("order", out var inner) ? inner : data;
            _ = order.GetProperty("side").GetString();
            _ = order.GetProperty("symbol").GetString();
            _ = data.GetProperty("timestamp").GetDateTime();
            _first.Writer.TryWrite(order.GetRawText());
        }
        _arrived.Wait();
        return Stopwatch.GetElapsedTime(start, _at).TotalMicroseconds;
    }

    public void Dispose()
    {
        if (!_first.Writer.TryComplete()) return;
        _plain?.Dispose();
        if (_folder is not null && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task PassOnAsync()
    {
        await foreach (var text in _first.Reader.ReadAllAsync()) _second.Writer.TryWrite(text);
        _second.Writer.TryComplete();
    }

    private async Task WriteAsync()
    {
        await foreach (var text in _second.Reader.ReadAllAsync())
        {
            if (_plain is not null)
            {
                using var insert = _plain.CreateCommand();
                insert.CommandText = "INSERT INTO plain (text) VALUES (@1)";
                insert.Parameters.AddWithValue("@1", text);
                insert.ExecuteNonQuery();
            }
            _ = Task.Run(Arrive);
        }
    }

    private void Arrive()
    {
        _at = Stopwatch.GetTimestamp();
        _arrived.Release();
    }
}
