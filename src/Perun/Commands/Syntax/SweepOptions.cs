using System.CommandLine;
using Perun.Backtest.Search;
using Perun.Backtesting;

namespace Perun.Commands.Syntax;

/// How parameter sets are looked for, alike in a sweep and in each fold of a walk-forward.
internal sealed class SweepOptions
{
    private readonly Option<string[]> _vary = new("--vary")
    {
        Description = "A range to try, from:to:step or a list, like fast=5:30:5 or slow=20,50,100; every declared range when none is given",
        HelpName = "name=range",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _method = new("--method") { Description = "grid (every combination), random, or tpe (learns where it is worth looking); grid with --vary, else random", HelpName = "name" };
    private readonly Option<string?> _trials = new("--trials") { Description = "How many sets random and tpe try (1000 when not given)", HelpName = "number" };
    private readonly Option<string?> _objective = new("--objective") { Description = $"What to look for the most of: {string.Join(", ", Objective.All)} (sharpe when not given)", HelpName = "name" };
    private readonly Option<string?> _cores = new("--cores") { Description = "How many cores to use (all when not given); the result is the same", HelpName = "number" };

    public SweepOptions()
    {
        _method.CompletionSources.Add("grid", "random", "tpe");
        _objective.CompletionSources.Add([.. Objective.All.Select(objective => objective.Name)]);
    }

    public IReadOnlyList<Option> All => [_vary, _method, _trials, _objective, _cores];

    public SweepRequest Read(ParseResult parse, BacktestRequest run, IProgress<SearchProgress> progress)
    {
        var objective = parse.GetValue(_objective) is { } name ? Objective.Find(name) ?? throw CommandFailedException.Usage(Objective.Unknown(Inputs.Brief(name))) : Objective.Sharpe;
        var trials = Inputs.Whole(parse.GetValue(_trials), "The number of trials", 1, SearchPlan.MostSets, 1000);
        var cores = Inputs.Whole(parse.GetValue(_cores), "The number of cores", 1, 1024, Environment.ProcessorCount);
        return new SweepRequest(run, parse.GetValue(_vary) ?? [], Method(parse.GetValue(_method)), trials, objective, cores, MustResume: false, progress);
    }

    private static SearchMethod? Method(string? name) => name?.ToLowerInvariant() switch
    {
        null => null,
        "grid" => SearchMethod.Grid,
        "random" => SearchMethod.Random,
        "tpe" => SearchMethod.Tpe,
        _ => throw CommandFailedException.Usage($"There is no method \"{Inputs.Brief(name)}\": give grid, random or tpe."),
    };
}
