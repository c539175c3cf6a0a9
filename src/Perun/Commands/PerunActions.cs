using Perun.Backtesting;
using Perun.Backtesting.AgainstJournal;
using Perun.Backtesting.OnHistory;
using Perun.Commands.Checks;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Facts;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Models;

namespace Perun.Commands;

/// What the command line starts and doesn't contain. A command whose action is missing is not offered.
public sealed record PerunActions
{
    /// The daemon, until it is told to stop. It throws a CommandFailedException for what the person can put right.
    public Func<RunRequest, CancellationToken, Task<ExitCode>>? Run { get; init; }

    /// The facts that a daemon left behind; null where nothing was traded yet. Disposed after use where it can be.
    public Func<PerunSettings, IFacts?>? StoredFacts { get; init; }

    public Func<SimulateRequest, CancellationToken, Task<SimulationReport>>? Simulate { get; init; }

    public Func<BacktestRequest, CancellationToken, Task<BacktestAnswer>>? Backtest { get; init; }

    /// A model over history, as `backtest --analyst model` runs it.
    public Func<ModelBacktestRequest, CancellationToken, Task<ModelBacktestAnswer>>? ModelBacktest { get; init; }

    /// The same behind a mask and without one, side by side.
    public Func<ModelBacktestRequest, CancellationToken, Task<LeakAnswer>>? LeakTest { get; init; }

    public Func<SweepRequest, CancellationToken, Task<SweepAnswer>>? Sweep { get; init; }

    public Func<WalkForwardRequest, CancellationToken, Task<WalkForwardAnswer>>? WalkForward { get; init; }

    /// A period of the journal, traded again.
    public Func<AgainstJournalRequest, CancellationToken, Task<AgainstJournalAnswer>>? AgainstJournal { get; init; }

    public Func<ReplayRequest, CancellationToken, Task<ReplayReport>>? Replay { get; init; }

    /// Whether the notes and decisions on record are as they were written.
    public Func<PerunSettings, CancellationToken, Task<AuditReport>>? Audit { get; init; }

    /// A scripted model until it is told to stop; hears where it listens.
    public Func<ModelServerSettings, Action<Uri>, CancellationToken, Task>? ServeModel { get; init; }

    /// A person's word that an account's real money may be traded; hears the account's name and returns what was typed.
    public Func<PerunSettings, Func<string, string?>, CancellationToken, Task<string>>? PermitLive { get; init; }

    /// Whatever rests at the venue is cancelled; hears what that is about and returns what the person typed.
    public Func<PerunSettings, Func<CancelAllQuestion, string?>, CancellationToken, Task<string>>? CancelAll { get; init; }

    /// Bars from a venue into the store.
    public Func<DownloadRequest, IProgress<long>, CancellationToken, Task<IReadOnlyList<DownloadedSeries>>>? Download { get; init; }

    /// A simulated Alpaca until it is told to stop; hears where it listens.
    public Func<AlpacaSettings, Action<Uri>, CancellationToken, Task>? ServeAlpaca { get; init; }

    /// A simulated Kraken until it is told to stop; hears where it listens.
    public Func<KrakenServerSettings, Action<Uri>, CancellationToken, Task>? ServeKraken { get; init; }

    /// Further checks of `doctor`, after its own. A check must not throw and should not take long.
    public IReadOnlyList<Func<PerunSettings, CancellationToken, Task<Check>>> Checks { get; init; } = [];
}

/// What a person is asked before everything at a venue is cancelled.
/// <param name="Orders">How many rest there.</param>
public sealed record CancelAllQuestion(string Venue, string Account, int Orders);

/// <param name="From">The first moment wanted; what is stored already is not asked for again.</param>
public sealed record DownloadRequest(PerunSettings Settings, IReadOnlyList<string> Symbols, Timeframe Timeframe, DateTime From, DateTime? To);

/// <param name="Trouble">Why it ended before its end; null where it did not. What was read is kept.</param>
public sealed record DownloadedSeries(string Symbol, string Timeframe, long Added, long Bars, DateTime? First, DateTime? Last, string? Trouble);

/// <param name="Reading">Where the settings came from, with the warnings about them.</param>
public sealed record RunRequest(PerunSettings Settings, SettingsReading Reading);

/// <param name="Keep">The folder that keeps the journal; null to throw it away.</param>
/// <param name="Progress">Told now and then how many days are done.</param>
public sealed record SimulateRequest(PerunSettings Settings, int Days, ulong Seed, string? Keep, IProgress<int> Progress);

/// What a simulation came to. Two with one seed and one set of settings have one hash.
public sealed record SimulationReport
{
    public required int Days { get; init; }

    public required ulong Seed { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required long Bars { get; init; }

    /// Events in the journal.
    public required long Events { get; init; }

    public required int Decisions { get; init; }

    public required int Refused { get; init; }

    /// How many decisions of each verdict; refusals by the rule that refused.
    public IReadOnlyDictionary<string, long> Verdicts { get; init; } = new Dictionary<string, long>();

    public required int Orders { get; init; }

    public required int Trades { get; init; }

    public required int Wins { get; init; }

    /// How many trades ended for each reason.
    public IReadOnlyDictionary<string, long> Exits { get; init; } = new Dictionary<string, long>();

    public required decimal StartCash { get; init; }

    public required decimal Equity { get; init; }

    public required decimal Fees { get; init; }

    public required decimal MaxDrawdownPercent { get; init; }

    /// SHA-256 of the journal, in hexadecimal.
    public required string JournalHash { get; init; }

    public required TimeSpan Took { get; init; }

    /// Where the journal is kept; null where it is not.
    public string? KeptIn { get; init; }

    /// What went wrong on the way and ended nothing: a model that did not answer, a lanes file with a mistake.
    public IReadOnlyList<string> Troubles { get; init; } = [];
}

/// From one place of the journal to another, each a position or a time (UTC).
public sealed record ReplayRequest(PerunSettings Settings, JournalPlace From, JournalPlace To);

/// Either a position or a time.
public readonly record struct JournalPlace(long? Position, DateTime? Time)
{
    public override string ToString() => Position is { } position ? $"position {position}" : $"{Time:yyyy-MM-dd HH:mm:ss} UTC";
}

/// Whether the engine, fed the journal's events again, gave the journal's commands again.
public sealed record ReplayReport
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required long Events { get; init; }

    public required long Commands { get; init; }

    public required bool IsEqual { get; init; }

    public required TimeSpan Took { get; init; }

    /// The first command that differs, where one does.
    public ReplayDifference? Difference { get; init; }
}

public sealed record ReplayDifference(long Position, string Journalled, string Replayed);
