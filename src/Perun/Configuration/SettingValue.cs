namespace Perun.Configuration;

/// The source that had the last word on a setting.
public enum SettingOrigin
{
    Default,
    File,
    Environment,
    Option,
}

/// A setting with its effective value. What is shown of a secret is only that it is there.
public sealed record SettingValue
{
    public const string Mask = "********";

    public required Setting Setting { get; init; }

    public required SettingOrigin Origin { get; init; }

    /// Where it came from, to be read by a person: "default", ".env line 3", "environment", "option --speed".
    public required string Source { get; init; }

    /// For the program, never for a screen.
    internal string Text { get; init; } = "";

    internal object? Value { get; init; }

    /// The text to show.
    public string Shown => Setting.IsSecret && Text.Length > 0 ? Mask : Text;

    /// A record prints its properties; this one may hold a secret.
    public override string ToString() => $"{Setting.Name}={Shown} ({Source})";
}
