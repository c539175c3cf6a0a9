using Perun.Engine.Venues;

namespace Perun.Venues.Tests;

internal static class Answers
{
    public static T ShouldAnswer<T>(this Answer<T> answer) where T : class => answer.TryGet(out var value, out var failure) ? value : throw new ShouldAssertException($"no answer: {failure.Words}");

    public static Outcome ShouldFail<T>(this Answer<T> answer) where T : class => answer.TryGet(out var value, out var failure) ? throw new ShouldAssertException($"answered {value}") : failure;
}
