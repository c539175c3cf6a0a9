using System.CommandLine;
using System.Text;
using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal sealed record ExportDocument(string Symbol, string Timeframe, int Bars, string File);

internal static class DataExportCommand
{
    private const int PieceBars = 65_536;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var symbol = HistoryScope.Symbol(scope, common);
        var timeframe = HistoryScope.TimeframeOption();
        var from = new Option<string?>("--from") { Description = "The first date or time, UTC", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "The last date, or the time to end before, UTC", HelpName = "time" };
        var format = new Option<string?>("--format") { Description = "csv or json; csv when not given", HelpName = "format" };
        var output = new Option<string?>("--out", "-o") { Description = "The file to write; standard output when not given", HelpName = "file" };
        command.Add(symbol);
        foreach (var option in (Option[])[timeframe, from, to, format, output]) command.Add(option);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data export AAPL --timeframe 1d --from 2020-01-01 --to 2020-12-31", "a year as CSV"),
            new Example("perun data export BTC/USD --format json --out btc.json", "everything into a file"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var isJson = common.IsJson(parse);
            var kind = FormatOf(parse.GetValue(format)) ?? (isJson && parse.GetValue(output) is null ? ExportFormat.Json : ExportFormat.Csv);
            var store = HistoryScope.Store(scope, common, parse);
            var key = HistoryScope.Find(store, parse.GetRequiredValue(symbol), parse.GetValue(timeframe));
            using var file = store.Open(key);
            var bars = file.Between(Inputs.From(parse.GetValue(from)), Inputs.To(parse.GetValue(to)));
            if (bars.Count == 0)
            {
                var range = file.Range is { } known ? $"they go from {Show.Time(known.First)} to {Show.Time(known.Last)} UTC" : "there are none at all";
                throw new CommandFailedException(ExitCode.Refused, $"No bar of {key} lies in that range: {range}.");
            }
            if (parse.GetValue(output) is not { } path)
            {
                Print(bars, kind, scope.Terminal.Output, cancel);
                return ExitCode.Done;
            }
            path = Path.GetFullPath(path);
            WriteFile(bars, kind, path, cancel);
            var reply = scope.Reply(isJson);
            if (reply.IsJson) reply.Document(new ExportDocument(key.Symbol, key.Timeframe.ToString(), bars.Count, path), CommandJson.Default.ExportDocument);
            else reply.Printer.Line(Words.Good("Done: "), $"{Show.Count(bars.Count, "bar")} of {key} in {path}.");
            return ExitCode.Done;
        }
    }

    private static void Print(BarSpans bars, ExportFormat format, TextWriter into, CancellationToken cancel)
    {
        using var stream = new TextStream(into);
        Exporter.Write(bars, format, stream, cancel);
    }

    /// Whole or not at all.
    private static void WriteFile(BarSpans bars, ExportFormat format, string path, CancellationToken cancel)
    {
        var temporary = path + ".new";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, PieceBars)) Exporter.Write(bars, format, stream, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static ExportFormat? FormatOf(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        _ => throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is not a format: give csv or json."),
    };

    /// What is exported is ASCII: bytes are letters.
    private sealed class TextStream(TextWriter writer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(Encoding.ASCII.GetString(buffer));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => writer.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
