using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Completion;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Mind.Memories;

namespace Perun.Commands.Remembering;

/// The memory that a command works on, and how its trouble becomes an exit code.
internal static class MemoryScope
{
    private const string NothingYet = "Nothing is remembered yet: ./perun run remembers while it trades";
    private const int MostNear = 500;

    public static PerunSettings Settings(CommandScope scope, CommonOptions common, ParseResult parse) => SettingsOfCommand.Load(scope, common.Settings(parse)).Settings;

    public static SqliteMemoryStore Read(PerunSettings settings) =>
        SqliteMemoryStore.OpenToRead(PathOf(settings)) ?? throw new CommandFailedException(ExitCode.Refused, $"{NothingYet} (the data folder is {settings.Paths.Data}).");

    /// To change something in a memory that is there.
    public static SqliteMemoryStore Change(PerunSettings settings)
    {
        Read(settings).Dispose();
        return SqliteMemoryStore.Open(PathOf(settings));
    }

    /// To put something in, whatever is there.
    public static SqliteMemoryStore Fill(PerunSettings settings)
    {
        Directory.CreateDirectory(settings.Paths.Data);
        return SqliteMemoryStore.Open(PathOf(settings));
    }

    /// The newest memory's time: with a simulated market the clock on the wall says nothing.
    public static DateTime Now(SqliteMemoryStore store) => store.Newest(new MemoryFilter(), 1) is [var newest, ..] ? newest.At : DateTime.UnixEpoch;

    public static Memory Find(SqliteMemoryStore store, string typed)
    {
        var id = typed.Trim().ToLowerInvariant();
        if (store.Find(id) is { } memory) return memory;
        var beginnings = MemoryDoor.IsId(id) ? store.IdsFrom(id, 5) : [];
        if (beginnings is [var only]) return store.Find(only)!;
        var hint = beginnings.Count > 1 ? $"did you mean {string.Join(" or ", beginnings)}?"
            : Nearest.Question(id, store.IdsFrom(MemoryDoor.Plain(id.Split('-')[0]), MostNear)) ?? "perun memory search finds one by its words.";
        throw new CommandFailedException(ExitCode.Refused, $"There is no memory \"{Inputs.Brief(typed)}\": {hint}");
    }

    public static MemoryKind Kind(string text) => MemoryKinds.TryParse(text, out var kind) ? kind : throw CommandFailedException.Usage(
        $"\"{Inputs.Brief(text)}\" is no kind of memory: {Nearest.Question(text, KindWords) ?? $"give one of {string.Join(", ", KindWords)}."}");

    public static Option<string?> KindOption()
    {
        var option = new Option<string?>("--kind") { Description = $"Only this kind: {string.Join(", ", KindWords)}", HelpName = "kind" };
        option.CompletionSources.Add([.. KindWords]);
        return option;
    }

    public static Option<string?> SymbolOption(CommandScope scope)
    {
        var option = new Option<string?>("--symbol") { Description = "Only this symbol", HelpName = "symbol" };
        option.CompletionSources.Add(_ => Candidates.Symbols(scope));
        return option;
    }

    /// The symbol as it is remembered: btcusd is BTC/USD.
    public static string? Symbol(SqliteMemoryStore store, string? typed)
    {
        if (typed is null) return null;
        var known = store.Stats().Symbols.Select(symbol => symbol.Symbol).ToArray();
        if (Array.Find(known, symbol => Same(symbol, typed)) is { } found) return found;
        var exact = typed.Trim().ToUpperInvariant();
        if (MemoryDoor.IsSymbol(exact) && store.Newest(new MemoryFilter(exact), 1).Count > 0) return exact;
        throw new CommandFailedException(ExitCode.Refused, $"Nothing is remembered of \"{Inputs.Brief(typed)}\": {Nearest.Question(typed, known) ?? "perun memory stats lists the symbols."}");
    }

    /// A tag as it is kept, or a sentence.
    public static string Tag(string typed)
    {
        var tag = typed.Trim().ToLowerInvariant();
        return MemoryDoor.IsTag(tag) ? tag : throw CommandFailedException.Usage($"\"{Inputs.Brief(typed)}\" is no tag: give letters, digits, hyphens, points and colons, like keep or earnings-2026.");
    }

    private static IEnumerable<string> KindWords => MemoryKinds.All.Select(kind => kind.Word());

    private static bool Same(string symbol, string typed) =>
        string.Equals(string.Concat(symbol.Where(char.IsLetterOrDigit)), string.Concat(typed.Where(char.IsLetterOrDigit)), StringComparison.OrdinalIgnoreCase);

    public static string PathOf(PerunSettings settings) => Path.Combine(settings.Paths.Data, PerunDaemon.StoreFile);

    /// Brings the files of the days that changed up to date, where there are files.
    public static void Follow(Reply reply, PerunSettings settings, SqliteMemoryStore store, IEnumerable<Memory> changed, IEnumerable<PrunedMemory> gone)
    {
        var files = new Memories.MemoryFiles(store, settings.Memory.Folder, reply.Remark);
        files.Touch(changed);
        foreach (var memory in gone) files.Gone(memory.Kind, memory.At, memory.Id);
        files.Write();
    }
}
