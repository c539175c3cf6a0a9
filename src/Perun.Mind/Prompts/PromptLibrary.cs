using Perun.Mind.Models;

namespace Perun.Mind.Prompts;

/// The prompts in force. Asked to refresh, it reads the files again; a file that became wrong leaves its last good version in
/// force and is told of once. A task without a file of the user's has the prompt that Perun came with.
public sealed class PromptLibrary
{
    private readonly IPromptFiles _files;
    private readonly List<Prompt> _shipped = [];
    private readonly Lock _gate = new();
    private Dictionary<string, PromptFile> _seen = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _folderProblems = [];
    private Dictionary<string, Prompt> _bySource = new(StringComparer.Ordinal);
    private Dictionary<string, IReadOnlyList<string>> _problems = new(StringComparer.Ordinal);

    public PromptLibrary(IPromptFiles files, IPromptFiles? shipped = null)
    {
        _files = files;
        foreach (var file in (shipped ?? new ShippedPrompts()).Read().Files)
        {
            var (prompt, problems) = PromptParser.Parse(file.Name, file.Text);
            _shipped.Add(prompt ?? throw new InvalidOperationException($"a prompt that Perun came with is wrong: {string.Join("; ", problems)}"));
        }
        Refresh();
    }

    /// All in force, the user's first.
    public IReadOnlyList<Prompt> All
    {
        get
        {
            lock (_gate) return [.. _bySource.Values.OrderBy(prompt => prompt.Source, StringComparer.Ordinal), .. _shipped.Where(own => !_bySource.Values.Any(prompt => prompt.Name == own.Name))];
        }
    }

    /// What is wrong with the files as they are now.
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate) return [.. _folderProblems, .. _problems.Values.SelectMany(problems => problems)];
        }
    }

    /// A task's prompt: the one that has the task's own name, else the first of them. Others of the task are challengers, found by name.
    public Prompt For(ModelTask task, string? name = null)
    {
        var all = All;
        if (name is not null) return all.FirstOrDefault(prompt => prompt.Name == name && prompt.Task == task) ?? For(task);
        var own = _shipped.First(prompt => prompt.Task == task).Name;
        return all.FirstOrDefault(prompt => prompt.Task == task && prompt.Name == own) ?? all.First(prompt => prompt.Task == task);
    }

    /// Takes over what changed in the files since the last time, and says so in sentences.
    public IReadOnlyList<string> Refresh()
    {
        var (files, folderProblems) = _files.Read();
        lock (_gate)
        {
            var said = new List<string>(folderProblems.Except(_folderProblems, StringComparer.Ordinal));
            _folderProblems = folderProblems;
            // A folder that can't be read for a moment takes no prompt out of force.
            if (files.Count == 0 && folderProblems.Count > 0) return said;
            var seen = new Dictionary<string, PromptFile>(StringComparer.Ordinal);
            var prompts = new Dictionary<string, Prompt>(StringComparer.Ordinal);
            var problems = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var file in files)
            {
                seen[file.Name] = file;
                var before = _bySource.GetValueOrDefault(file.Name);
                if (_seen.TryGetValue(file.Name, out var last) && last.Text == file.Text)
                {
                    if (before is not null) prompts[file.Name] = before;
                    if (_problems.TryGetValue(file.Name, out var known)) problems[file.Name] = known;
                    continue;
                }
                var (prompt, wrong) = PromptParser.Parse(file.Name, file.Text);
                if (prompt is not null && prompts.Values.FirstOrDefault(other => other.Name == prompt.Name) is { Source: var twin })
                    (prompt, wrong) = (null, [$"{file.Name}: its name is taken by {twin}: give it another"]);
                if (prompt is not null)
                {
                    prompts[file.Name] = prompt;
                    if (before is not null && before.Hash != prompt.Hash) said.Add($"{file.Name} changed: version {prompt.ShortHash} is in force, it was {before.ShortHash}");
                    continue;
                }
                problems[file.Name] = wrong;
                if (before is not null) prompts[file.Name] = before;
                var instead = before is not null ? $"its last good version, {before.ShortHash}, stays in force" : "it is not used";
                said.Add($"{string.Join("; ", wrong)}; {instead}");
            }
            foreach (var gone in _bySource.Keys.Where(source => !seen.ContainsKey(source))) said.Add($"{gone} is gone, and its prompt with it");
            (_seen, _bySource, _problems) = (seen, prompts, problems);
            return said;
        }
    }
}
