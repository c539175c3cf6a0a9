namespace Perun.Configuration;

/// Reads a table of settings from the sources, and finds everything that is wrong at once.
public static class SettingsReader
{
    /// The settings of this build; null when there are problems.
    public static (PerunSettings? Settings, SettingsReading Reading) Read(SettingSources sources)
    {
        var reading = Read(KnownSettings.All, sources);
        if (reading.Problems.Count > 0) return (null, reading);
        var settings = PerunSettings.From(reading, sources.Home);
        var conflicts = Conflicts.In(settings).ToArray();
        return conflicts.Length > 0 ? (null, reading.With(conflicts)) : (settings, reading);
    }

    internal static SettingsReading Read(IReadOnlyList<Setting> table, SettingSources sources)
    {
        var problems = new List<string>(sources.File.Problems);
        var inFile = new Dictionary<string, EnvEntry>(StringComparer.Ordinal);
        foreach (var entry in sources.File.Entries) inFile[entry.Name] = entry;

        var values = new List<SettingValue>(table.Count);
        foreach (var setting in table)
        {
            var (text, origin, source) = LastWord(setting, inFile, sources);
            var (value, complaint) = text.Length == 0 ? (null, null) : setting.Read(text);
            if (complaint is not null) problems.Add(Problem(setting, text, source, origin, complaint));
            values.Add(new SettingValue { Setting = setting, Origin = origin, Source = source, Text = text, Value = value });
        }
        return new SettingsReading(values, problems, NameCheck.Warnings(table, sources));
    }

    /// An empty text says nothing: start scripts and containers pass empty variables for what is not set.
    private static (string Text, SettingOrigin Origin, string Source) LastWord(
        Setting setting, Dictionary<string, EnvEntry> inFile, SettingSources sources)
    {
        if (sources.Options.TryGetValue(setting.Name, out var text) && !string.IsNullOrWhiteSpace(text))
            return (text.Trim(), SettingOrigin.Option, $"option {setting.Option}");
        if (sources.Environment.TryGetValue(setting.Name, out text) && !string.IsNullOrWhiteSpace(text))
            return (text.Trim(), SettingOrigin.Environment, "environment");
        if (inFile.TryGetValue(setting.Name, out var entry) && !string.IsNullOrWhiteSpace(entry.Value))
            return (entry.Value.Trim(), SettingOrigin.File, $".env line {entry.Line}");
        return (setting.Default, SettingOrigin.Default, "default");
    }

    private static string Problem(Setting setting, string text, string source, SettingOrigin origin, string complaint)
    {
        var what = setting.IsSecret ? "is not usable" : $"is \"{Brief(text)}\"";
        var why = complaint.Length > 0 ? $", but {complaint}" : "";
        var fallback = setting.Default.Length > 0 ? $"for the default, {setting.Default}" : "to do without it";
        var name = origin == SettingOrigin.Option ? $"{setting.Option} ({setting.Name})" : $"{setting.Name} ({source})";
        return $"{name} {what}{why}: give {setting.Expected}, or leave it out {fallback}.";
    }

    private static string Brief(string text)
    {
        var visible = string.Concat(text.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter));
        return text.Length > 60 ? visible + "…" : visible;
    }
}
