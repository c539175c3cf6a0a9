using Perun.Adapters.Storage;
using Perun.Backtesting;
using Perun.Backtesting.AgainstJournal;
using Perun.Backtesting.OnHistory;
using Perun.Commands;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Facts;
using Perun.Minds;
using Perun.Trading;
using Perun.Venues;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Models;

namespace Perun;

/// What the command line starts: the one place where the parts of the program are put together.
internal static class Composition
{
    public static PerunActions Actions { get; } = new()
    {
        Run = PerunDaemon.RunAsync,
        StoredFacts = StoredFacts,
        Simulate = SimulationRun.RunAsync,
        Replay = ReplayRun.RunAsync,
        Audit = ArchiveVerification.RunAsync,
        Backtest = BacktestAction.RunAsync,
        ModelBacktest = ModelBacktest.RunAsync,
        LeakTest = LeakTest.RunAsync,
        Sweep = SweepAction.RunAsync,
        WalkForward = WalkForwardAction.RunAsync,
        AgainstJournal = AgainstJournalAction.RunAsync,
        ServeModel = static (settings, listens, cancel) => ServeAsync(() => ModelServer.StartAsync(settings, cancel), static server => server.Address, settings.Port, listens, cancel),
        ServeAlpaca = static (settings, listens, cancel) => ServeAsync(() => AlpacaServer.StartAsync(settings, cancel), static server => server.Address, settings.Port, listens, cancel),
        ServeKraken = static (settings, listens, cancel) => ServeAsync(() => KrakenServer.StartAsync(settings, cancel), static server => server.Address, settings.Port, listens, cancel),
        PermitLive = static (settings, typed, cancel) => LivePermission.AskAsync(settings, typed, TimeProvider.System, cancel),
        CancelAll = static (settings, typed, cancel) => CancelEverything.AskAsync(settings, typed, TimeProvider.System, cancel),
        Download = HistoryDownload.RunAsync,
        Checks =
        [
            (settings, _) => Task.FromResult(StoreChecks.Journal(settings)),
            VenueChecks.AccountAsync,
            (settings, _) => Task.FromResult(StoreChecks.Market(settings)),
            (settings, _) => Task.FromResult(StoreChecks.Analyst(settings)),
            (settings, _) => Task.FromResult(MindChecks.Lanes(settings)),
        ],
    };

    /// Runs a server until it is told to stop.
    private static async Task ServeAsync<T>(Func<Task<T>> start, Func<T, Uri> addressOf, int port, Action<Uri> listens, CancellationToken cancel) where T : IAsyncDisposable
    {
        T server;
        try
        {
            server = await start();
        }
        catch (IOException)
        {
            throw new CommandFailedException(ExitCode.Environment, $"Port {port} is taken: stop what uses it, or give another with --port.");
        }
        await using (server)
        {
            listens(addressOf(server));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// What a daemon left: its engine, made anew from the journal, and its tables. Nothing is written.
    private static StoreFacts? StoredFacts(PerunSettings settings)
    {
        var path = ReplayRun.PathOf(settings);
        try
        {
            if (SqliteFile.OpenToRead(path) is not { } connection) return null;
            try
            {
                var journal = new JournalReader(connection);
                using var recovered = Recovery.Restore(Nowhere.Instance, journal);
                if (recovered.Difference is { } difference) throw new StoreException($"The journal can't be trusted: {difference}. perun doctor tells what to do.");
                var engine = recovered.Engine;
                if (engine.Position > 0)
                {
                    var frame = new BoardFrame(settings.Mode.ToString().ToLowerInvariant(), IsRunning: false, engine.State.Now, 1, engine.Position, null, null);
                    var board = Board.Of(engine.State, frame);
                    var knows = StoredKnowledge.Of(settings, engine.State, journal);
                    return new StoreFacts(() => board, new FactReader(connection), journal, new ArchiveReader(connection), knows);
                }
                connection.Dispose();
                return null;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (StoreException failure)
        {
            throw new CommandFailedException(ExitCode.Environment, failure.Message);
        }
    }
}
