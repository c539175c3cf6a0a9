using System.Text;

namespace Perun.Configuration;

/// The texts that are made from the table of settings: .env.example and docs/configuration.md.
public static class SettingTexts
{
    private const int Width = 100;

    /// Every setting, commented out at its default, so that a copy of the file changes nothing.
    public static string EnvExample(IReadOnlyList<Setting> table)
    {
        var text = new StringBuilder();
        text.Append("# Perun's settings. Copy this file to .env and uncomment what you want to change; an empty value counts as none.\n");
        text.Append("# The environment overrides .env, and options of the command line override both. Made from the table of settings:\n");
        text.Append("# change src/Perun/Configuration/KnownSettings.cs instead.\n");
        foreach (var group in table.GroupBy(setting => setting.Group).OrderBy(group => group.Key))
        {
            text.Append($"\n# --- {Title(group.Key)} ---\n");
            foreach (var setting in group)
            {
                text.Append('\n');
                foreach (var line in Wrapped($"{setting.Description} Give {setting.Expected}.")) text.Append($"# {line}\n");
                text.Append($"#{setting.Name}={(setting.IsSecret ? "" : setting.Default)}\n");
            }
        }
        return text.ToString();
    }

    public static string Page(IReadOnlyList<Setting> table)
    {
        var text = new StringBuilder();
        text.Append("""
            # Configuration

            Settings come from `.env`, from the environment and from options of the command line; the later overrides the
            earlier. An empty value counts as none. Relative folders start at the repository's folder. `perun config` shows every
            effective value and where it came from. All that is wrong is reported at once, and then nothing starts.

            In `.env`, a value may stand bare (up to ` #`), in single quotes (taken as it is) or in double quotes (with `\n`, `\t`,
            `\"`, `\\`). `export` in front of a name does no harm.

            This page is made from the table in `src/Perun/Configuration/KnownSettings.cs`.

            """.ReplaceLineEndings("\n"));
        foreach (var group in table.GroupBy(setting => setting.Group).OrderBy(group => group.Key))
        {
            text.Append($"\n## {Title(group.Key)}\n\n| setting | default | what it means | what to give |\n|---|---|---|---|\n");
            foreach (var setting in group)
                text.Append($"| `{setting.Name}` | {Code(setting.IsSecret ? "" : setting.Default)} | {setting.Description} | {setting.Expected} |\n");
        }
        return text.ToString();
    }

    public static string Title(SettingGroup group) => group switch
    {
        SettingGroup.Program => "The program",
        SettingGroup.Venues => "Venues: paper and live",
        SettingGroup.World => "The simulated world",
        SettingGroup.Analysis => "Analysis",
        SettingGroup.Models => "Language models",
        SettingGroup.Sources => "News, quotes and research",
        SettingGroup.Sizing => "Sizing",
        SettingGroup.Limits => "Limits",
        SettingGroup.Protections => "Protections",
        SettingGroup.Loop => "Rhythm",
        SettingGroup.Logging => "Logs",
        SettingGroup.Folders => "Folders",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private static IEnumerable<string> Wrapped(string sentence)
    {
        var line = new StringBuilder();
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }
}
