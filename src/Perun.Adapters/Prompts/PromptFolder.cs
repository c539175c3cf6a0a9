using Perun.Mind.Prompts;

namespace Perun.Adapters.Prompts;

/// The user's prompts: every Markdown file of a folder. A folder that isn't there has none.
public sealed class PromptFolder(string folder) : IPromptFiles
{
    public const int MostFiles = 200;

    public (IReadOnlyList<PromptFile> Files, IReadOnlyList<string> Problems) Read()
    {
        try
        {
            if (!Directory.Exists(folder)) return ([], []);
            var files = new List<PromptFile>();
            var problems = new List<string>();
            foreach (var path in Directory.EnumerateFiles(folder, "*.md").Where(path => !Path.GetFileName(path).Equals("README.md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
            {
                if (files.Count == MostFiles)
                {
                    problems.Add($"{folder} holds more than {MostFiles} prompts: the rest is not read");
                    break;
                }
                files.Add(new PromptFile(Path.GetFileName(path), TextOf(path)));
            }
            return (files, problems);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ([], [$"{folder} can't be read: {failure.Message}"]);
        }
    }

    /// A little more than is allowed is enough to say that it is too much.
    private static string TextOf(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[PromptParser.LongestFile + 1];
        return new string(text, 0, reader.ReadBlock(text));
    }
}
