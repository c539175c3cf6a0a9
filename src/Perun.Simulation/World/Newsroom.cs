using System.Diagnostics;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// Makes the stories about one subject, a day at a time, plans the moves they cause and when each source tells them. It
/// draws from a stream of its own, whoever listens.
internal sealed class Newsroom(string subject, WorldMarket market, double dailyVolatility, double storiesADay, NewsEffects effects, ulong seed)
{
    private RandomStream _random = RandomStream.Named(seed, "news " + subject);
    private int _lastNumber;

    /// The stories of a UTC day. Stock news comes on weekdays from before the open until near the close.
    public void PlanDay(DateTime day, List<Dispatch> dispatches)
    {
        var isWeekday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        if (market == WorldMarket.Equities && !isWeekday) return;
        for (var left = storiesADay; left > 0; left--)
        {
            if (!_random.NextChance(Math.Min(left, 1))) continue;
            Tell(Conceive(day), dispatches);
        }
    }

    private Story Conceive(DateTime day)
    {
        var (firstHour, lastHour) = market == WorldMarket.Equities ? (12.0, 20.2) : (0.0, 23.9);
        var seconds = (long)(_random.NextBetween(firstHour, lastHour) * 3600);
        var chance = _random.NextUnit();
        var kind = chance < 0.28 ? StoryKind.Leading : chance < 0.5 ? StoryKind.Late : chance < 0.74 ? StoryKind.False : StoryKind.Irrelevant;
        var direction = kind == StoryKind.Irrelevant ? 0 : _random.NextChance(0.52) ? 1 : -1;
        var size = kind switch
        {
            StoryKind.Leading => _random.NextBetween(0.4, 1.2),
            StoryKind.Late => _random.NextBetween(0.3, 1.0),
            StoryKind.False => _random.NextChance(0.35) ? 0.2 : 0,
            StoryKind.Irrelevant => 0,
            _ => throw new UnreachableException(),
        };
        var minutes = kind == StoryKind.Leading ? 30 + _random.NextBelow(210) : 8 + _random.NextBelow(25);
        return new Story(subject, ++_lastNumber, kind, direction, day.AddTicks(seconds * TimeSpan.TicksPerSecond),
            direction * size * dailyVolatility, minutes, _random.Next());
    }

    private void Tell(Story story, List<Dispatch> dispatches)
    {
        var first = story.Published;
        switch (story.Kind)
        {
            case StoryKind.Leading:
                effects.Add(first.AddMinutes(2 + _random.NextBelow(3)), story.Move, story.Minutes);
                break;
            case StoryKind.Late:
                effects.Add(first, story.Move, story.Minutes);
                first = first.AddMinutes(story.Minutes + 5 + _random.NextBelow(50));
                break;
            case StoryKind.False when story.Move != 0:
                effects.Add(first.AddMinutes(1), story.Move, 8);
                effects.Add(first.AddMinutes(12), -story.Move, 45);
                break;
            default:
                break;
        }
        var repeats = story.Kind == StoryKind.Irrelevant ? 0 : _random.NextBelow(story.Kind == StoryKind.Leading ? 4 : 2);
        for (var item = 0; item <= repeats; item++)
        {
            var source = NewsSources.Draw(market, story.Kind == StoryKind.Leading && item > 0 ? StoryKind.Late : story.Kind, ref _random);
            var published = item == 0 ? first : first.AddMinutes(6 + _random.NextBelow(100));
            var dispatch = new Dispatch(story, item, source, published, published.AddSeconds(1 + _random.NextBelow(20)));
            var place = dispatches.BinarySearch(dispatch);
            dispatches.Insert(place < 0 ? ~place : place, dispatch);
        }
    }
}
