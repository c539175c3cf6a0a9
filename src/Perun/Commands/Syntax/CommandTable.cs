using Perun.Commands.Archive;
using Perun.Commands.Kept;
using Perun.Commands.Remembering;
using Perun.Commands.Venues;

namespace Perun.Commands.Syntax;

/// Every command there is, in the order of the help.
internal static class CommandTable
{
    private static readonly CommandEntry[] Entries =
    [
        new(CommandGroup.Running, "run", "Start Perun and trade until it is stopped", RunCommand.Build) { IsOffered = actions => actions.Run is not null },
        new(CommandGroup.Running, "simulate", "Run days of the simulated world as fast as possible", SimulateCommand.Build) { IsOffered = actions => actions.Simulate is not null },
        new(CommandGroup.Running, "backtest", "Run a strategy over stored history, and say how far to believe it", BacktestCommand.Build) { IsOffered = actions => actions.Backtest is not null },
        new(CommandGroup.Running, "sweep", "Try many parameter sets, and say whether the best is more than luck", SweepCommand.Build) { IsOffered = actions => actions.Sweep is not null },
        new(CommandGroup.Running, "walkforward", "Choose parameters on one stretch of history, trade them on the next, again and again", WalkForwardCommand.Build) { IsOffered = actions => actions.WalkForward is not null },
        new(CommandGroup.Running, "runs", "What backtests kept, with their results", RunsCommand.Build),
        new(CommandGroup.Running, "runs remove", "Take a kept run away", RunsRemoveCommand.Build),
        new(CommandGroup.Running, "compare", "Two kept runs side by side", CompareCommand.Build),

        new(CommandGroup.Looking, "status", "Mode, equity, positions, brakes and markets at a glance", StatusCommand.Build),
        new(CommandGroup.Looking, "positions", "What is held, and how it is protected", PositionsCommand.Build),
        new(CommandGroup.Looking, "orders", "Orders that work; with --all also those that are over", OrdersCommand.Build),
        new(CommandGroup.Looking, "trades", "Round trips that are closed", TradesCommand.Build),
        new(CommandGroup.Looking, "decisions", "What was proposed, and how it was judged", DecisionsCommand.Build),
        new(CommandGroup.Looking, "context show", "The note a decision would see now, and why each item is in it", ContextCommand.Build),
        new(CommandGroup.Looking, "why", "The whole story of one decision", WhyCommand.Build),

        new(CommandGroup.Trading, "buy", "Buy: every limit holds for people too", EnterCommand.Build),
        new(CommandGroup.Trading, "sell", "Sell short, or leave a position that is long", EnterCommand.Build),
        new(CommandGroup.Trading, "close", "Leave one position", CloseCommand.Build),
        new(CommandGroup.Trading, "adopt", "Take over what the account holds beside what Perun bought, or the venue's word on cash", AdoptCommand.Build),
        new(CommandGroup.Trading, "cancel", "Cancel one order", CancelCommand.Build),
        new(CommandGroup.Trading, "cancel-all", "Cancel whatever rests at the venue, in one request", CancelAllCommand.Build) { IsOffered = actions => actions.CancelAll is not null },
        new(CommandGroup.Trading, "flatten", "Cancel everything, close everything, and make sure of it", FlattenCommand.Build),
        new(CommandGroup.Trading, "kill", "Stop all entries at once; protection stays", KillCommand.Build),
        new(CommandGroup.Trading, "resume", "Lift the kill switch and every pause", ResumeCommand.Build),

        new(CommandGroup.Trading, "live", "Confirm, once, that an account's real money may be traded", LiveCommand.Build) { IsOffered = actions => actions.PermitLive is not null },

        new(CommandGroup.Checking, "market-hours", "Whether markets are open, and when that changes", MarketHoursCommand.Build),
        new(CommandGroup.Checking, "config", "Effective settings, and where each came from", ConfigCommand.Build),
        new(CommandGroup.Checking, "doctor", "What is real, simulated or broken, and what to do", DoctorCommand.Build),
        new(CommandGroup.Checking, "replay", "Run the journal again and prove the commands equal", ReplayCommand.Build) { IsOffered = actions => actions.Replay is not null },
        new(CommandGroup.Checking, "audit verify", "Prove every note, prompt, answer and decision unchanged", AuditCommand.Build) { IsOffered = actions => actions.Audit is not null },

        new(CommandGroup.History, "data import", "Bring bars from CSV, Kraken dumps, LEAN zips or JSON", DataImportCommand.Build),
        new(CommandGroup.History, "data import-news", "Bring news with the times at which it was known, for models on history", DataImportNewsCommand.Build),
        new(CommandGroup.History, "data download", "Bring bars from Alpaca or Kraken", DataDownloadCommand.Build) { IsOffered = actions => actions.Download is not null },
        new(CommandGroup.History, "data list", "What bars and news there are", DataListCommand.Build),
        new(CommandGroup.History, "data check", "Gaps, odd bars and damage, with a calendar", DataCheckCommand.Build),
        new(CommandGroup.History, "data export", "Bars as CSV or JSON", DataExportCommand.Build),
        new(CommandGroup.History, "data resample", "Make longer bars of shorter ones", DataResampleCommand.Build),
        new(CommandGroup.History, "data adjust", "Re-base prices and volumes for splits and dividends", DataAdjustCommand.Build),
        new(CommandGroup.History, "data generate", "Bars of the simulated world", DataGenerateCommand.Build),
        new(CommandGroup.History, "data remove", "Take bars away", DataRemoveCommand.Build),

        new(CommandGroup.Memory, "memory search", "What is remembered, by words, kind, symbol or tag", MemorySearchCommand.Build),
        new(CommandGroup.Memory, "memory show", "One memory, and what it is linked to", MemoryShowCommand.Build),
        new(CommandGroup.Memory, "memory tag", "Tag a memory: keep it, retire a lesson, or words of yours", MemoryTagCommand.Build),
        new(CommandGroup.Memory, "memory prune", "Let old memories go, except what the audit needs", MemoryPruneCommand.Build),
        new(CommandGroup.Memory, "memory export", "Memories as JSON files that can be read and imported", MemoryExportCommand.Build),
        new(CommandGroup.Memory, "memory import", "Bring memories from such files", MemoryImportCommand.Build),
        new(CommandGroup.Memory, "memory stats", "How much is remembered, of what, and since when", MemoryStatsCommand.Build),

        new(CommandGroup.Tools, "new", "Start a strategy of your own", NewCommand.Build),
        new(CommandGroup.Tools, "model-server", "A model to try things with, without a key", ModelServerCommand.Build) { IsOffered = actions => actions.ServeModel is not null },
        new(CommandGroup.Tools, "venue-server alpaca", "Alpaca, simulated, for any client that speaks its protocols", VenueServerAlpacaCommand.Build) { IsOffered = actions => actions.ServeAlpaca is not null },
        new(CommandGroup.Tools, "venue-server kraken", "Kraken, simulated, for any client that speaks its protocols", VenueServerKrakenCommand.Build) { IsOffered = actions => actions.ServeKraken is not null },
        new(CommandGroup.Tools, "shell", "All of this at a prompt", ShellCommand.Build),
        new(CommandGroup.Tools, "completion", "Print a script that completes commands in your shell", CompletionCommand.Build),
        new(CommandGroup.Tools, "version", "Which Perun this is, and on what it runs", VersionCommand.Build),
        new(CommandGroup.Tools, "complete", "Print the words that could come next", CompleteCommand.Build) { IsHidden = true },
    ];

    public static IEnumerable<CommandEntry> Offered(PerunActions actions) => Entries.Where(entry => entry.IsOffered(actions));

    public static IEnumerable<CommandEntry> Listed(PerunActions actions) => Offered(actions).Where(entry => !entry.IsHidden);

    /// The commands of a family, like those of "data".
    public static IReadOnlyList<CommandEntry> Family(PerunActions actions, string name) =>
        [.. Listed(actions).Where(entry => entry.Name.StartsWith(name + " ", StringComparison.Ordinal))];

    /// The command that a line begins with; its name has one word or two.
    public static CommandEntry? Find(PerunActions actions, IReadOnlyList<string> words) => words.Count == 0 ? null
        : (words.Count > 1 ? Find(actions, $"{words[0]} {words[1]}") : null) ?? Find(actions, words[0]);

    public static CommandEntry? Find(PerunActions actions, string name) => Offered(actions).FirstOrDefault(entry => entry.Name == name);
}
