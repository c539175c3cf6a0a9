namespace Perun.Configuration;

/// A thing the user may set: its name, what it may be, what it is when nobody says, and what it means.
public abstract class Setting(string name, SettingGroup group, string fallback, string description)
{
    public string Name { get; } = name;

    public SettingGroup Group { get; } = group;

    /// As text; empty where there is none.
    public string Default { get; } = fallback;

    /// One or two sentences without the name, the default and the range.
    public string Description { get; } = description;

    /// A secret's value is never shown, in a listing or in a complaint.
    public bool IsSecret { get; init; }

    /// Completes "give …".
    public abstract string Expected { get; }

    /// The command-line option that sets it: --speed for PERUN_SPEED.
    public string Option { get; } = "--" + (name.StartsWith("PERUN_", StringComparison.Ordinal) ? name["PERUN_".Length..] : name)
        .ToLowerInvariant().Replace('_', '-');

    /// The value, or the reason why the text is none; the reason may be empty.
    internal abstract (object? Value, string? Complaint) Read(string text);
}

public sealed class Setting<T>(string name, SettingGroup group, ValueKind<T> kind, string fallback, string description)
    : Setting(name, group, fallback, description)
    where T : notnull
{
    public override string Expected => kind.Expected;

    internal override (object? Value, string? Complaint) Read(string text) =>
        kind.TryRead(text, out var value, out var complaint) ? (value, null) : (null, complaint ?? "");
}

/// The order in which settings are listed.
public enum SettingGroup
{
    Program,
    Venues,
    World,
    Analysis,
    Models,
    Sources,
    Sizing,
    Limits,
    Protections,
    Loop,
    Logging,
    Folders,
}
