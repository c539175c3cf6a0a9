using System.CommandLine;
using Perun.Backtest.Results;
using Perun.Backtesting;
using Perun.Commands.Archive;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Strategies;

namespace Perun.Commands.Syntax;

/// What every command that runs a strategy over stored history takes: which strategy, on which bars, under which assumptions.
internal sealed class RunOptions(CommandScope scope)
{
    private readonly Argument<string> _strategy = new("strategy") { Description = "A built-in strategy, like sma-atr or macd, or a file of your own, like strategies/MyIdea.cs" };
    private readonly Option<string[]> _set = new("--set") { Description = "A parameter, like fast=12; as often as you like", HelpName = "name=value" };
    private readonly Option<string?> _bars = new("--bars") { Description = "The length of the stored bars to run on (1d when not given)", HelpName = "length" };
    private readonly Option<string?> _from = new("--from") { Description = "The first day", HelpName = "date" };
    private readonly Option<string?> _to = new("--to") { Description = "Up to and without this day", HelpName = "date" };
    private readonly Option<string?> _detail = new("--detail") { Description = "The length of finer stored bars that settle what happens inside a bar, like 1m", HelpName = "length" };
    private readonly Option<bool> _short = new("--allow-short") { Description = "Sell ideas may open short positions where the venue allows them" };
    private readonly Option<string?> _out = new("--out") { Description = "The folder for the report", HelpName = "folder" };
    private readonly Option<string?> _engine = new("--engine") { Description = "How to work it out: straight (fast), messages (as live trading does), or both and compare", HelpName = "way" };
    private readonly FillOptions _fills = new();
    private readonly SettingOptions _settings = new(KnownSettings.All.Where(setting => setting.Group is not SettingGroup.Logging && setting != KnownSettings.Port
        && setting != KnownSettings.Mode && setting != KnownSettings.Speed && setting != KnownSettings.Timeframe));

    /// Whether nothing can be done without one.
    public bool NeedsStrategy
    {
        init => _strategy.Arity = value ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne;
    }

    /// <param name="own">The command's own options, which stand between these and the settings.</param>
    public RunOptions AddTo(Command command, params ReadOnlySpan<Option> own)
    {
        command.Add(_strategy);
        foreach (var option in (Option[])[_set, _bars, _from, _to, _detail, _short, _out, _engine, .. own]) command.Add(option);
        _fills.AddTo(command);
        _settings.AddTo(command);
        return this;
    }

    /// What was typed, before it is known to mean a run.
    public (PerunSettings Settings, string? Strategy, string? From, string? To, string? Out) Words(ParseResult parse) =>
        (SettingsOfCommand.Load(scope, _settings.Read(parse)).Settings, parse.GetValue(_strategy), parse.GetValue(_from), parse.GetValue(_to), parse.GetValue(_out));

    /// <param name="otherwise">The strategy where none is named; null where one must be.</param>
    public BacktestRequest Read(ParseResult parse, string? otherwise = null)
    {
        var strategy = parse.GetValue(_strategy) ?? otherwise
            ?? throw CommandFailedException.Usage($"Name a strategy: one of {string.Join(", ", StrategyCatalog.All.Select(known => known.Name))}, or a file of your own.");
        var (settings, _) = SettingsOfCommand.Load(scope, _settings.Read(parse));
        var bars = Timeframe.D1;
        if (parse.GetValue(_bars) is { } length && !Timeframe.TryParse(length, out bars))
            throw CommandFailedException.Usage($"\"{Inputs.Brief(length)}\" is no length of bars: give one of {string.Join(", ", Timeframe.All)}.");
        var (first, end) = (Inputs.Date(parse.GetValue(_from)), Inputs.Date(parse.GetValue(_to)));
        if (end <= first) throw CommandFailedException.Usage($"--to {end:yyyy-MM-dd} is not after --from {first:yyyy-MM-dd}: --to is the first day that is left out, so give a later one.");
        return new BacktestRequest(settings, strategy, parse.GetValue(_set) ?? [], settings.Analysis.Symbols, bars, first, end, null, parse.GetValue(_out))
        {
            Fills = _fills.Read(parse),
            Detail = parse.GetValue(_detail) is { } finer ? HistoryScope.Length(finer) : null,
            AllowsShort = parse.GetValue(_short),
            Way = Way(parse.GetValue(_engine)),
        };
    }

    private static RunWay? Way(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "straight" => RunWay.Straight,
        "messages" => RunWay.Messages,
        "both" => RunWay.Both,
        _ => throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is no engine: give straight, messages, or both."),
    };
}
