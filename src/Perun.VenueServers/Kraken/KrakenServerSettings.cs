using System.Text;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Keys;

namespace Perun.VenueServers.Kraken;

public sealed record KrakenServerSettings
{
    /// On the loopback address; 0 takes any that is free.
    public int Port { get; init; }

    public ulong Seed { get; init; } = 1;

    /// How many seconds of the market pass in one on the wall; zero leaves it standing until it is moved by hand.
    public double Speed { get; init; } = 1;

    /// When trading begins, UTC.
    public DateTime Start { get; init; } = new(2026, 1, 5, 14, 31, 0, DateTimeKind.Utc);

    /// How much of the market lies before that.
    public TimeSpan History { get; init; } = TimeSpan.FromDays(3);

    public IReadOnlyList<string> Symbols { get; init; } = AllSymbols;

    public IReadOnlyList<KrakenAccountSettings> Accounts { get; init; } = [Account("perun1", 100_000)];

    /// Whether calls and orders are counted against their limits.
    public bool HasLimits { get; init; } = true;

    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// How often something goes wrong beyond the script, from 0 to 1.
    public double FaultChance { get; init; }

    public TimeProvider Wall { get; init; } = TimeProvider.System;

    /// Hears a line for each request and fault.
    public Action<string>? Log { get; init; }

    public static IReadOnlyList<string> AllSymbols => Listing.KrakenListing.AllSymbols;

    /// An account whose key and secret follow from its name, so that nobody has to look them up.
    public static KrakenAccountSettings Account(string name, decimal cash) => new(name, cash, [KrakenKeySettings.Of(name)]);
}

/// <param name="Key">What requests show.</param>
/// <param name="Secret">What they are signed with, in base 64.</param>
public sealed record KrakenKeySettings(string Name, string Key, string Secret)
{
    public IReadOnlyList<string> Permissions { get; init; } = ApiPermission.Trading;

    /// The key is "key-of-" and the name, the secret that of it "secret-of-" and the name, in base 64.
    public static KrakenKeySettings Of(string name) => new(name, $"key-of-{name}", Convert.ToBase64String(Encoding.UTF8.GetBytes($"secret-of-{name}")));
}

public sealed record KrakenAccountSettings(string Name, decimal Cash, IReadOnlyList<KrakenKeySettings> Keys)
{
    public KrakenTier Tier { get; init; } = KrakenTier.Pro;

    /// Holdings that can't be traded, by Kraken's names of assets, like ETH2.S.
    public IReadOnlyDictionary<string, decimal> Elsewhere { get; init; } = new Dictionary<string, decimal>();
}
