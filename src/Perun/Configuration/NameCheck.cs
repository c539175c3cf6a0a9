namespace Perun.Configuration;

/// Points out names that are probably meant to be settings and are not.
internal static class NameCheck
{
    /// Known to the start and test scripts rather than to the table.
    private static readonly string[] OfScripts = [SettingSources.HomeVariable, "PERUN_LONG_TESTS"];

    public static IReadOnlyList<string> Warnings(IReadOnlyList<Setting> table, SettingSources sources)
    {
        var warnings = new List<string>();
        var known = table.Select(setting => setting.Name).Concat(OfScripts).ToHashSet(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in sources.File.Entries)
        {
            if (lines.TryGetValue(entry.Name, out var earlier))
                warnings.Add($"{entry.Name} is in .env twice, in lines {earlier} and {entry.Line}: the later one counts, remove the other.");
            lines[entry.Name] = entry.Line;
            // The file is Perun's own, so that any name in it is meant for Perun.
            if (!known.Contains(entry.Name)) warnings.Add(Unknown(entry.Name, $".env line {entry.Line}", Nearest(entry.Name, table)));
            else if (entry.Name == SettingSources.HomeVariable)
                warnings.Add($"{entry.Name} (.env line {entry.Line}) has no effect there: it says where .env is, so set it in the environment.");
        }
        foreach (var name in sources.Environment.Keys.Order(StringComparer.Ordinal))
        {
            if (known.Contains(name)) continue;
            var nearest = Nearest(name, table);
            if (nearest is not null || name.StartsWith("PERUN_", StringComparison.OrdinalIgnoreCase))
                warnings.Add(Unknown(name, "environment", nearest));
        }
        return warnings;
    }

    private static string Unknown(string name, string source, string? nearest) => nearest is null
        ? $"{name} ({source}) is not a setting of this build and has no effect: see perun config for those that are."
        : $"{name} ({source}) has no effect: did you mean {nearest}?";

    private static string? Nearest(string name, IReadOnlyList<Setting> table)
    {
        string? nearest = null;
        var allowed = name.Length >= 8 ? 2 : 1;
        foreach (var setting in table)
        {
            if (Math.Abs(setting.Name.Length - name.Length) > allowed) continue;
            var distance = Typos.Between(name.ToUpperInvariant(), setting.Name);
            if (distance > allowed) continue;
            allowed = distance - 1;
            nearest = setting.Name;
        }
        return nearest;
    }
}
