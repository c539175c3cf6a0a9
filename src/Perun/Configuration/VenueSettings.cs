namespace Perun.Configuration;

public enum VenueName
{
    Alpaca,
    Kraken,
}

/// The venue of the paper and live modes. Addresses are null where they are the venue's own.
public sealed record VenueSettings
{
    public required VenueName Name { get; init; }

    /// Whether the settings let real money be traded; a person has to confirm the account besides.
    public required bool IsLiveAllowed { get; init; }

    public required bool AlpacaPaper { get; init; }

    public Uri? AlpacaAddress { get; init; }

    public Uri? AlpacaDataAddress { get; init; }

    public required string AlpacaFeed { get; init; }

    public string? AlpacaKey { get; init; }

    public string? AlpacaSecret { get; init; }

    public Uri? KrakenAddress { get; init; }

    public string? KrakenKey { get; init; }

    public string? KrakenSecret { get; init; }

    /// The settings that the venue needs and that are not there.
    public IReadOnlyList<string> Missing =>
    [
        .. Name == VenueName.Alpaca
            ? Lacking((KnownSettings.AlpacaKey.Name, AlpacaKey), (KnownSettings.AlpacaSecret.Name, AlpacaSecret))
            : Lacking((KnownSettings.KrakenKey.Name, KrakenKey), (KnownSettings.KrakenSecret.Name, KrakenSecret)),
    ];

    internal static VenueSettings From(SettingsReading reading)
    {
        var address = Address(reading, KnownSettings.AlpacaAddress);
        return new VenueSettings
        {
            Name = reading.Get(KnownSettings.Venue),
            IsLiveAllowed = reading.Get(KnownSettings.LiveAllowed),
            AlpacaPaper = reading.Get(KnownSettings.AlpacaPaper),
            AlpacaAddress = address,
            AlpacaDataAddress = Address(reading, KnownSettings.AlpacaDataAddress) ?? (address is { IsLoopback: true } ? address : null),
            AlpacaFeed = reading.Get(KnownSettings.AlpacaFeed),
            AlpacaKey = Text(reading, KnownSettings.AlpacaKey),
            AlpacaSecret = Text(reading, KnownSettings.AlpacaSecret) ?? Text(reading, KnownSettings.AlpacaSecretToo),
            KrakenAddress = Address(reading, KnownSettings.KrakenAddress),
            KrakenKey = Text(reading, KnownSettings.KrakenKey),
            KrakenSecret = Text(reading, KnownSettings.KrakenSecret),
        };
    }

    private static IEnumerable<string> Lacking(params (string Name, string? Value)[] needed) =>
        needed.Where(setting => string.IsNullOrEmpty(setting.Value)).Select(setting => setting.Name);

    private static string? Text(SettingsReading reading, Setting<string> setting) => reading.TryGet(setting, out var text) ? text : null;

    private static Uri? Address(SettingsReading reading, Setting<string> setting) => Text(reading, setting) is { Length: > 0 } text ? new Uri(text) : null;
}
