using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Kraken.Rest;

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

    public required AlpacaFeed AlpacaFeed { get; init; }

    public string? AlpacaKey { get; init; }

    public string? AlpacaSecret { get; init; }

    public Uri? KrakenAddress { get; init; }

    public string? KrakenKey { get; init; }

    public string? KrakenSecret { get; init; }

    public required string KrakenCurrency { get; init; }

    public required KrakenTier KrakenTier { get; init; }

    /// Zero for quotes from the ticker.
    public required int KrakenBookDepth { get; init; }

    /// Zero where it is off.
    public required TimeSpan KrakenDeadManSwitch { get; init; }

    /// The settings that the venue needs and that are not there.
    public IReadOnlyList<string> Missing =>
    [
        .. Name == VenueName.Alpaca
            ? Lacking((KnownSettings.AlpacaKey.Name, AlpacaKey), (KnownSettings.AlpacaSecret.Name, AlpacaSecret))
            : Lacking((KnownSettings.KrakenKey.Name, KrakenKey), (KnownSettings.KrakenSecret.Name, KrakenSecret)),
    ];

    internal static VenueSettings From(SettingsReading reading)
    {
        return new VenueSettings
        {
            Name = reading.Get(KnownSettings.Venue),
            IsLiveAllowed = reading.Get(KnownSettings.LiveAllowed),
            AlpacaPaper = reading.Get(KnownSettings.AlpacaPaper),
            AlpacaAddress = Address(reading, KnownSettings.AlpacaAddress),
            AlpacaDataAddress = Address(reading, KnownSettings.AlpacaDataAddress),
            AlpacaFeed = reading.Get(KnownSettings.AlpacaFeed),
            AlpacaKey = Text(reading, KnownSettings.AlpacaKey),
            AlpacaSecret = Text(reading, KnownSettings.AlpacaSecret) ?? Text(reading, KnownSettings.AlpacaSecretToo),
            KrakenAddress = Address(reading, KnownSettings.KrakenAddress),
            KrakenKey = Text(reading, KnownSettings.KrakenKey),
            KrakenSecret = Text(reading, KnownSettings.KrakenSecret),
            KrakenCurrency = reading.Get(KnownSettings.KrakenCurrency),
            KrakenTier = reading.Get(KnownSettings.KrakenTier),
            KrakenBookDepth = reading.Get(KnownSettings.KrakenBookDepth),
            KrakenDeadManSwitch = reading.Get(KnownSettings.KrakenDeadManSwitch),
        };
    }

    private static IEnumerable<string> Lacking(params (string Name, string? Value)[] needed) =>
        needed.Where(setting => string.IsNullOrEmpty(setting.Value)).Select(setting => setting.Name);

    private static string? Text(SettingsReading reading, Setting<string> setting) => reading.TryGet(setting, out var text) ? text : null;

    internal static Uri? Address(SettingsReading reading, Setting<string> setting) => Text(reading, setting) is { Length: > 0 } text ? new Uri(text) : null;
}
