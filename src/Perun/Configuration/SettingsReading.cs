using System.Diagnostics.CodeAnalysis;

namespace Perun.Configuration;

/// What the sources say, in full: every setting, and everything that is wrong with them.
public sealed class SettingsReading
{
    private readonly Dictionary<string, SettingValue> _byName;

    internal SettingsReading(IReadOnlyList<SettingValue> values, IReadOnlyList<string> problems, IReadOnlyList<string> warnings)
    {
        Values = values;
        Problems = problems;
        Warnings = warnings;
        _byName = values.ToDictionary(value => value.Setting.Name, StringComparer.Ordinal);
    }

    /// In the order of the table.
    public IReadOnlyList<SettingValue> Values { get; }

    /// Each a sentence with its remedy. With any of them, Perun does not start.
    public IReadOnlyList<string> Problems { get; }

    /// Names that look like mistakes. Perun starts.
    public IReadOnlyList<string> Warnings { get; }

    /// The texts that must never be shown.
    public IEnumerable<string> Secrets => Values.Where(value => value.Setting.IsSecret && value.Text.Length > 0).Select(value => value.Text);

    /// Null where the setting is empty. Ask only when there are no problems.
    internal bool TryGet<T>(Setting<T> setting, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        value = _byName[setting.Name].Value is T known ? known : default;
        return _byName[setting.Name].Value is T;
    }

    internal T Get<T>(Setting<T> setting)
        where T : notnull =>
        TryGet(setting, out var value) ? value : throw new InvalidOperationException($"{setting.Name} has no value");

    internal SettingsReading With(IEnumerable<string> furtherProblems) => new(Values, [.. Problems, .. furtherProblems], Warnings);
}
