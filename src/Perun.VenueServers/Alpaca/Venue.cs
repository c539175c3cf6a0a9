using Perun.Core.Instruments;
using Perun.Simulation.Exchange;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Admin;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Alpaca.Streams;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca;

/// Everything behind the wire: the floor, what is listed, and the accounts. Whoever touches it holds the floor's gate.
public sealed class Venue
{
    private readonly Dictionary<string, TradingAccount> _byKey;

    public Venue(AlpacaSettings settings)
    {
        Settings = settings;
        Assets = AssetList.Of(settings.Symbols);
        Floor = new VenueFloor(Assets.Universe, settings.Seed, settings.Start, settings.History, new ExchangeRules
        {
            WhenClosed = WhenClosed.Queue, // orders wait for the session
            ExitsHoldQuantity = false, // the desk knows which exits belong together
            MarketCushion = 0.03m,
            CryptoTiers = VenueFees.AlpacaTiers,
            Seed = settings.Seed,
        });
        Faults = new FaultPlan(Words, settings.FaultChance, settings.Seed) { Log = settings.Log };
        Faults.Add(settings.Faults);
        Accounts = [.. settings.Accounts.Select(keys => new TradingAccount(keys, Floor, Assets, settings.Seed, Faults))];
        Strikes = new VenueStrikes(this);
        Floor.Listen(Strikes);
        _byKey = Accounts.ToDictionary(static account => account.Keys.Id);
    }

    /// Every fault there is a word for.
    public static IReadOnlyList<FaultWord> Words { get; } = [.. WireWords.All, .. PageFaults.All, .. OrderFaults.All, .. StreamFaults.All, .. VenueFaults.All];

    public AlpacaSettings Settings { get; }

    public AssetList Assets { get; }

    public VenueFloor Floor { get; }

    public FaultPlan Faults { get; }

    public IReadOnlyList<TradingAccount> Accounts { get; }

    public VenueStrikes Strikes { get; }

    public VenueState State { get; } = new();

    /// How far its clock is off.
    public TimeSpan Skew { get; set; }

    /// What its clock shows.
    public DateTime ClockTime => Floor.Now + Skew;

    public TimeSpan Elapsed => Floor.Now - Settings.Start;

    public TradingAccount? Find(string? key, string? secret) =>
        key is not null && _byKey.TryGetValue(key, out var account) && account.Keys.Secret == secret ? account : null;
}
