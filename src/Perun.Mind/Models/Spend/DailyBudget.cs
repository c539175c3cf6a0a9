namespace Perun.Mind.Models.Spend;

/// The most a day may cost, in tokens and in money; null sets no bound. What is asked for is set aside before a call and settled
/// after it, so that many who ask at once don't overspend together.
public sealed class DailyBudget
{
    private readonly Lock _gate = new();
    private readonly ISpendingStore _store;
    private readonly TimeProvider _clock;
    private Spending _spent;
    private long _tokensAside;
    private decimal _usdAside;

    public DailyBudget(long? mostTokens, decimal? mostUsd, ISpendingStore store, TimeProvider clock)
    {
        (MostTokens, MostUsd, _store, _clock) = (mostTokens, mostUsd, store, clock);
        _spent = store.Load() ?? Spending.NothingOn(Today);
    }

    public long? MostTokens { get; }

    public decimal? MostUsd { get; }

    /// What today has cost so far.
    public Spending Spent
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return _spent;
            }
        }
    }

    /// The next UTC midnight.
    public DateTime Resets => Today.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    /// Sets aside what a call may cost at most; null, and why, where that is more than is left.
    /// <param name="usd">Null where the model has no price.</param>
    public (Reservation? Aside, string? Why) Reserve(long tokens, decimal? usd)
    {
        lock (_gate)
        {
            Turn();
            if (MostTokens is { } mostTokens && _spent.Tokens + _tokensAside + tokens > mostTokens)
                return (null, $"the daily budget of {mostTokens:#,##0} tokens (LLM_DAILY_BUDGET_TOKENS) has {Math.Max(0, mostTokens - _spent.Tokens - _tokensAside):#,##0} left and this call may need {tokens:#,##0}");
            if (MostUsd is { } mostUsd && usd is { } price && _spent.Usd + _usdAside + price > mostUsd)
                return (null, $"the daily budget of ${mostUsd} (LLM_DAILY_BUDGET_USD) has ${Math.Max(0, mostUsd - _spent.Usd - _usdAside):0.####} left and this call may cost ${price:0.####}");
            _tokensAside += tokens;
            _usdAside += usd ?? 0;
            return (new Reservation(tokens, usd ?? 0), null);
        }
    }

    /// Books what a call did cost in place of what was set aside for it.
    public void Settle(Reservation aside, long tokens, decimal? usd)
    {
        lock (_gate)
        {
            Turn();
            _tokensAside -= aside.Tokens;
            _usdAside -= aside.Usd;
            if (tokens == 0 && usd is null or 0) return;
            _spent = _spent with
            {
                Tokens = _spent.Tokens + tokens,
                Usd = _spent.Usd + (usd ?? 0),
                UnpricedTokens = _spent.UnpricedTokens + (usd is null ? tokens : 0),
            };
            _store.Save(_spent);
        }
    }

    /// A clock that is set back does not give a spent day again.
    private void Turn()
    {
        if (Today > _spent.Day) _spent = Spending.NothingOn(Today);
    }
}

public readonly record struct Reservation(long Tokens, decimal Usd);
