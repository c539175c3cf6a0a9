using System.Text;

namespace Perun.Configuration;

/// One line `NAME=value` of a .env file.
public sealed record EnvEntry(string Name, string Value, int Line);

/// What a .env file says. A file that isn't there says nothing; one that can't be read or understood is a list of problems.
public sealed class EnvFile
{
    public const int MostBytes = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private EnvFile(string path, IReadOnlyList<EnvEntry> entries, IReadOnlyList<string> problems)
    {
        Path = path;
        Entries = entries;
        Problems = problems;
    }

    public string Path { get; }

    /// In the order of the file; of a name given twice, the last one counts.
    public IReadOnlyList<EnvEntry> Entries { get; }

    public IReadOnlyList<string> Problems { get; }

    public static EnvFile Absent(string path) => new(path, [], []);

    public static EnvFile Read(string path)
    {
        try
        {
            if (Directory.Exists(path)) return Unreadable(path, "it is a folder: move it away, or name another file");
            if (!File.Exists(path)) return Absent(path);
            using var stream = File.OpenRead(path);
            if (!stream.CanSeek) return Unreadable(path, "it is not an ordinary file: write the settings into a file");
            if (stream.Length > MostBytes)
                return Unreadable(path, $"it holds {stream.Length} bytes, more than the {MostBytes} a settings file may have: check that it is the right file");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(path, bytes);
        }
        catch (UnauthorizedAccessException)
        {
            return Unreadable(path, "this user may not read it: change its owner, or allow reading with chmod u+r");
        }
        catch (IOException failure)
        {
            return Unreadable(path, $"{failure.Message} Check the disk, or move the file away");
        }
    }

    public static EnvFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Unreadable(path, "it is saved as UTF-16: save it as UTF-8");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (bytes.Contains((byte)0)) return Unreadable(path, "it holds zero bytes, so it is not a text file: write it anew from .env.example");
        try
        {
            return Parse(path, Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException failure)
        {
            var line = 1 + bytes[..Math.Clamp(failure.Index, 0, bytes.Length)].Count((byte)'\n');
            return new EnvFile(path, [], [$"{path} line {line} holds bytes that are not UTF-8: save the file as UTF-8."]);
        }
    }

    public static EnvFile Parse(string path, string text)
    {
        var entries = new List<EnvEntry>();
        var problems = new List<string>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var reading = EnvLine.Read(line);
            if (reading.Trouble is not null) problems.Add($"{path} line {number}: {reading.Trouble}.");
            else if (reading.Name is not null) entries.Add(new EnvEntry(reading.Name, reading.Value!, number));
        }
        return new EnvFile(path, entries, problems);
    }

    private static EnvFile Unreadable(string path, string why) => new(path, [], [$"{path} can't be read: {why}."]);
}
