using Perun.Commands.Access;

namespace Perun.Commands.Prompt;

/// The lines typed before, kept in a file of bounded length that only this user may read.
internal sealed class History
{
    public const string FileName = "shell-history";
    public const int MostLines = 1000;
    public const int LongestLine = 2000;

    private readonly List<string> _lines = [];
    private readonly string _path;

    public History(string path)
    {
        _path = path;
        try
        {
            if (File.Exists(path)) _lines.AddRange(File.ReadLines(path).Where(line => line.Length is > 0 and <= LongestLine).TakeLast(MostLines));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A shell without yesterday's lines is still a shell.
        }
    }

    public int Count => _lines.Count;

    public string this[int index] => _lines[index];

    public void Add(string line)
    {
        if (line.Length > LongestLine || string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line)) return;
        if (_lines.Count == MostLines) _lines.RemoveAt(0);
        _lines.Add(line);
    }

    /// Where it can't be kept, it is forgotten: looking at the history of commands is not worth an error.
    public void Keep()
    {
        if (_lines.Count == 0) return;
        try
        {
            PrivateFile.Write(_path, string.Join('\n', _lines) + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
