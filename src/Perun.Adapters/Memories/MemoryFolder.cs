using System.Text;
using System.Text.Json;
using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// Memories as files that a person can read: a folder a kind, a file a day, `trade/2026/2026-01-05.json`. Names are made of
/// nothing but kinds and dates, so no memory can name a file elsewhere. A file is replaced whole or not at all.
public sealed class MemoryFolder(string folder)
{
    private const long LargestFile = 256L << 20;
    private const string Extension = ".json";

    public string Folder => folder;

    public string PathOf(MemoryKind kind, DateOnly day) => Path.Combine(folder, kind.Word(), $"{day:yyyy}", $"{day:yyyy-MM-dd}{Extension}");

    /// Brings the file of a day up to date. What stands in it and is not in the store stays, except what is gone for good.
    /// <returns>What was wrong with the file that was there; it was set aside under another name.</returns>
    public string? Write(MemoryKind kind, DateOnly day, IEnumerable<Memory> stored, IReadOnlySet<string>? gone = null)
    {
        var path = PathOf(kind, day);
        var (all, trouble) = (new Dictionary<string, Memory>(StringComparer.Ordinal), (string?)null);
        if (File.Exists(path))
        {
            var (there, wrong) = Read(path);
            trouble = wrong is null ? null : SetAside(path, wrong);
            foreach (var memory in there) all[memory.Id] = memory;
        }
        foreach (var memory in stored) all[memory.Id] = memory;
        foreach (var id in gone ?? (IEnumerable<string>)[]) all.Remove(id);
        if (all.Count == 0) File.Delete(path);
        else Write(path, [.. all.Values.OrderBy(memory => memory.At).ThenBy(memory => memory.Id, StringComparer.Ordinal)]);
        return trouble;
    }

    /// Any file of memories, whole or not at all.
    public static void Write(string path, IReadOnlyList<Memory> memories)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(stream, [.. memories.Select(MemoryDocument.Of)], MemoryJson.Readable.IReadOnlyListMemoryDocument);
                stream.Write("\n"u8);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// All of a file's memories, or none and what is wrong with it.
    public static (IReadOnlyList<Memory> Memories, string? Trouble) Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile) return ([], $"{path} is larger than {LargestFile >> 20} MB, and no file of memories is: nothing of it was taken.");
            var documents = JsonSerializer.Deserialize(File.ReadAllBytes(path), MemoryJson.Readable.IReadOnlyListMemoryDocument);
            if (documents is null) return ([], Damaged(path, "it holds no list of memories"));
            var memories = new Memory[documents.Count];
            for (var i = 0; i < memories.Length; i++)
            {
                if (documents[i] is not { } document) return ([], Damaged(path, $"entry {i + 1} is empty"));
                var (memory, trouble) = document.Read();
                if (memory is null) return ([], Damaged(path, $"entry {i + 1} ({(MemoryDoor.IsId(document.Id) ? document.Id : "without a good id")}): {trouble}"));
                memories[i] = memory;
            }
            return (memories, null);
        }
        catch (Exception wrong) when (wrong is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return ([], Damaged(path, wrong is JsonException { LineNumber: { } line } ? $"line {line + 1} is no JSON that fits" : "it is not JSON"));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return ([], $"{path} can't be read ({wrong.Message}): nothing of it was taken.");
        }
    }

    /// The files under a folder in order of their names; links to elsewhere are not followed.
    public static IEnumerable<string> Files(string under) => Directory
        .EnumerateFiles(under, "*" + Extension, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
        .Order(StringComparer.Ordinal);

    private static string Damaged(string path, string what) => $"{path} is damaged, and nothing of it was taken: {what}.";

    private static string SetAside(string path, string wrong)
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(number => $"{path}.damaged-{number}").First(name => !File.Exists(name));
        File.Move(path, aside);
        return $"{wrong} It is kept as {aside}.";
    }
}
