using System.CommandLine;
using Perun.Backtest.History.Importing;
using Perun.Backtest.News;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataImportNewsCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var files = new Argument<string[]>("files") { Description = "JSON lines, JSON or CSV files, also .gz and .zip, or folders of them", Arity = ArgumentArity.OneOrMore };
        var columns = new Option<string?>("--columns") { Description = $"Which of the file's names is what, like published=pubDate,headline=title; of {string.Join(", ", Enum.GetNames<NewsField>().Select(field => field.ToLowerInvariant()))}", HelpName = "names" };
        var zone = new Option<string?>("--zone") { Description = "Whose clock times without an offset are of: utc (when not given) or new-york", HelpName = "zone" };
        var source = new Option<string?>("--source") { Description = "Who tells it, where the file does not say", HelpName = "name" };
        var trial = new Option<bool>("--dry-run") { Description = "Only show how the files would be read" };
        command.Add(files);
        foreach (var option in (Option[])[columns, zone, source, trial]) command.Add(option);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data import-news articles.jsonl", "a piece a line, with published, headline and symbols"),
            new Example("perun data import-news export.csv --columns published=seen_at,headline=subject --zone new-york --dry-run", "how would it be read?"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var archive = NewsArchive.In(SettingsOfCommand.DataFolder(scope, common.Settings(parse)));
            var request = new NewsImportRequest([.. (parse.GetValue(files) ?? []).Select(path => Path.GetFullPath(path))], scope.Clock.GetUtcNow().UtcDateTime)
            {
                Columns = Columns(parse.GetValue(columns)),
                Zone = Zone(parse.GetValue(zone)),
                Source = parse.GetValue(source),
                IsTrial = parse.GetValue(trial),
            };
            var progress = new Counter(scope.Terminal, "pieces", 1000);
            IReadOnlyList<ImportedNews> imported;
            try
            {
                imported = NewsImporter.Run(archive, request, progress, cancel);
            }
            finally
            {
                progress.End();
            }
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(imported, CommandJson.Default.IReadOnlyListImportedNews);
            else foreach (var file in imported) Print(reply.Printer, file, request.IsTrial);
            return imported.All(file => file.Read == 0) ? ExitCode.Refused : ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, ImportedNews file, bool isTrial)
    {
        printer.Line(Words.Quiet(file.File));
        printer.Paragraph($"{file.Mapping}; times: {file.Times}", "  ", Tone.Quiet);
        var range = file.First is null ? "" : $", known from {Show.Time(file.First)} to {Show.Time(file.Last)} UTC";
        if (isTrial) printer.Line($"{Show.Count(file.Read, "piece")} could be read{range}.");
        else printer.Line(Words.Good("Done: "), $"{Show.Count(file.New, "piece")} of news added{range}");
        if (file.Symbols.Count > 0) printer.Line(Words.Quiet($"  named most: {string.Join(", ", file.Symbols)}"));
        if (file.Known > 0) printer.Line(Words.Quiet($"  {Show.Count(file.Known, "piece was", "pieces were")} there already."));
        if (file.Differing > 0) printer.Line(Words.Warning($"  {Show.Count(file.Differing, "piece was", "pieces were")} there with other words or times: the first stayed."));
        if (file.Undated > 0) printer.Line(Words.Warning($"  {Show.Count(file.Undated, "piece has", "pieces have")} a date and no time of day: known once the day was over."));
        if (file.Late > 0) printer.Line(Words.Quiet($"  {Show.Count(file.Late, "piece", "pieces")} arrived after publication: known from then on."));
        if (file.Bad == 0) return;
        printer.Line(Words.Warning($"  {Show.Count(file.Bad, "piece", "pieces")} could not be used{(file.Future > 0 ? $", {file.Future:#,##0} of them dated into the future" : "")}:"));
        foreach (var bad in file.BadExamples) printer.Line($"    line {bad.Line}: {bad.Why}");
        if (file.Bad > file.BadExamples.Count) printer.Line(Words.Quiet($"    and {file.Bad - file.BadExamples.Count:#,##0} more"));
    }

    private static Dictionary<NewsField, string> Columns(string? text)
    {
        var columns = new Dictionary<NewsField, string>();
        foreach (var pair in text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [var field, { Length: > 0 } title] || !Enum.TryParse<NewsField>(field, ignoreCase: true, out var known) || int.TryParse(field, out _))
                throw CommandFailedException.Usage($"\"{Inputs.Brief(pair)}\" says no column: give pairs like published=pubDate, of {string.Join(", ", Enum.GetNames<NewsField>().Select(one => one.ToLowerInvariant()))}.");
            columns[known] = title;
        }
        return columns;
    }

    private static ClockZone Zone(string? text) => text?.ToLowerInvariant() switch
    {
        null or "utc" => ClockZone.Utc,
        "new-york" => ClockZone.NewYork,
        _ => throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is not a zone: give utc or new-york."),
    };
}
