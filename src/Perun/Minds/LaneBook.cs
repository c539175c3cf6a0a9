using Perun.Mind.Knowledge.Lanes;

namespace Perun.Minds;

/// The lanes in force, from the file that the user edits. A file that became wrong leaves the last good lanes in force and is told of
/// once; without a file, the built-in ones are.
internal sealed class LaneBook
{
    public const string FileName = "lanes.txt";
    private const long MostBytes = 4_000_000;

    private readonly string _path;
    private (DateTime Changed, long Length)? _seen;

    private LaneBook(string path) => _path = path;

    public LaneSet Lanes { get; private set; } = DefaultLanes.Lanes;

    public static string PathIn(string home) => Path.Combine(home, FileName);

    /// <param name="remark">Hears what is wrong with the file.</param>
    public static LaneBook Open(string home, Action<string> remark)
    {
        var book = new LaneBook(PathIn(home));
        book.Refresh(remark);
        return book;
    }

    /// Writes the built-in lanes where there is no file yet, so that there is something to edit. Null, or why it can't be done.
    public static string? Begin(string home)
    {
        var path = PathIn(home);
        try
        {
            if (File.Exists(path)) return null;
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            file.Write(DefaultLanes.Text);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{path} can't be written ({failure.Message}): the built-in lanes are in force, and can't be edited.";
        }
    }

    /// What a person should know of the file: its mistakes, each with its line. None where it is good or not there.
    public static IReadOnlyList<string> Problems(string home)
    {
        var (lanes, problems) = Read(PathIn(home));
        return lanes is null ? problems : [];
    }

    /// Takes over what changed in the file since the last time; true when other lanes are in force now.
    public bool Refresh(Action<string> remark)
    {
        var stamp = StampOf(_path);
        if (stamp == _seen) return false;
        var isFirst = _seen is null && ReferenceEquals(Lanes, DefaultLanes.Lanes);
        _seen = stamp;
        if (stamp is null)
        {
            if (isFirst || ReferenceEquals(Lanes, DefaultLanes.Lanes)) return false;
            Lanes = DefaultLanes.Lanes;
            remark($"{_path} is gone: the built-in lanes are in force.");
            return true;
        }
        var (lanes, problems) = Read(_path);
        if (lanes is null)
        {
            remark($"{string.Join("; ", problems)}. {(isFirst ? "The built-in lanes are" : "The last good ones stay")} in force until that is put right.");
            return false;
        }
        if (!isFirst) remark($"{_path} changed: its lanes are in force.");
        Lanes = lanes;
        return true;
    }

    private static (LaneSet? Lanes, IReadOnlyList<string> Problems) Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return (DefaultLanes.Lanes, []);
            if (new FileInfo(path).Length > MostBytes) return (null, [$"{path} is larger than {MostBytes} bytes: that can't be lanes"]);
            var reading = LaneFile.Read(File.ReadAllText(path));
            return (reading.Lanes, [.. reading.Mistakes.Select(mistake => $"{path}, {mistake}")]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, [$"{path} can't be read ({failure.Message})"]);
        }
    }

    private static (DateTime, long)? StampOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
