using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// From start, exclusive, to end, inclusive: each a moment or the id of something that has one.
internal sealed class TimeWindow
{
    private readonly DateTime _start, _end;

    public TimeWindow(Fields fields, Func<string, DateTime?> timeOf)
    {
        _start = Bound(fields, "start", timeOf) ?? DateTime.MinValue;
        _end = Bound(fields, "end", timeOf) ?? DateTime.MaxValue;
    }

    public bool Contains(DateTime moment) => moment > _start && moment <= _end;

    private static DateTime? Bound(Fields fields, string name, Func<string, DateTime?> timeOf) => fields.Text(name) switch
    {
        null or "0" => null,
        { } text => Moments.Parse(text) ?? timeOf(text) ?? throw new RefusedException(Errors.Invalid(name)),
    };
}
