using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Facts;
using Perun.Mind.Analysts;
using Perun.Tests.Configuration;
using Perun.Trading;

namespace Perun.Tests.Trading;

/// A trading floor with a data folder of its own, driven by hand through virtual time.
internal sealed class Session : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStore? _store;
    private TradingFloor? _floor;

    public Session(ulong seed = 1, params (string, string)[] options)
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_SEED", $"{seed}"), ("PERUN_DATA", _folder.Path), .. options]);
        reading.Problems.ShouldBeEmpty();
        Settings = settings!;
        Open();
    }

    public PerunSettings Settings { get; init; }

    public IReadOnlyList<IAnalyst> More { get; set; } = [];

    public Patience Patience { get; set; } = Patience.OfSimulation;

    public List<string> Failures { get; } = [];

    public string Folder => _folder.Path;

    public string StorePath => Path.Combine(_folder.Path, PerunDaemon.StoreFile);

    public SqliteStore Store => _store ?? throw new InvalidOperationException("the session is closed");

    public TradingFloor Floor => _floor ?? throw new InvalidOperationException("the session is closed");

    public FactReader Facts => Store.Facts();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Open()
    {
        _store = new SqliteStore(StorePath, Durability.None);
        _floor = Floors.Open(Settings, _store, SimulationRun.Start, Patience, (name, why) => Failures.Add($"{name}: {why}"), More);
    }

    /// As a stop does it, with a checkpoint; or as a kill does it, without.
    public void Close(bool checkpoint = true)
    {
        if (checkpoint) _floor?.Checkpoint();
        _floor?.Dispose();
        _store?.Dispose();
        (_floor, _store) = (null, null);
    }

    public void Reopen(bool checkpoint = true)
    {
        Close(checkpoint);
        Open();
    }

    public async Task<Session> RunAsync(TimeSpan span)
    {
        await Floor.AdvanceToAsync(Floor.Now + span, Cancel);
        return this;
    }

    public Task<Session> DaysAsync(double days) => RunAsync(TimeSpan.FromDays(days));

    public StoreFacts Stored()
    {
        var connection = SqliteFile.OpenToRead(StorePath)!;
        var board = Board.Of(Floor.State, new BoardFrame("simulated", IsRunning: true, Floor.Now, 1, Floor.Position, null, null));
        return new StoreFacts(() => board, new FactReader(connection), new JournalReader(connection));
    }

    /// Every closed trade, word for word.
    public IReadOnlyList<TradeRow> Trades => Facts.Trades(1000, null);

    /// Restarts and steps are events, too: positions, and with them the numbers of decisions, move on.
    public IEnumerable<TradeRow> TradesUnnumbered => Trades.Select(trade => trade with { Decision = 0 });

    /// Cash and holdings by the engine's ledger.
    public string Books => Words(Floor.State.Ledger.Cash, Floor.State.Universe.Instruments.Select((instrument, i) =>
        (instrument.Symbol, Floor.State.Ledger[new(i)].Quantity)));

    private Simulation.Exchange.VenueAccount VenueAccount => ((SimulatedMarketplace)Floor.Market).Account;

    /// Cash and holdings by the simulated exchange.
    public string VenueBooks => Words(VenueAccount.Cash, Floor.State.Universe.Instruments.Select((instrument, i) =>
        (instrument.Symbol, VenueAccount.PositionIn(new(i)))));

    public void Dispose()
    {
        Close(checkpoint: false);
        _folder.Dispose();
    }

    private static string Words(decimal cash, IEnumerable<(string Symbol, decimal Quantity)> holdings) =>
        string.Join(", ", holdings.Select(held => $"{held.Symbol} {held.Quantity / 1.000000000000000000000000000000m}").Prepend($"cash {cash / 1.000000000000000000000000000000m}"));
}
