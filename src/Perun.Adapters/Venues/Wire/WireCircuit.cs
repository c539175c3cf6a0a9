using Perun.Engine.Venues;
using Polly;
using Polly.CircuitBreaker;
using Outcome = Perun.Engine.Venues.Outcome;

namespace Perun.Adapters.Venues.Wire;

/// Leaves a venue alone for a while that fails again and again. Urgent requests are tried all the same.
internal sealed class WireCircuit
{
    private const int LeastRequests = 6;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline<Answer<WireReply>> _circuit;
    private readonly string _venue;

    public WireCircuit(string venue, TimeProvider clock, VenueLog log)
    {
        _venue = venue;
        _circuit = new ResiliencePipelineBuilder<Answer<WireReply>> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Answer<WireReply>>
            {
                FailureRatio = 0.7,
                MinimumThroughput = LeastRequests,
                SamplingDuration = Watched,
                BreakDuration = Rest,
                ShouldHandle = arguments => ValueTask.FromResult(IsTrouble(arguments.Outcome.Result)),
                OnOpened = _ => Say(log, $"{venue} fails again and again: it is left alone for {Rest.TotalSeconds:0} seconds"),
                OnClosed = _ => Say(log, $"{venue} answers again"),
            })
            .Build();
    }

    public async Task<Answer<WireReply>> TryAsync(RequestLane lane, Func<CancellationToken, Task<Answer<WireReply>>> send, CancellationToken cancel)
    {
        if (lane == RequestLane.Urgent) return await send(cancel);
        try
        {
            return await _circuit.ExecuteAsync(static async (send, cancel) => await send(cancel), send, cancel);
        }
        catch (BrokenCircuitException)
        {
            return new Outcome.Down($"{_venue} failed again and again and is left alone for a few seconds");
        }
    }

    private static bool IsTrouble(Answer<WireReply> answer) => !answer.TryGet(out _, out var failure) && failure is Outcome.Down or Outcome.Unknown;

    private static ValueTask Say(VenueLog log, string text)
    {
        log.Warn(text);
        return ValueTask.CompletedTask;
    }
}
