using System.Security.Cryptography;
using Perun.Adapters.Memories;
using Perun.Adapters.Sources;
using Perun.Adapters.Storage;
using Perun.Backtest.Keeping;
using Perun.Commands;
using Perun.Commands.Access;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Facts;
using Perun.Logging;
using Perun.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Sources;
using Perun.Minds;
using Perun.Trading;
using Perun.Venues;
using Perun.Web;
using Perun.Web.Live;
using Serilog.Extensions.Logging;

namespace Perun.Daemon;

/// From a command to a trading system and back: takes the data folder, restores what was, trades until told to stop.
internal static class PerunDaemon
{
    public const string StoreFile = "perun.db";

    private static readonly TimeSpan MemoryEvery = TimeSpan.FromSeconds(30);

    public static async Task<ExitCode> RunAsync(RunRequest request, CancellationToken stop)
    {
        var settings = request.Settings;
        using var only = InstanceLock.Take(settings.Paths.Data);
        using var log = Log.Open(settings.Logging, new SecretMask(request.Reading.Secrets));
        using var loggers = new SerilogLoggerFactory(log.Logger);
        var logger = loggers.CreateLogger("perun");
        try
        {
            return await TradeAsync(settings, new SecretMask(request.Reading.Secrets), loggers, logger, stop);
        }
        catch (StoreException failure)
        {
            logger.LogCritical("{Failure}", failure.Message);
            throw new CommandFailedException(ExitCode.Environment, failure.Message);
        }
        catch (PortTakenException taken)
        {
            throw new CommandFailedException(ExitCode.Environment, taken.Message);
        }
        catch (Exception fault) when (fault is not CommandFailedException && !(fault is OperationCanceledException && stop.IsCancellationRequested))
        {
            logger.LogCritical(fault, "Perun stops over a mistake of its own; what was committed is safe");
            throw;
        }
    }

    private static async Task<ExitCode> TradeAsync(PerunSettings settings, SecretMask mask, SerilogLoggerFactory loggers, ILogger logger, CancellationToken stop)
    {
        var path = Path.Combine(settings.Paths.Data, StoreFile);
        using var store = new SqliteStore(path, Durability.Full);
        using var reading = SqliteFile.OpenToRead(path)!;
        if (LaneBook.Begin(settings.Paths.Home) is { } trouble) logger.LogWarning("{Trouble}", trouble);
        var frame = new MindFrame(path, Durability.Full, mask, remark => logger.LogInformation("{Remark}", remark), TimeProvider.System) { Remembers = true };
        TradingFloor? trading = null;
        var inbox = new MemoryInbox();
        var ground = await Ground.OpenAsync(settings, store, frame, AnalystFailed, Tell, stop);
        using var floor = ground.Floor;
        trading = floor;
        using var remembered = SqliteMemoryStore.OpenToRead(path);
        var mind = floor.Mind!;
        if (remembered is not null) mind.Room.Add(new MemorySource(remembered, mind.Room.CueOf, mind.Office?.Embeddings), new SourceSettings { Every = MemoryEvery }, ground.Speed, floor.Now);
        using var network = SourceRoster.WhyNone(settings) is null ? NetworkSources.From(settings.Sources, TimeProvider.System) : null;
        mind.Add(network, ground.Speed, floor.Now);
        Instrument[] listed = [.. floor.State.Universe.Instruments];
        floor.Log = new NoticeLog(logger, floor.State.Universe).Write;
        var since = TimeProvider.System.GetUtcNow().UtcDateTime;
        var changes = new FactChanges();
        var loop = new TradingLoop(floor, ground.Clock, settings.Paths.Data, Frame, changes);
        using var facts = new StoreFacts(() => loop.Board, new FactReader(reading), new JournalReader(reading), new ArchiveReader(reading), (board, query) => floor.Knowledge?.Show(board, query));
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var web = new WebOptions { Port = settings.Port, Token = token, Loggers = loggers, RunsFolder = RunShelf.In(settings.Paths.Data).Folder };
        await using var page = Dashboard.Build(web, facts, loop, changes);
        var address = await Dashboard.StartAsync(page, web, stop);
        new DaemonFile(address.Port, token, Environment.ProcessId).Write(settings.Paths.Data);
        logger.LogInformation("Trading in {Mode} mode, {Symbols} instruments at {Speed}x speed from {Now:u}; the page is at http://localhost:{Port}",
            settings.Mode, floor.State.Universe.Count, ground.Speed, floor.Now, address.Port);
        using var stopMemory = new CancellationTokenSource();
        using var chores = MemoryChores.Of(settings, mind, () => floor.IsDeciding, TimeProvider.System, Tell);
        var memory = Task.Run(() => new MemoryKeeper(path, settings.Memory, listed, inbox, TimeProvider.System, Tell, chores.All).RunAsync(stopMemory.Token), CancellationToken.None);
        try
        {
            await loop.RunAsync(stop);
        }
        finally
        {
            await stopMemory.CancelAsync();
            await memory;
            DaemonFile.Delete(settings.Paths.Data);
            await page.StopAsync(CancellationToken.None);
        }
        logger.LogInformation("Stopped at journal position {Position}; everything is in {Path}", floor.Position, path);
        return ExitCode.Done;

        void Tell(string told) => logger.LogWarning("{Told}", told);

        void AnalystFailed(string name, string why)
        {
            logger.LogWarning("{Analyst} gave no answer: {Why}", name, why);
            if (trading is { Now: var now }) inbox.Put(MemoryInbox.Noted(MemoryKind.Error, now, $"{name} gave no answer: {why}", Importance.OfError(isCritical: false), "analyst"));
        }

        BoardFrame Frame(TradingFloor at) => new(settings.Mode.ToString().ToLowerInvariant(), IsRunning: true, at.Now, ground.Speed, at.Position, since, at.NextCycle, ground.Venue);
    }
}
