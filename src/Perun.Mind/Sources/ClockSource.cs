using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// The market's clock and calendar: which session it is and how long it lasts, what closes the market in the days to come, and
/// how each instrument has behaved in this hour of this weekday before.
public sealed class ClockSource(Universe universe) : IKnowledgeSource, IFollowsBars
{
    private const int DaysAhead = 5;

    private readonly SortedDictionary<int, HourHabits> _habits = [];
    private HashSet<ObjectKey> _said = [];

    public string Name => OwnSources.Clock;

    public string Lane => LaneNames.Market;

    public void See(InstrumentId instrument, in Bar minute)
    {
        if (!_habits.TryGetValue(instrument.Value, out var habits)) _habits.Add(instrument.Value, habits = new HourHabits(TradingCalendar.For(universe[instrument].Hours)));
        habits.See(minute);
    }

    public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var now = request.AsOf;
        var objects = new List<KnowledgeObject>();
        foreach (var hours in universe.Instruments.Select(instrument => instrument.Hours).Distinct().Order())
        {
            var calendar = TradingCalendar.For(hours);
            objects.Add(Reading.Of($"clock:{hours}", Name, LaneNames.Market, null, now, Session(calendar, now), Severity.Medium));
            objects.AddRange(Ahead(calendar, now));
        }
        foreach (var (id, habits) in _habits)
        {
            var symbol = universe[new InstrumentId(id)].Symbol;
            if (habits.Say(now) is { } text) objects.Add(Reading.Of($"clock:{symbol}:hour", Name, LaneNames.Market, symbol, now, $"{symbol} {text}", Severity.Low));
        }
        var said = objects.Select(about => about.Key).ToHashSet();
        Gathering gathered = new Gathered(objects, [.. _said.Except(said)]);
        _said = said;
        return ValueTask.FromResult(gathered);
    }

    private static string Session(TradingCalendar calendar, DateTime now)
    {
        if (calendar.Hours == TradingHours.AroundTheClock) return $"Crypto trades around the clock; it is {now:dddd HH:mm} UTC";
        var wall = NewYorkTime.FromUtc(now);
        if (calendar.SessionAt(now) is not { } session)
        {
            var next = calendar.NextSession(now);
            return $"New York is closed; it is {wall:dddd HH:mm} there and opens in {Minutes(next.Open - now)}, on {NewYorkTime.FromUtc(next.Open):dddd}";
        }
        return $"New York is open; it is {wall:dddd HH:mm} there, {Minutes(now - session.Open)} after the open and {Minutes(session.Close - now)} before the close{(session.IsEarlyClose ? ", which is early today" : "")}";
    }

    private IEnumerable<Evidence> Ahead(TradingCalendar calendar, DateTime now)
    {
        var today = calendar.TradingDay(now);
        for (var day = today; day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            if (calendar.HolidayOn(day) is not { } holiday) continue;
            var what = calendar.SessionOn(day) is null ? "closed" : "closing early";
            yield return Reading.Of($"calendar:{calendar.Hours}:{day:yyyy-MM-dd}", Name, LaneNames.Events, null, now, $"New York is {what} on {day:dddd yyyy-MM-dd}: {holiday}", day == today ? Severity.High : Severity.Medium) with
            {
                Expires = day.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            };
        }
    }

    private static string Minutes(TimeSpan time) => time.TotalMinutes < 120 ? $"{(int)time.TotalMinutes} minutes" : $"{time.TotalHours:0.0} hours";
}
