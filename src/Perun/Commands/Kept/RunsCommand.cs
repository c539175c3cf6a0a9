using System.CommandLine;
using Perun.Backtest.Keeping;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Kept;

internal static class RunsCommand
{
    private static readonly Dictionary<string, Func<IEnumerable<RunDocument>, IEnumerable<RunDocument>>> Orders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["made"] = runs => runs.OrderByDescending(run => run.Made),
        ["name"] = runs => runs.OrderBy(run => run.Name, StringComparer.Ordinal),
        ["return"] = runs => runs.OrderByDescending(run => run.Return),
        ["sharpe"] = runs => runs.OrderByDescending(run => run.Sharpe),
        ["drawdown"] = runs => runs.OrderBy(run => run.MaxDrawdown ?? double.MaxValue),
        ["trades"] = runs => runs.OrderByDescending(run => run.Trades),
    };

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var sort = new Option<string?>("--sort") { Description = $"By what: {string.Join(", ", Orders.Keys)} (made when not given)", HelpName = "column" };
        sort.CompletionSources.Add([.. Orders.Keys]);
        command.Add(sort);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, (parse, _) => RunWords.RunAsync(() => Run(parse)),
            new Example("perun runs", "what perun backtest kept, the newest first"),
            new Example("perun runs --sort sharpe", "the smoothest first; looking for the best of many makes it look better than it is"));

        ExitCode Run(ParseResult parse)
        {
            var typed = parse.GetValue(sort) ?? "made";
            if (!Orders.TryGetValue(typed, out var order)) throw CommandFailedException.Usage($"Runs can't be sorted by \"{Inputs.Brief(typed)}\": give one of {string.Join(", ", Orders.Keys)}.");
            IReadOnlyList<RunDocument> runs = [.. order(RunWords.Shelf(scope, common, parse).List().Select(RunDocument.Of))];
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(runs, CommandJson.Default.IReadOnlyListRunDocument);
            else if (runs.Count == 0) reply.Printer.Line("No run is kept yet: perun backtest keeps what it runs.");
            else reply.Printer.Print(GridOf(runs));
            foreach (var damaged in runs.Where(run => run.Trouble is not null)) reply.Remark(damaged.Trouble!);
            return runs.Any(run => run.Trouble is not null) ? ExitCode.Refused : ExitCode.Done;
        }
    }

    private static Grid GridOf(IReadOnlyList<RunDocument> runs)
    {
        var grid = new Grid(
            Grid.Left("run"), Grid.Left("symbols").Extra(), Grid.Left("period").Extra(), Grid.Right("return"), Grid.Right("Sharpe"), Grid.Right("drawdown"), Grid.Right("trades"), Grid.Left("made (UTC)").Extra());
        foreach (var run in runs)
        {
            if (run.Trouble is not null) grid.Add(Words.Strong(run.Name), "", "", Words.Bad("DAMAGED"), "", "", "", Show.Time(run.Made));
            else
                grid.Add(Words.Strong(run.Name), string.Join(", ", run.Symbols!), $"{run.From:yyyy-MM-dd} to {run.To:yyyy-MM-dd}", run.Return is { } gain ? Show.ProfitPercent((decimal)(gain * 100)) : "",
                    run.Sharpe is { } sharpe ? sharpe.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "", run.MaxDrawdown is { } fall ? Show.Percent((decimal)(fall * 100)) : "", $"{run.Trades}", Show.Time(run.Made));
        }
        return grid;
    }
}

/// A kept run in a list. Rates are fractions; what is not defined is left out.
internal sealed record RunDocument
{
    public required string Name { get; init; }

    public required string Folder { get; init; }

    public required DateTime Made { get; init; }

    public string? Strategy { get; init; }

    public IReadOnlyDictionary<string, double>? Parameters { get; init; }

    public IReadOnlyList<string>? Symbols { get; init; }

    public string? Bars { get; init; }

    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    public double? Return { get; init; }

    public double? Sharpe { get; init; }

    public double? MaxDrawdown { get; init; }

    public int? Trades { get; init; }

    public string? Trouble { get; init; }

    public static RunDocument Of(KeptRun run)
    {
        var document = new RunDocument { Name = run.Name, Folder = run.Folder, Made = run.Made, Trouble = run.Trouble };
        return run.Report is not { } report ? document : document with
        {
            Strategy = report.Spec.Strategy,
            Parameters = report.Spec.Parameters,
            Symbols = report.Spec.Symbols,
            Bars = report.Spec.Timeframe,
            From = report.Spec.From,
            To = report.Spec.To,
            Return = report.Statistics.Returns.Total,
            Sharpe = report.Statistics.Returns.Sharpe,
            MaxDrawdown = report.Statistics.Drawdown.MaxDepth,
            Trades = report.Statistics.Trades.Count,
        };
    }
}
