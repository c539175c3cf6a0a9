using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Alpaca;

public sealed record AlpacaSettings
{
    /// On the loopback address; 0 takes any that is free.
    public int Port { get; init; }

    public ulong Seed { get; init; } = 1;

    /// How much faster than the clock on the wall; 0 stands still until it is moved on by hand.
    public double Speed { get; init; } = 1;

    /// When trading can begin, UTC: a Monday, just after the open.
    public DateTime Start { get; init; } = new(2026, 1, 5, 14, 31, 0, DateTimeKind.Utc);

    /// What there is to look back on.
    public TimeSpan History { get; init; } = TimeSpan.FromDays(35);

    public IReadOnlyList<string> Symbols { get; init; } = Simulation.World.DefaultUniverse.Symbols;

    public IReadOnlyList<AccountKeys> Accounts { get; init; } = [Account("PKPERUN1", 100_000)];

    /// Requests a minute of each account, and as many again for market data.
    public int RequestsAMinute { get; init; } = 200;

    /// Whether accounts may see the consolidated tape, and everything at once.
    public bool HasSip { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// How often something goes wrong by chance, each time it could.
    public double FaultChance { get; init; }

    /// The clock on the wall: for limits of requests and the pace of time.
    public TimeProvider Wall { get; init; } = TimeProvider.System;

    public Action<string>? Log { get; init; }

    /// An account whose secret follows from its key, so that nobody has to look one up.
    public static AccountKeys Account(string id, decimal cash) => new(id, "secret-of-" + id, cash);
}
