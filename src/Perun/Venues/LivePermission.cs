using Perun.Commands;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// Asks for the account whose real money is to be traded, and keeps a person's word for it.
internal static class LivePermission
{
    /// <param name="typed">Hears the account's name and returns what the person typed.</param>
    public static async Task<string> AskAsync(PerunSettings settings, Func<string, string?> typed, TimeProvider clock, CancellationToken cancel)
    {
        if (settings.Mode != TradingMode.Live) throw new CommandFailedException(ExitCode.Usage, "PERUN_MODE is not live, so there is nothing to confirm: set PERUN_MODE=live and PERUN_LIVE=yes first.");
        var (venue, _) = VenueDoor.Open(settings.Venue, settings.Paths.Data, new ClientIds("look"), clock, static _ => { });
        await using (venue)
        {
            var answer = await venue.CheckAsync(cancel);
            if (!answer.TryGet(out var account, out var failure)) throw new CommandFailedException(ExitCode.Environment, FailureWords.Of(venue.Name, "show the account", failure));
            var name = settings.Venue.Name.ToString();
            if (!account.IsLive) throw new CommandFailedException(ExitCode.Refused, $"The account {account.Id} holds no real money: it needs no confirmation.");
            if (LiveConsent.IsGiven(settings.Paths.Data, name, account.Id)) return $"Account {account.Id} was confirmed already: ./perun run trades its real money.";
            if (!string.Equals(typed(account.Id)?.Trim(), account.Id, StringComparison.Ordinal)) throw new CommandFailedException(ExitCode.Refused, "That is not the account's name: nothing was confirmed.");
            LiveConsent.Give(settings.Paths.Data, name, account.Id, clock.GetUtcNow().UtcDateTime);
            return $"Confirmed: ./perun run trades the real money of account {account.Id} from now on. Remove {LiveConsent.PathIn(settings.Paths.Data)} to take that back.";
        }
    }
}
