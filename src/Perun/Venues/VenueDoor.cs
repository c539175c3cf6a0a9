using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Wire;
using Perun.Commands;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// The adapter to the venue that the settings name.
internal static class VenueDoor
{
    /// <param name="remark">Hears what a person should look at.</param>
    /// <param name="note">Hears what is worth knowing later.</param>
    /// <param name="chance">From zero to one, as from a die: blurs waiting times.</param>
    public static (IVenue Venue, IMarketHistory History) Open(VenueSettings settings, string dataFolder, ClientIds ids, TimeProvider clock, Action<string> remark, Action<string>? note = null, Func<double>? chance = null)
    {
        var (log, die) = (new VenueLog(note ?? (static _ => { }), remark), chance ?? Random.Shared.NextDouble);
        return settings.Name == VenueName.Alpaca ? Alpaca(settings, ids, clock, die, log) : Kraken(settings, dataFolder, ids, clock, die, log);
    }

    private static (IVenue, IMarketHistory) Alpaca(VenueSettings settings, ClientIds ids, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        var account = new AlpacaSettings
        {
            Key = settings.AlpacaKey ?? throw Lacks(KnownSettings.AlpacaKey),
            Secret = settings.AlpacaSecret ?? throw Lacks(KnownSettings.AlpacaSecret),
            Address = settings.AlpacaAddress,
            DataAddress = settings.AlpacaDataAddress,
            IsPaper = settings.AlpacaPaper,
            Feed = settings.AlpacaFeed,
        };
        return (new AlpacaVenue(account, ids, clock, chance, log), new AlpacaHistory(account, clock, chance, log));
    }

    private static (IVenue, IMarketHistory) Kraken(VenueSettings settings, string dataFolder, ClientIds ids, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        var account = new KrakenSettings
        {
            Key = settings.KrakenKey,
            Secret = settings.KrakenSecret,
            Address = settings.KrakenAddress ?? KrakenSettings.KrakenItself,
            Currency = settings.KrakenCurrency,
            Tier = settings.KrakenTier,
            BookDepth = settings.KrakenBookDepth,
            DeadManSwitch = settings.KrakenDeadManSwitch,
            StateFolder = dataFolder,
        };
        if (account.Problems() is [var problem, ..]) throw new CommandFailedException(ExitCode.Environment, problem);
        var venue = new KrakenVenue(account, ids, clock, chance, log);
        return (venue, venue.History);
    }

    private static CommandFailedException Lacks(Setting setting) => new(ExitCode.Environment, $"{setting.Name} is not set: put it into .env.");
}
