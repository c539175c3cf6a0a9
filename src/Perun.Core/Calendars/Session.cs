namespace Perun.Core.Calendars;

/// One stretch of continuous trading.
/// <param name="Day">The date it is known by, in the market's own zone.</param>
/// <param name="Open">Its first moment, UTC.</param>
/// <param name="Close">The first moment after it, UTC.</param>
public readonly record struct Session(DateOnly Day, DateTime Open, DateTime Close, bool IsEarlyClose)
{
    public TimeSpan Length => Close - Open;

    public bool Contains(DateTime utc) => utc >= Open && utc < Close;
}
