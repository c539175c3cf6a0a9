using Perun.Adapters.Storage;
using Perun.Adapters.Venues;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// What is found out at a venue before anything trades there.
/// <param name="Venue">Made for this journal's own names of orders.</param>
/// <param name="Instruments">What is chosen to be traded, best first.</param>
internal sealed record VenueOpening(IVenue Venue, IMarketHistory History, VenueAccount Account, VenueBooks Books, IReadOnlyList<Instrument> Instruments)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="make">Makes the venue for a journal's names of orders.</param>
    public static async Task<VenueOpening> OpenAsync(
        PerunSettings settings, SqliteStore store, Func<ClientIds, (IVenue, IMarketHistory)> make, Action<VenueAccount> permit, CancellationToken cancel)
    {
        var reader = store.Reader();
        var (venue, history) = make(new ClientIds(ClientTag.Of(store, reader)));
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            var account = await GetAsync(venue.CheckAsync(patience.Token), venue.Name, "show the account");
            permit(account);
            var books = await GetAsync(venue.ReadBooksAsync(null, patience.Token), venue.Name, "show the account's books");
            if (Newest(books) > reader.LastPosition())
            {
                await venue.DisposeAsync();
                (venue, history) = make(new ClientIds(ClientTag.New(store)));
                books = await GetAsync(venue.ReadBooksAsync(null, patience.Token), venue.Name, "show the account's books");
            }
            var listed = await GetAsync(venue.InstrumentsAsync(patience.Token), venue.Name, "list its instruments");
            return new VenueOpening(venue, history, account, books, UniverseChoice.Choose(settings.Analysis.Universe, listed, account.Currency));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await venue.DisposeAsync();
            throw new CommandFailedException(ExitCode.Environment, $"{venue.Name} did not answer within {Patience.TotalSeconds:0} seconds: see whether it can be reached from here, then start again.");
        }
        catch
        {
            await venue.DisposeAsync();
            throw;
        }
    }

    /// The place in the journal that the newest order of ours at the venue comes from.
    private static long Newest(VenueBooks books) => books.OpenOrders.Select(order => order.Ours.JournalPosition).DefaultIfEmpty(0).Max();

    private static async Task<T> GetAsync<T>(Task<Answer<T>> question, string venue, string what) where T : class
    {
        var answer = await question;
        return answer.TryGet(out var value, out var failure)
            ? value
            : throw new CommandFailedException(ExitCode.Environment, $"{FailureWords.Of(venue, what, failure)} Nothing was traded.");
    }
}
