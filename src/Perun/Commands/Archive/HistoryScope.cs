using System.CommandLine;
using System.Diagnostics;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Commands.Archive;

/// <param name="Bars">How many there are now.</param>
internal sealed record ChangeDocument(string Symbol, string Timeframe, long Bars, DateTime? First, DateTime? Last, string Done);

/// The store that a command about history works on, and how its trouble becomes an exit code.
internal static class HistoryScope
{
    public static BarStore Store(CommandScope scope, CommonOptions common, ParseResult parse) =>
        BarStore.In(SettingsOfCommand.DataFolder(scope, common.Settings(parse)));

    /// Runs what a command does. Reading and writing bars waits for nothing but the disk.
    public static Task<ExitCode> RunAsync(Func<ExitCode> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (HistoryException trouble)
        {
            throw new CommandFailedException(CodeOf(trouble.Trouble), trouble.Message);
        }
    }

    /// The stored symbol that is meant: btcusd is BTC/USD.
    public static string FindSymbol(BarStore store, string typed)
    {
        var symbols = store.Keys().Select(key => key.Symbol).Distinct(StringComparer.Ordinal).ToArray();
        if (symbols.FirstOrDefault(known => Plain(known) == Plain(typed)) is { } symbol) return symbol;
        var hint = Nearest.Question(typed, symbols) ?? "perun data list shows what there is, perun data import brings more.";
        throw new CommandFailedException(ExitCode.Refused, $"There are no bars of {Inputs.Brief(typed)}: {hint}");
    }

    /// The stored series that is meant; the length may be left out where there is only one.
    public static SeriesKey Find(BarStore store, string typed, string? timeframe)
    {
        var symbol = FindSymbol(store, typed);
        var keys = store.Keys().Where(key => key.Symbol == symbol).ToArray();
        if (timeframe is not null)
        {
            var key = new SeriesKey(symbol, Length(timeframe));
            return keys.Contains(key) ? key : throw store.Missing(key);
        }
        if (keys.Length == 1) return keys[0];
        throw CommandFailedException.Usage($"{symbol} has bars of {string.Join(", ", keys.Select(key => key.Timeframe))}: choose with --timeframe.");
    }

    public static Timeframe Length(string text) => SeriesKey.TryParseTimeframe(text, out var timeframe)
        ? timeframe
        : throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is not a length of bars: give one like 1m, 15m, 1h or 1d.");

    public static TradingHours? Hours(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "nyse" => TradingHours.NewYork,
        "crypto" => TradingHours.AroundTheClock,
        _ => throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" are no hours: give nyse or crypto."),
    };

    public static string Show(TradingHours hours) => hours == TradingHours.NewYork ? "nyse" : "crypto";

    public static ChangeDocument Document(StoreChange change, string done) =>
        new(change.Key.Symbol, change.Key.Timeframe.ToString(), change.After, change.First, change.Last, done);

    public static void Tell(Reply reply, IReadOnlyList<ChangeDocument> changes)
    {
        if (reply.IsJson) reply.Document(changes, CommandJson.Default.IReadOnlyListChangeDocument);
        else foreach (var change in changes)
            reply.Printer.Line(Words.Good("Done: "), change.Done, Words.Quiet(change.First is null ? "" : $" ({Output.Show.Time(change.First)} to {Output.Show.Time(change.Last)} UTC)"));
    }

    public static Argument<string> Symbol(CommandScope scope, CommonOptions common, string description = "Like AAPL or BTC/USD")
    {
        var symbol = new Argument<string>("symbol") { Description = description };
        symbol.CompletionSources.Add(context => Store(scope, common, context.ParseResult).Keys().Select(key => key.Symbol).Distinct().Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        return symbol;
    }

    public static Option<string?> TimeframeOption(string description = "The length of the bars, like 1m or 1d") => new("--timeframe", "-t") { Description = description, HelpName = "length" };

    private static ExitCode CodeOf(HistoryTrouble trouble) => trouble switch
    {
        HistoryTrouble.NotThere => ExitCode.Refused,
        HistoryTrouble.Misuse => ExitCode.Usage,
        HistoryTrouble.Unreadable or HistoryTrouble.Damaged or HistoryTrouble.Disk => ExitCode.Environment,
        _ => throw new UnreachableException(),
    };

    private static string Plain(string symbol) => string.Concat(symbol.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
