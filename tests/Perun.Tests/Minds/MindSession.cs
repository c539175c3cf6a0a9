using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Facts;
using Perun.Logging;
using Perun.Mind.Decisions;
using Perun.Minds;
using Perun.Models.Tests;
using Perun.Tests.Configuration;
using Perun.Trading;

namespace Perun.Tests.Minds;

/// A trading floor with a mind and a home of its own, driven by hand through virtual time.
internal sealed class MindSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TimeProvider _clock;
    private SqliteStore? _store;
    private TradingFloor? _floor;

    /// <param name="model">The model's name; null for the rules.</param>
    /// <param name="server">Where it is asked.</param>
    /// <param name="rush">Waits up to this length are over at once, longer ones never are.</param>
    public MindSession(ulong seed = 1, string? model = null, Uri? server = null, TimeSpan? rush = null, params (string, string)[] options)
    {
        List<(string, string)> given = [("PERUN_SEED", $"{seed}"), ("PERUN_DATA", "data"), ("MAIN_LOOP_SLEEP_INTERVAL", "900000"), .. options];
        if (model is not null) given.Add(("TRADING_ANALYSIS_LLM_MODEL", model));
        if (server is not null) given.Add(("LLM_BASE_URL", server.ToString()));
        var (settings, reading) = SettingsReader.Read(Perun.Tests.Configuration.Given.From("", [], [.. given]) with { Home = _folder.Path });
        reading.Problems.ShouldBeEmpty();
        Settings = settings!;
        _clock = new RushingClock(rush ?? TimeSpan.FromSeconds(30));
        Directory.CreateDirectory(Settings.Paths.Data);
    }

    public PerunSettings Settings { get; }

    public string Home => _folder.Path;

    public string StorePath => Path.Combine(Settings.Paths.Data, PerunDaemon.StoreFile);

    public List<string> Remarks { get; } = [];

    public List<string> Failures { get; } = [];

    public SqliteStore Store => _store ?? throw new InvalidOperationException("the session is closed");

    public TradingFloor Floor => _floor ?? throw new InvalidOperationException("the session is closed");

    public KnowledgeRoom Room => Floor.Knowledge!;

    public FactReader Facts => Store.Facts();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IReadOnlyList<KeptDecision> Decisions => [.. Store.ArchiveReader().Links().Select(link => KeptDecision.FromJson(link.Kept)).OfType<KeptDecision>()];

    public MindSession Open()
    {
        _store = new SqliteStore(StorePath, Durability.None);
        var frame = new MindFrame(StorePath, Durability.None, SecretMask.PatternsOnly, Remark, _clock) { Remembers = true };
        _floor = Floors.Open(Settings, _store, SimulationRun.Start, Patience.OfSimulation, (name, why) => Failures.Add($"{name}: {why}"), frame);
        return this;
    }

    public void Close(bool checkpoint = true)
    {
        if (checkpoint) _floor?.Checkpoint();
        _floor?.Dispose();
        _store?.Dispose();
        (_floor, _store) = (null, null);
    }

    public async Task<MindSession> RunAsync(TimeSpan span)
    {
        await Floor.AdvanceToAsync(Floor.Now + span, Cancel);
        return this;
    }

    public Task<MindSession> DaysAsync(double days) => RunAsync(TimeSpan.FromDays(days));

    public Board Board => Board.Of(Floor.State, new BoardFrame("simulated", IsRunning: true, Floor.Now, 1, Floor.Position, null, null));

    public ContextFact Context(ContextQuery? query = null) => Room.Show(Board, query ?? new ContextQuery());

    public AuditReport Audit()
    {
        using var connection = SqliteFile.OpenToRead(StorePath)!;
        return ArchiveVerification.Look(new ArchiveReader(connection), new JournalReader(connection), Cancel);
    }

    public async Task<Explanation> WhyAsync(long decision)
    {
        using var facts = new StoreFacts(() => Board, new FactReader(SqliteFile.OpenToRead(StorePath)!), Store.Reader(), Store.ArchiveReader());
        return (await facts.WhyAsync(decision, Cancel))!;
    }

    public void Dispose()
    {
        Close(checkpoint: false);
        _folder.Dispose();
    }

    private void Remark(string text)
    {
        lock (Remarks) Remarks.Add(text);
    }
}
