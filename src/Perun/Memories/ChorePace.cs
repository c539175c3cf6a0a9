using Perun.Mind.Models.Spend;

namespace Perun.Memories;

/// <param name="Every">From one look for work to the next.</param>
/// <param name="IsDeciding">Whether a decision is being made at this moment.</param>
/// <param name="Tell">Hears what the user should know.</param>
internal sealed record ChoreTerms(TimeSpan Every, DailyBudget Budget, Func<bool> IsDeciding, TimeProvider Clock, Action<string> Tell);

/// When work on memories may ask a model: by its schedule, behind decisions, and after failures later and later.
/// <param name="meanwhile">What holds while nobody answers, for the user.</param>
internal sealed class ChorePace(ChoreTerms terms, string meanwhile) : IDisposable
{
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// Decisions come first: this much of the day's budget is theirs alone.
    private const decimal ShareOfDecisions = 0.5m;

    /// Where decisions follow each other without a pause, one has to be disturbed now and then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _began = terms.Clock.GetUtcNow();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private TimeSpan _pause = FirstPause;
    private bool _isTroubled;

    public CancellationToken Stop => _stop.Token;

    public bool IsDue
    {
        get
        {
            var now = terms.Clock.GetUtcNow();
            if (_stop.IsCancellationRequested || now < _next || !HasBudget) return false;
            return !terms.IsDeciding() || now - (_next > _began ? _next : _began) >= LongestWait;
        }
    }

    /// There was nothing to do.
    public void Rest() => _next = terms.Clock.GetUtcNow() + terms.Every;

    public void Succeeded(bool hasMore)
    {
        if (_isTroubled) terms.Tell($"{meanwhile} no longer: it answers again.");
        (_isTroubled, _pause) = (false, FirstPause);
        _next = terms.Clock.GetUtcNow() + (hasMore ? BetweenPieces : terms.Every);
    }

    /// <param name="isLasting">It is no use to ask again soon.</param>
    public void Failed(string why, bool isLasting = false)
    {
        if (!_isTroubled && !_stop.IsCancellationRequested) terms.Tell($"{meanwhile}: {why.TrimEnd('.')}. It is tried again now and then.");
        _isTroubled = true;
        _next = terms.Clock.GetUtcNow() + (isLasting ? LongestPause : _pause);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    /// What was asked is cancelled; whatever comes of it is nobody's any more.
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private bool HasBudget
    {
        get
        {
            var spent = terms.Budget.Spent;
            return (terms.Budget.MostUsd is not { } usd || spent.Usd <= usd * (1 - ShareOfDecisions))
                && (terms.Budget.MostTokens is not { } tokens || spent.Tokens <= tokens * (1 - ShareOfDecisions));
        }
    }
}
