using System.CommandLine;
using System.Globalization;
using Perun.Commands.Syntax;
using Perun.VenueServers.Faults;

namespace Perun.Commands.Venues;

/// The options that every simulated venue has.
/// <param name="known">What it can list by name.</param>
/// <param name="more">What is made up beyond that, for markets of many instruments.</param>
/// <param name="usual">What it lists where nothing is said, and in words.</param>
internal sealed class VenueOptions(int usualPort, IReadOnlyList<string> known, IEnumerable<string> more, (IReadOnlyList<string> Symbols, string Words) usual)
{
    private const string Automatic = "auto:";
    private const int MostHistory = 400;
    private const double MostSpeed = 100_000;

    private readonly Option<string?> _port = new("--port") { Description = $"The port on this computer ({usualPort} when not given)", HelpName = "number" };
    private readonly Option<string?> _seed = new("--seed") { Description = "The seed of the world and of faults that come by chance (1 when not given)", HelpName = "number" };
    private readonly Option<string?> _speed = new("--speed") { Description = "How much faster than real time; 0 stands still until it is moved on (1 when not given)", HelpName = "factor" };
    private readonly Option<string?> _start = new("--start") { Description = "When trading begins, UTC (now when not given and time passes as on the wall, else 2026-01-05T14:31, just after a Monday's open)", HelpName = "time" };
    private readonly Option<string?> _history = new("--history") { Description = "Days of market data before that (35 when not given)", HelpName = "days" };
    private readonly Option<string?> _symbols = new("--symbols") { Description = $"What is listed, from the simulated world, or auto:200 for so many ({usual.Words} when not given)", HelpName = "list" };
    private readonly Option<string?> _accounts = new("--accounts") { Description = "Accounts as key, key=cash or key:secret=cash (one with 100,000 when not given)", HelpName = "list" };
    private readonly Option<string?> _faults = new("--faults") { Description = "What goes wrong, in the words of a script, between commas", HelpName = "list" };
    private readonly Option<string?> _script = new("--script") { Description = "A file of faults, one a line", HelpName = "file" };
    private readonly Option<string?> _chance = new("--fault-chance") { Description = "How often something else goes wrong, from 0 to 1 (0 when not given)", HelpName = "share" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No line for each request" };

    public VenueOptions AddTo(Command command)
    {
        foreach (var option in (Option[])[_port, _seed, _speed, _start, _history, _symbols, _accounts, _faults, _script, _chance, _quiet]) command.Add(option);
        return this;
    }

    public int Port(ParseResult parse) => Inputs.Whole(parse.GetValue(_port), "The port", 1, 65535, usualPort);

    public ulong Seed(ParseResult parse) => (ulong)Inputs.Whole(parse.GetValue(_seed), "The seed", 0, int.MaxValue, 1);

    public TimeSpan History(ParseResult parse) => TimeSpan.FromDays(Inputs.Whole(parse.GetValue(_history), "The number of days", 1, MostHistory, 35));

    public bool IsQuiet(ParseResult parse) => parse.GetValue(_quiet);

    /// At the wall's pace it is the wall's time, else a client's clock and the venue's would differ for good.
    public DateTime Start(ParseResult parse, DateTime usual, TimeProvider wall) =>
        parse.GetValue(_start) is { } text ? Inputs.From(text)
        : Speed(parse) == 1 ? wall.GetUtcNow().UtcDateTime
        : usual;

    public double Speed(ParseResult parse) => parse.GetValue(_speed) is not { } text ? 1
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= 0 and <= MostSpeed ? speed
        : throw CommandFailedException.Usage($"The speed \"{Inputs.Brief(text)}\" is not a number from 0 to {MostSpeed}.");

    public double Chance(ParseResult parse) => parse.GetValue(_chance) is not { } text ? 0
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share
        : throw CommandFailedException.Usage($"The fault chance \"{Inputs.Brief(text)}\" is not a number from 0 to 1.");

    public IReadOnlyList<string> Symbols(ParseResult parse)
    {
        if (parse.GetValue(_symbols) is not { } text) return usual.Symbols;
        if (text.StartsWith(Automatic, StringComparison.OrdinalIgnoreCase))
        {
            string[] all = [.. known, .. more];
            return all[..Inputs.Whole(text[Automatic.Length..], "The number of symbols", 1, all.Length, usual.Symbols.Count)];
        }
        var symbols = Words(text).Select(static word => word.ToUpperInvariant()).Distinct().ToList();
        if (symbols.Count == 0) throw CommandFailedException.Usage("--symbols names nothing: give some like AAPL,BTC/USD.");
        foreach (var symbol in symbols)
            if (!known.Contains(symbol) && !more.Contains(symbol)) throw CommandFailedException.Usage($"The simulated world has no \"{Inputs.Brief(symbol)}\": {Nearest.Question(symbol, known) ?? $"it has {string.Join(", ", known)}."}");
        return symbols;
    }

    /// Each with its secret, where one was given, and its cash.
    public IReadOnlyList<(string Key, string? Secret, decimal Cash)> Accounts(ParseResult parse, string usualKey)
    {
        const decimal usualCash = 100_000;
        if (parse.GetValue(_accounts) is not { } text) return [(usualKey, null, usualCash)];
        var accounts = new List<(string Key, string? Secret, decimal Cash)>();
        foreach (var word in Words(text))
        {
            var (keys, cash) = word.Split('=', 2) is [var left, var right] ? (left, Inputs.Positive(right, "cash of an account", "100000") ?? usualCash) : (word, usualCash);
            var (key, secret) = keys.Split(':', 2) is [var name, var hidden] ? (name, hidden) : (keys, null);
            if (key.Length == 0 || secret is "") throw CommandFailedException.Usage($"\"{Inputs.Brief(word)}\" is no account: give key, key=cash or key:secret=cash.");
            if (accounts.Exists(account => account.Key == key)) throw CommandFailedException.Usage($"The account {Inputs.Brief(key)} is given twice: give each key once.");
            accounts.Add((key, secret, cash));
        }
        return accounts.Count > 0 ? accounts : throw CommandFailedException.Usage("--accounts names nothing: give some like PKMINE=100000.");
    }

    public IReadOnlyList<FaultRule> Faults(ParseResult parse, IReadOnlyList<FaultWord> known)
    {
        try
        {
            var rules = FaultScript.Read(parse.GetValue(_faults) ?? "", known);
            return parse.GetValue(_script) is { } path ? [.. rules, .. FaultScript.Read(ReadScript(path), known)] : rules;
        }
        catch (FormatException wrong)
        {
            throw CommandFailedException.Usage(wrong.Message);
        }
    }

    private static string ReadScript(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw CommandFailedException.Usage($"The script {Inputs.Brief(path)} can't be read: give a file of faults, one a line.");
        }
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
