using Perun.Engine.Venues;

namespace Perun.Adapters.Venues;

/// A venue that can be told in one request to cancel whatever rests in the account.
public interface ICancelAll
{
    /// Whoever placed it: what protects positions, and other people's orders too. What was cancelled is told as any other end of an order.
    Task<Answer<CancelledAll>> CancelAllAsync(CancellationToken cancel);
}

/// <param name="Count">How many orders the venue says it cancels.</param>
/// <param name="Left">How many it says it could not.</param>
public sealed record CancelledAll(int Count, int Left = 0);
