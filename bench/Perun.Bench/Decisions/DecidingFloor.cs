using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.News;
using Perun.Daemon;
using Perun.Logging;
using Perun.Mind.Decisions;
using Perun.Mind.Memories;
using Perun.Mind.Sources;
using Perun.Minds;
using Perun.Trading;
using Perun.VenueServers.Models;

namespace Perun.Bench.Decisions;

/// A floor as the daemon has it, durable in every step: eight instruments, thousands of pieces of news, a hundred thousand memories
/// that are asked beside it, and a scripted model over the wire.
internal sealed class DecidingFloor : IDisposable
{
    private const int Pieces = 5_000;
    private const int Memories = 100_000;

    /// Until what is asked in every decision is compiled for good.
    private const int WarmUp = 200;

    private static readonly string[] Words = ["guides", "beats", "misses", "raises", "cuts", "probe", "merger", "plant", "supply", "demand", "record", "outlook", "tariff", "chip", "network", "upgrade"];

    private readonly string _folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
    private readonly ModelServer _server;
    private readonly SqliteStore _store;
    private readonly TradingFloor _floor;
    private readonly SqliteMemoryStore _memories;
    private readonly SqliteConnection _plain;
    private readonly string _record;

    public DecidingFloor()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        _server = ModelServer.StartAsync(new ModelServerSettings(), CancellationToken.None).GetAwaiter().GetResult();
        var (settings, _) = SettingsReader.Read(new SettingSources
        {
            Home = _folder,
            File = EnvFile.Parse(".env", ""),
            Options = new Dictionary<string, string> { ["PERUN_SEED"] = "2", ["TRADING_ANALYSIS_LLM_MODEL"] = "scripted", ["LLM_BASE_URL"] = _server.Address.ToString(), ["LLM_DAILY_BUDGET_USD"] = "none" },
        });
        Directory.CreateDirectory(settings!.Paths.Data);
        var path = Path.Combine(settings.Paths.Data, PerunDaemon.StoreFile);
        Remember(path, settings.Analysis.Symbols);
        _store = new SqliteStore(path, Durability.Full);
        var frame = new MindFrame(path, Durability.Full, SecretMask.PatternsOnly, static _ => { }, TimeProvider.System);
        _floor = Floors.Open(settings, _store, SimulationRun.Start.AddHours(15), Patience.OfSimulation, null, frame);
        _memories = SqliteMemoryStore.OpenToRead(path)!;
        _floor.Knowledge!.Add(new MemorySource(_memories, _floor.Knowledge.CueOf), new SourceSettings { Every = TimeSpan.FromMinutes(1) }, speed: 1, _floor.Now);
        Hear(settings.Analysis.Symbols);
        // To the next mark of the cycle, so that each minute has one decision.
        _floor.AdvanceToAsync(_floor.Now.AddMinutes(1), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        for (var i = 0; i < WarmUp; i++) OwnShare();
        _record = _store.ArchiveReader().Last()!.Kept;
        _plain = SqliteFile.Open(Path.Combine(_folder, "plain.db"), Durability.Full);
        using var create = _plain.CreateCommand();
        create.CommandText = "CREATE TABLE plain (number INTEGER PRIMARY KEY, text TEXT NOT NULL)";
        create.ExecuteNonQuery();
    }

    /// Milliseconds of one minute with one decision in it, without the model's.
    public double OwnShare()
    {
        var before = _store.ArchiveReader().Last()?.Sequence ?? 0;
        var start = Stopwatch.GetTimestamp();
        _floor.AdvanceToAsync(_floor.Now.AddMinutes(1), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var took = Stopwatch.GetElapsedTime(start);
        var last = _store.ArchiveReader().Last();
        if (last is null || last.Sequence != before + 1 || KeptDecision.FromJson(last.Kept)?.Decision is not { Failure: null } decision) throw new InvalidOperationException("nothing was decided");
        return (took - decision.Latency).TotalMilliseconds;
    }

    /// Milliseconds of one durable row.
    public double PlainRow()
    {
        var start = Stopwatch.GetTimestamp();
        using (var insert = _plain.CreateCommand())
        {
            insert.CommandText = "INSERT INTO plain (text) VALUES (@1)";
            insert.Parameters.AddWithValue("@1", _record);
            insert.ExecuteNonQuery();
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void Dispose()
    {
        _plain.Dispose();
        _floor.Dispose();
        _memories.Dispose();
        _store.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private void Hear(IReadOnlyList<string> symbols)
    {
        for (var piece = 0; piece < Pieces; piece++)
        {
            var at = _floor.Now.AddSeconds(-piece);
            var headline = $"{symbols[piece % symbols.Count].Split('/')[0]} {Words[piece % 16]} {Words[piece / 16 % 16]} {Words[piece / 256 % 16]} {piece}";
            _floor.Knowledge!.See(new NewsItem($"{piece}", $"wire{piece % 20}", at, at, headline, $"More of {headline} in a sentence or two, as wires have it.", [symbols[piece % symbols.Count]]));
            if (piece % 500 == 499) _floor.Knowledge.Step(_floor.Now);
        }
    }

    private static void Remember(string path, IReadOnlyList<string> symbols)
    {
        using var store = SqliteMemoryStore.Open(path);
        foreach (var piece in Enumerable.Range(1, Memories).Chunk(1_000))
        {
            store.Add([.. piece.Select(number => new Memory
            {
                Id = $"trade-{number}",
                Kind = number % 3 == 0 ? MemoryKind.Trade : MemoryKind.Signal,
                At = SimulationRun.Start.AddMinutes(-number),
                Text = $"{symbols[number % symbols.Count]} {Words[number % 16]} {Words[number / 16 % 16]}, memory number {number}",
                Source = "journal",
                Symbols = [symbols[number % symbols.Count]],
                Tags = ["buy", "allowed"],
                Importance = number % 100 / 100.0,
            })]);
        }
    }
}
