namespace Perun.Mind.Models.Spend;

/// What a day (UTC) has cost.
/// <param name="UnpricedTokens">Those of models that the price table does not have: they count as tokens and as no money.</param>
public sealed record Spending(DateOnly Day, long Tokens, decimal Usd, long UnpricedTokens)
{
    public static Spending NothingOn(DateOnly day) => new(day, 0, 0, 0);
}

/// Keeps what was spent over restarts: a program that is started again must not have a new budget.
public interface ISpendingStore
{
    Spending? Load();

    void Save(Spending spending);
}

public sealed class SpendingInMemory : ISpendingStore
{
    private Spending? _spending;

    public Spending? Load() => _spending;

    public void Save(Spending spending) => _spending = spending;
}
