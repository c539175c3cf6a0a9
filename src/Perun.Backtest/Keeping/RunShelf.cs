using System.Text.Json;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Core.Bars;
using Perun.Core.Names;

namespace Perun.Backtest.Keeping;

/// The folder in which backtests keep their runs, one folder each. Names are only ever taken from what is there, so nobody
/// reaches past it with a name of their own.
public sealed class RunShelf(string folder)
{
    public const string ReportFile = "report.json";
    public const string PageFile = "report.html";
    public const string TradesFile = "trades.csv";
    public const string EquityFile = "equity.csv";

    /// What only a model's run has.
    public const string DecisionsPageFile = "decisions.html";
    public const string DecisionsFile = "decisions.jsonl";

    private static readonly string[] Files = [ReportFile, PageFile, TradesFile, EquityFile, DecisionsPageFile, DecisionsFile];

    public string Folder => folder;

    /// The shelf that belongs to a data folder.
    public static RunShelf In(string dataFolder) => new(Path.Combine(dataFolder, "runs"));

    /// All runs, the newest first; a damaged one is in the list with its trouble.
    public IReadOnlyList<KeptRun> List() => [.. Names().Select(Describe).OrderByDescending(run => run.Made).ThenBy(run => run.Name, StringComparer.Ordinal)];

    /// The run that is meant: by its name, by the beginning of it, or by a part that only one name has.
    public KeptRun Find(string typed)
    {
        var names = Names();
        if (names.Contains(typed, StringComparer.Ordinal)) return Describe(typed);
        foreach (var isMeant in (Func<string, bool>[])[name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase), name => name.Contains(typed, StringComparison.OrdinalIgnoreCase)])
        {
            var meant = typed.Length == 0 ? [] : names.Where(isMeant).ToList();
            if (meant.Count == 1) return Describe(meant[0]);
            if (meant.Count > 1) throw new KeptRunException($"\"{Brief(typed)}\" may be {string.Join(" or ", meant.Take(3))}{(meant.Count > 3 ? $" or {meant.Count - 3} more" : "")}: give more of the name.");
        }
        if (names.Count == 0) throw new KeptRunException($"No run is kept in {folder}: perun backtest keeps what it runs.");
        throw new KeptRunException($"There is no run \"{Brief(typed)}\": {Nearest.Question(typed, names) ?? "perun runs lists them."}");
    }

    /// The run of exactly this name.
    public KeptRun? TryFind(string name) => Names().Contains(name, StringComparer.Ordinal) ? Describe(name) : null;

    /// All of a run that a comparison needs.
    public static ReportInput Load(KeptRun run)
    {
        if (run.Report is not { } report) throw new KeptRunException(run.Trouble!);
        var spec = report.Spec;
        if (!Timeframe.TryParse(spec.Timeframe, out var timeframe)) throw Damaged(run.Name, Path.Combine(run.Folder, ReportFile), $"\"{Brief(spec.Timeframe)}\" is no length of bars");
        var result = new RunResult
        {
            Spec = new RunSpec
            {
                Strategy = spec.Strategy,
                Parameters = spec.Parameters,
                Symbols = spec.Symbols,
                Timeframe = timeframe,
                From = spec.From,
                To = spec.To,
                StartCash = spec.StartCash,
                Assumptions = spec.Assumptions,
            },
            Equity = Read(run, EquityFile, CsvImport.Equity),
            Trades = Read(run, TradesFile, CsvImport.Trades),
            Bars = report.Bars,
            Refusals = report.Refusals,
            SettledByDetail = report.SettledByDetail,
            Ambiguities = report.Ambiguities,
            Way = report.Engine,
            WayRemark = report.EngineRemark,
        };
        return new ReportInput(result, report.Statistics, report.Belief) { Name = run.Name, Model = report.Model };
    }

    /// Takes away what a run left, and its folder where nothing else is in it.
    public static void Remove(KeptRun run)
    {
        foreach (var file in Files) File.Delete(Path.Combine(run.Folder, file));
        if (!Directory.EnumerateFileSystemEntries(run.Folder).Any()) Directory.Delete(run.Folder);
    }

    private List<string> Names() => !Directory.Exists(folder) ? [] : [.. new DirectoryInfo(folder).EnumerateDirectories()
        .Where(run => run.LinkTarget is null && run.EnumerateFiles().Any(file => file.Name is ReportFile or PageFile or TradesFile or EquityFile))
        .Select(run => run.Name).Order(StringComparer.Ordinal)];

    private KeptRun Describe(string name)
    {
        var home = Path.Combine(folder, name);
        var path = Path.Combine(home, ReportFile);
        var made = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : Directory.GetLastWriteTimeUtc(home);
        try
        {
            using var stream = File.OpenRead(path);
            var report = JsonSerializer.Deserialize(stream, ReportJson.Default.JsonReport);
            return report is { Spec: { Strategy: not null, Symbols: not null, Parameters: not null, Timeframe: not null }, Statistics: not null, Belief: not null, Refusals: not null }
                ? new KeptRun(name, home, made, report, null)
                : new KeptRun(name, home, made, null, Damaged(name, path, "something is missing in it").Message);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            var why = wrong is FileNotFoundException ? "it is missing" : wrong is JsonException ? "it is no report of this version" : wrong.Message;
            return new KeptRun(name, home, made, null, Damaged(name, path, why).Message);
        }
    }

    private static T Read<T>(KeptRun run, string file, Func<TextReader, T> read)
    {
        var path = Path.Combine(run.Folder, file);
        try
        {
            using var text = File.OpenText(path);
            return read(text);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException)
        {
            throw Damaged(run.Name, path, wrong is FileNotFoundException ? "it is missing" : wrong.Message);
        }
    }

    private static KeptRunException Damaged(string name, string path, string why) =>
        new($"The run {name} can't be read ({path}: {why}): run it again, or take it away with perun runs remove.");

    private static string Brief(string text) => string.Concat(text.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter));
}
