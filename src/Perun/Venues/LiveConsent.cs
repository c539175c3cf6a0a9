using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Commands;
using Perun.Commands.Access;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// That a person typed an account's name to let Perun trade its real money: asked once for each account, kept in the data folder.
internal static class LiveConsent
{
    private const string FileName = "live.json";

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, FileName);

    public static bool IsGiven(string dataFolder, string venue, string account) =>
        Read(dataFolder).Any(given => given.Venue == venue && given.Account == account);

    public static void Give(string dataFolder, string venue, string account, DateTime at) =>
        PrivateFile.Write(PathIn(dataFolder), JsonSerializer.Serialize([.. Read(dataFolder), new GivenConsent(venue, account, at)], ConsentJson.Default.GivenConsentArray));

    /// Refuses to trade an account that must not be traded as things stand; the sentence says what to do.
    public static void Demand(PerunSettings settings, string venue, VenueAccount account)
    {
        if (account.Forbidden.Count > 0)
            throw new CommandFailedException(ExitCode.Refused, $"This key may {string.Join(" and ", account.Forbidden)}, and Perun refuses to hold such a key: make one at {venue} that may only look and trade.");
        if (account.WhyBarred is { } barred) throw new CommandFailedException(ExitCode.Refused, $"The account {account.Id} can't trade: {barred}.");
        if (account.IsLive != (settings.Mode == TradingMode.Live))
        {
            throw new CommandFailedException(ExitCode.Refused, account.IsLive
                ? $"These keys open the real account {account.Id}, and PERUN_MODE is {settings.Mode.ToString().ToLowerInvariant()}: use the keys of a paper account."
                : $"These keys open the paper account {account.Id}, and PERUN_MODE is live: use the real account's keys, or PERUN_MODE=paper.");
        }
        if (!account.IsLive) return;
        if (!settings.Venue.IsLiveAllowed) throw new CommandFailedException(ExitCode.Refused, "PERUN_LIVE is not yes: real money is not traded.");
        if (!IsGiven(settings.Paths.Data, venue, account.Id))
            throw new CommandFailedException(ExitCode.Refused, $"Nobody has confirmed yet that Perun may trade the real money of account {account.Id}: do that once with `perun live`.");
    }

    private static GivenConsent[] Read(string dataFolder)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path)) return [];
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ConsentJson.Default.GivenConsentArray) ?? [];
        }
        catch (JsonException)
        {
            return []; // asked again
        }
    }
}

internal sealed record GivenConsent(string Venue, string Account, DateTime At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GivenConsent[]))]
internal sealed partial class ConsentJson : JsonSerializerContext;
