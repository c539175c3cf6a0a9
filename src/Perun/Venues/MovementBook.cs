using System.Globalization;
using System.Text;
using Perun.Adapters.Storage;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// Which movements were booked already, kept with the journal: a venue that tells one again, as pages do that go in a circle, moves no
/// money twice.
internal sealed class MovementBook
{
    private const string Name = "venue-movements-booked";
    private const int MostKept = 2_000;

    /// Venues book some things under the day they are for, which may lie a little before we came.
    private static readonly TimeSpan Late = TimeSpan.FromDays(3);

    private readonly HashSet<string> _booked;
    private readonly Queue<string> _order;
    private readonly DateTime _begin;
    private bool _isNew = true;

    private MovementBook(DateTime begin, IEnumerable<string> booked) => (_begin, _order, _booked) = (begin, new Queue<string>(booked), booked.ToHashSet(StringComparer.Ordinal));

    /// <param name="now">What is older than that is none of Perun's business, where nothing was kept yet.</param>
    public static MovementBook Of(JournalReader reader, DateTime now)
    {
        var lines = reader.Kept(Name) is { } kept ? Encoding.UTF8.GetString(kept).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return lines.Length > 0 && long.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var begin)
            ? new MovementBook(new DateTime(begin, DateTimeKind.Utc), lines[1..]) { _isNew = false }
            : New(now);
    }

    /// Nothing was booked yet.
    public static MovementBook New(DateTime now) => new(now, []);

    /// False where it was booked before, or was before we came.
    public bool Take(Movement movement)
    {
        if (movement.At < _begin - Late || !_booked.Add(movement.Id)) return false;
        _order.Enqueue(movement.Id);
        if (_order.Count > MostKept) _booked.Remove(_order.Dequeue());
        return _isNew = true;
    }

    public void Keep(SqliteStore store)
    {
        if (!_isNew) return;
        store.Keep(Name, Encoding.UTF8.GetBytes($"{_begin.Ticks.ToString(CultureInfo.InvariantCulture)}\n{string.Join('\n', _order)}"));
        _isNew = false;
    }
}
