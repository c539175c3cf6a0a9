using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// Shut once Kraken does not accept the key, or locks the account out: asking on would only make it longer. What rests at Kraken
/// stays there and protects.
internal sealed class KrakenDoor(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private string _why = "";
    private DateTime _until;

    /// Told once for each closing, with why; false where it opens again by itself.
    public event Action<string, bool>? Closed;

    public Outcome.Down? WhyClosed()
    {
        lock (_gate)
        {
            if (clock.GetUtcNow().UtcDateTime >= _until) return null;
            return new Outcome.Down(_until == DateTime.MaxValue ? _why : $"{_why}; nothing private is asked before {_until:HH:mm} UTC");
        }
    }

    public void Close(KrakenError error)
    {
        var isForGood = error.Trouble == KrakenTrouble.Key;
        string why;
        lock (_gate)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (now < _until) return;
            _until = isForGood ? DateTime.MaxValue : now + KrakenError.LockoutLasts;
            _why = why = isForGood
                ? error.KeyWords
                : $"Kraken has locked the account out for about {KrakenError.LockoutLasts.TotalMinutes:0} minutes ({error.Text})";
        }
        Closed?.Invoke(why, isForGood);
    }
}
