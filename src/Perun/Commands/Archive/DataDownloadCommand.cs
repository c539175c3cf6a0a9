using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;

namespace Perun.Commands.Archive;

internal static class DataDownloadCommand
{
    private const string UsualStart = "2020-01-01";

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var symbols = new Argument<string[]>("symbols") { Description = "What to download, like AAPL or BTC/USD", Arity = ArgumentArity.OneOrMore };
        command.Add(symbols);
        var timeframe = HistoryScope.TimeframeOption("The length of the bars (1d when not given)");
        var from = new Option<string?>("--from") { Description = $"The first day or moment, UTC ({UsualStart} when not given)", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "The last day or moment, UTC (now when not given)", HelpName = "time" };
        foreach (var option in (Option[])[timeframe, from, to]) command.Add(option);
        var settings = new SettingOptions([KnownSettings.Venue]).AddTo(command);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun data download AAPL MSFT --venue alpaca --timeframe 1d --from 2016-01-01", "days from Alpaca"),
            new Example("perun data download BTC/USD --venue kraken --timeframe 1m --from 2026-11-01", "minutes from Kraken; the same again goes on where it stopped"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var options = settings.Read(parse);
            foreach (var (name, value) in common.Settings(parse)) options[name] = value;
            var read = SettingsOfCommand.Load(scope, options).Settings;
            var request = new DownloadRequest(read, [.. (parse.GetValue(symbols) ?? []).Select(symbol => symbol.ToUpperInvariant())],
                HistoryScope.Length(parse.GetValue(timeframe) ?? "1d"), Inputs.From(parse.GetValue(from) ?? UsualStart), parse.GetValue(to) is { } until ? Inputs.To(until) : null);
            if (request.To is { } end && end <= request.From) throw CommandFailedException.Usage("--to lies before --from: give a range that holds something.");
            var progress = new Counter(scope.Terminal, "bars");
            IReadOnlyList<DownloadedSeries> downloaded;
            try
            {
                downloaded = await scope.Actions.Download!(request, progress, cancel);
            }
            finally
            {
                progress.End();
            }
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(downloaded, CommandJson.Default.IReadOnlyListDownloadedSeries);
            else foreach (var series in downloaded) Print(reply.Printer, series);
            return downloaded.All(series => series.Trouble is null) ? ExitCode.Done : ExitCode.Environment;
        }
    }

    private static void Print(IPrinter printer, DownloadedSeries series)
    {
        var range = series.First is { } first && series.Last is { } last ? $" ({Show.Time(first)} to {Show.Time(last)} UTC)" : "";
        printer.Line(series.Trouble is null ? Words.Good("Done: ") : Words.Warning("Not all: "), $"{Show.Count(series.Added, "bar")} added, {series.Bars:#,##0} of {series.Symbol} ({series.Timeframe}) in all", Words.Quiet(range));
        if (series.Trouble is { } trouble) printer.Item($"{trouble}; what was read is kept, and the same command goes on there");
    }
}
