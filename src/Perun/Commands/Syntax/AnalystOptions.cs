using System.CommandLine;
using System.Globalization;
using Perun.Backtesting;
using Perun.Backtesting.OnHistory;
using Perun.Commands.Output;

namespace Perun.Commands.Syntax;

/// What lets a model decide in a backtest, and what bounds it.
internal sealed class AnalystOptions
{
    private readonly Option<string?> _analyst = new("--analyst") { Description = "model: TRADING_ANALYSIS_LLM_MODEL decides, and the strategy (sma-atr when none is named) while a day's budget is spent", HelpName = "who" };
    private readonly Option<bool> _leakTest = new("--leak-test") { Description = "Run the model with names and dates hidden and shown, and say whether it does better when it knows them" };
    private readonly Option<string?> _every = new("--every") { Description = "How often the model is asked, like 15m, 4h or 1d (each bar when not given, and not more than once an hour)", HelpName = "length" };
    private readonly Option<bool> _mask = new("--mask") { Description = "Hide symbols, names, dates and price levels from the model, so that it can't remember them" };
    private readonly Option<string[]> _names = new("--mask-name") { Description = "A further name to hide, like \"XYZ=Acme Corp\"; as often as you like", HelpName = "symbol=name" };
    private readonly Option<string?> _delay = new("--news-delay") { Description = "How much later than it arrived news may be known, like 30s or 5m (1m when not given)", HelpName = "length" };
    private readonly Option<bool> _replayOnly = new("--replay-only") { Description = "Ask nobody: answers come from the record, and what it lacks is told" };
    private readonly Option<string?> _mostCost = new("--max-cost") { Description = "The most the run may cost, in US dollars", HelpName = "dollars" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Don't ask whether the model may be asked" };

    public AnalystOptions() => _analyst.CompletionSources.Add("model");

    public IReadOnlyList<Option> All => [_analyst, _every, _mask, _names, _leakTest, _delay, _replayOnly, _mostCost, _yes];

    public bool IsLeakTest(ParseResult parse) => parse.GetValue(_leakTest);

    public bool IsModel(ParseResult parse)
    {
        if (parse.GetValue(_analyst) is { } typed && !typed.Equals("model", StringComparison.OrdinalIgnoreCase))
            throw CommandFailedException.Usage($"\"{Inputs.Brief(typed)}\" is no analyst: give --analyst model, or name a strategy instead.");
        if (parse.GetValue(_analyst) is not null || IsLeakTest(parse)) return true;
        var own = All.FirstOrDefault(option => option != _analyst && parse.GetResult(option) is { Implicit: false });
        return own is null ? false : throw CommandFailedException.Usage($"{own.Name} is for a model: add --analyst model.");
    }

    public ModelBacktestRequest Read(ParseResult parse, BacktestRequest run, CommandScope scope, bool isJson)
    {
        if (run.IsOwnStrategy) throw CommandFailedException.Usage("A strategy of your own can't stand in for a model: name a built-in one, or none.");
        if (run.ChecksLookAhead || run.ChecksRecursion) throw CommandFailedException.Usage("--check-lookahead and --check-recursion are for strategies: what a model sees is always audited.");
        if (IsLeakTest(parse) && parse.GetValue(_mask)) throw CommandFailedException.Usage("--leak-test runs with the mask and without it: leave --mask out.");
        return new ModelBacktestRequest(run)
        {
            Every = Length(parse.GetValue(_every), "--every"),
            IsMasked = parse.GetValue(_mask),
            Names = Names(parse.GetValue(_names) ?? []),
            OnlyRecord = parse.GetValue(_replayOnly),
            MostUsd = Inputs.Positive(parse.GetValue(_mostCost), "highest cost", "2.50"),
            NewsDelay = Length(parse.GetValue(_delay), "--news-delay", mayBeNone: true) ?? TimeSpan.FromMinutes(1),
            Agrees = cost => Agrees(cost, scope.Terminal, parse.GetValue(_yes)),
            Progress = scope.Terminal.IsErrorRich && !isJson ? (done, all) => scope.Terminal.Error.Write($"\r{done:#,##0} of {all:#,##0} decisions ") : null,
        };
    }

    /// Says what it will cost. A person at a terminal is asked; a script has to have said so.
    private static bool Agrees(CostStatement cost, Terminal terminal, bool isAgreed)
    {
        var printer = terminal.ErrorPrinter();
        printer.Paragraph(cost.Sentence, "");
        if (isAgreed) return true;
        if (!terminal.IsInteractive) throw CommandFailedException.Usage("Say --yes to have it asked, or --replay-only to ask nobody.");
        terminal.Error.Write("Ask it? [y/N] ");
        return terminal.Input.ReadLine()?.Trim() is { Length: > 0 } said && (said.Equals("y", StringComparison.OrdinalIgnoreCase) || said.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    private static Dictionary<string, IReadOnlyList<string>> Names(IReadOnlyList<string> typed)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in typed)
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } symbol, { Length: > 1 and <= 100 } name])
                throw CommandFailedException.Usage($"\"{Inputs.Brief(pair)}\" says no name: give it like \"XYZ=Acme Corp\".");
            if (!names.TryGetValue(symbol, out var known)) names[symbol] = known = [];
            known.Add(name);
        }
        return names.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static TimeSpan? Length(string? text, string option, bool mayBeNone = false)
    {
        if (text is null) return null;
        if (mayBeNone && text is "none" or "0" or "0s") return TimeSpan.Zero;
        var unit = text.Length > 1 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
        if (unit > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && (long)count * unit <= 31 * 86400L) return TimeSpan.FromSeconds((double)count * unit);
        throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is no length for {option}: give one like 30s, 15m, 4h or 1d{(mayBeNone ? ", or none" : "")}, up to 31 days.");
    }
}
