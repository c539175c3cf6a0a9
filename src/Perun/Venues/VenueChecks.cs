using Perun.Commands;
using Perun.Commands.Checks;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// What `doctor` can say about the venue: it asks for the account, and changes nothing.
internal static class VenueChecks
{
    private const string Name = "account";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<Check> AccountAsync(PerunSettings settings, CancellationToken cancel)
    {
        if (settings.Mode == TradingMode.Simulated) return new Check(Name, CheckState.Simulated, $"a made-up account that started with {settings.World.StartCash:#,0}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            var (venue, _) = VenueDoor.Open(settings.Venue, settings.Paths.Data, new ClientIds("look"), TimeProvider.System, static _ => { });
            await using (venue)
            {
                var answer = await venue.CheckAsync(patience.Token);
                if (!answer.TryGet(out var account, out var failure)) return new Check(Name, CheckState.Broken, FailureWords.Of(venue.Name, "show the account", failure));
                LiveConsent.Demand(settings, settings.Venue.Name.ToString(), account);
                var remarks = account.Remarks.Count > 0 ? $"; {string.Join("; ", account.Remarks)}" : "";
                return new Check(Name, account.Remarks.Count > 0 ? CheckState.Doubtful : CheckState.Real, $"{venue.Name}, account {account.Id} in {account.Currency}{(account.IsLive ? ", REAL MONEY" : "")}{remarks}");
            }
        }
        catch (CommandFailedException refused)
        {
            return new Check(Name, CheckState.Broken, refused.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Check(Name, CheckState.Broken, $"{settings.Venue.Name} did not answer within {Patience.TotalSeconds:0} seconds", "see whether it can be reached from here");
        }
    }
}
