using Perun.Engine.Venues;

namespace Perun.Venues;

/// The one source of what the account truly is, for pages, commands and chat: the venue's own books as they were last read, always with
/// their age.
internal sealed class AccountStatus
{
    private VenueBooks? _books;
    private string? _trouble;

    /// The newest books; null before the first were read. For any thread.
    public VenueBooks? Books => Volatile.Read(ref _books);

    /// Why the newest try to read them failed; null where it did not.
    public string? Trouble => Volatile.Read(ref _trouble);

    public void Take(VenueBooks books)
    {
        Volatile.Write(ref _books, books);
        Volatile.Write(ref _trouble, null);
    }

    public void Fail(string why) => Volatile.Write(ref _trouble, why);
}
