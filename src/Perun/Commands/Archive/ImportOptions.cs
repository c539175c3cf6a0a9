using System.CommandLine;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

/// What a person knows better than the guess.
internal sealed class ImportOptions
{
    private static readonly (string Word, TimeStyle Style)[] Styles =
    [
        ("epoch-s", TimeStyle.EpochSeconds), ("epoch-ms", TimeStyle.EpochMilliseconds), ("epoch-us", TimeStyle.EpochMicroseconds), ("epoch-ns", TimeStyle.EpochNanoseconds),
        ("iso", TimeStyle.Iso), ("compact", TimeStyle.Compact), ("month-first", TimeStyle.MonthFirst), ("day-first", TimeStyle.DayFirst),
    ];

    private static readonly (string Word, ColumnRole Role)[] Roles =
    [
        ("time", ColumnRole.Time), ("clock", ColumnRole.TimeOfDay), ("open", ColumnRole.Open), ("high", ColumnRole.High), ("low", ColumnRole.Low),
        ("close", ColumnRole.Close), ("volume", ColumnRole.Volume), ("symbol", ColumnRole.Symbol), ("none", ColumnRole.None),
    ];

    private readonly Option<string?> _symbol = new("--symbol") { Description = "Whose bars these are, where the file does not tell", HelpName = "symbol" };
    private readonly Option<string?> _timeframe = HistoryScope.TimeframeOption("The length of the bars, where the file does not tell");
    private readonly Option<string?> _hours = new("--hours") { Description = "nyse or crypto; guessed from the symbol when not given", HelpName = "hours" };
    private readonly Option<string?> _columns = new("--columns") { Description = "What the columns are, like time,open,high,low,close,volume; also clock, symbol and none", HelpName = "names" };
    private readonly Option<string?> _dates = new("--dates") { Description = string.Join(", ", Styles.Select(known => known.Word)), HelpName = "style" };
    private readonly Option<string?> _zone = new("--zone") { Description = "Whose clock times without an offset are of: utc or new-york", HelpName = "zone" };
    private readonly Option<string?> _prefer = new("--prefer") { Description = "Which of two different bars of one time stays: old (when not given) or new", HelpName = "which" };
    private readonly Option<bool> _doubtful = new("--keep-doubtful") { Description = "Also take bars that can't be right (prices of zero, a high below the low)" };

    public ImportOptions AddTo(Command command)
    {
        foreach (var option in (Option[])[_symbol, _timeframe, _hours, _columns, _dates, _zone, _prefer, _doubtful]) command.Add(option);
        return this;
    }

    public ImportRequest Read(ParseResult parse) => new()
    {
        Paths = [],
        Symbol = parse.GetValue(_symbol),
        Timeframe = parse.GetValue(_timeframe) is { } length ? HistoryScope.Length(length) : null,
        Hours = HistoryScope.Hours(parse.GetValue(_hours)),
        Columns = Columns(parse.GetValue(_columns)),
        TimeStyle = Choose(parse.GetValue(_dates), "a style of dates", Styles),
        Zone = Choose(parse.GetValue(_zone), "a zone", [("utc", ClockZone.Utc), ("new-york", ClockZone.NewYork)]),
        Prefer = Choose(parse.GetValue(_prefer), "a choice", [("old", Prefer.Old), ("new", Prefer.New)]) ?? Prefer.Old,
        TakesDoubtful = parse.GetValue(_doubtful),
    };

    private static ColumnRole[]? Columns(string? text)
    {
        if (text is null) return null;
        ColumnRole[] roles = [.. text.Split(',').Select(word => Choose(word.Trim(), "a column", Roles)!.Value)];
        ColumnRole[] needed = [ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close];
        if (needed.All(role => roles.Count(one => one == role) == 1)) return roles;
        throw CommandFailedException.Usage("--columns must name time, open, high, low and close once each, like time,open,high,low,close,volume.");
    }

    private static T? Choose<T>(string? text, string what, (string Word, T Value)[] choices) where T : struct
    {
        if (text is null) return null;
        foreach (var (word, value) in choices)
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        throw CommandFailedException.Usage($"\"{Inputs.Brief(text)}\" is not {what}: give {string.Join(", ", choices[..^1].Select(choice => choice.Word))} or {choices[^1].Word}.");
    }
}
