namespace Perun.Mind.Prompts;

/// <param name="Name">As a person would look for it: "trading-analysis.md".</param>
public readonly record struct PromptFile(string Name, string Text);

/// Where prompts come from: the user's folder, or what Perun came with.
public interface IPromptFiles
{
    /// All there are now, in the order of their names; and why some or all can't be read.
    (IReadOnlyList<PromptFile> Files, IReadOnlyList<string> Problems) Read();
}

/// The prompts that Perun came with.
public sealed class ShippedPrompts : IPromptFiles
{
    private const string Folder = "prompts/";

    public (IReadOnlyList<PromptFile> Files, IReadOnlyList<string> Problems) Read()
    {
        var assembly = typeof(ShippedPrompts).Assembly;
        var files = new List<PromptFile>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files.Add(new PromptFile($"built-in {name[Folder.Length..]}", reader.ReadToEnd()));
        }
        return (files, []);
    }
}
