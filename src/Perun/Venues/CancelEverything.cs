using Perun.Adapters.Venues;
using Perun.Commands;
using Perun.Configuration;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// The account left bare of orders by one request, without a running Perun: for when it can't be reached, or somebody else's orders have to go
/// with ours. A running one hears of it and protects its positions anew.
internal static class CancelEverything
{
    /// <param name="typed">Hears what would be cancelled and returns what the person typed: the account's name.</param>
    public static async Task<string> AskAsync(PerunSettings settings, Func<CancelAllQuestion, string?> typed, TimeProvider clock, CancellationToken cancel)
    {
        if (settings.Mode == TradingMode.Simulated)
            throw new CommandFailedException(ExitCode.Usage, "PERUN_MODE is simulated, so no order rests at a venue: perun kill stops entries here, and perun flatten closes everything.");
        var (venue, _) = VenueDoor.Open(settings.Venue, settings.Paths.Data, new ClientIds("look"), clock, static _ => { });
        await using (venue) return await AskAsync(venue, typed, cancel);
    }

    internal static async Task<string> AskAsync(IVenue venue, Func<CancelAllQuestion, string?> typed, CancellationToken cancel)
    {
        if (venue is not ICancelAll broom) throw new CommandFailedException(ExitCode.Refused, $"{venue.Name} can't cancel all orders at once: cancel them on its own page.");
        var account = Sure(await venue.CheckAsync(cancel), venue, "show the account");
        var books = Sure(await venue.ReadBooksAsync(null, cancel), venue, "show the account's books");
        if (books.OpenOrders.Count == 0) return $"No order rests at {venue.Name} in account {account.Id}.";
        var answer = typed(new CancelAllQuestion(venue.Name, account.Id, books.OpenOrders.Count));
        if (!string.Equals(answer?.Trim(), account.Id, StringComparison.Ordinal)) throw new CommandFailedException(ExitCode.Refused, "That is not the account's name: nothing was cancelled.");
        var answered = await broom.CancelAllAsync(cancel);
        if (!answered.TryGet(out var cancelled, out var failure))
            throw new CommandFailedException(ExitCode.Environment, $"{FailureWords.Of(venue.Name, "cancel all orders", failure)} Some may be cancelled all the same: the same command says what is left.");
        return cancelled.Left == 0
            ? $"{venue.Name} cancels all {cancelled.Count} orders of account {account.Id}; what they protected rests bare unless a running Perun protects it anew."
            : throw new CommandFailedException(ExitCode.Environment, $"{venue.Name} cancels {cancelled.Count} orders and says that it can't cancel {cancelled.Left}: look at them on its own page.");
    }

    private static T Sure<T>(Answer<T> answer, IVenue venue, string what) where T : class =>
        answer.TryGet(out var value, out var failure) ? value : throw new CommandFailedException(ExitCode.Environment, FailureWords.Of(venue.Name, what, failure));
}
