namespace Perun.Facts;

/// The one place to ask for facts: a running daemon, or the store it left.
public interface IFacts
{
    ValueTask<Overview> OverviewAsync(CancellationToken cancel);

    /// Newest first. Each bound by the symbol where one is given.
    ValueTask<IReadOnlyList<DecisionFact>> DecisionsAsync(FactQuery query, CancellationToken cancel);

    ValueTask<IReadOnlyList<OrderFact>> OrdersAsync(FactQuery query, CancellationToken cancel);

    ValueTask<IReadOnlyList<TradeFact>> TradesAsync(FactQuery query, CancellationToken cancel);

    /// None where no decision has this id.
    ValueTask<Explanation?> WhyAsync(long decision, CancellationToken cancel);

    /// The note that a decision would see now. None where nothing is gathered.
    ValueTask<ContextFact?> ContextAsync(ContextQuery query, CancellationToken cancel);
}

/// <param name="Limit">1 to 1000.</param>
/// <param name="OpenOnly">For orders: only those that work.</param>
public sealed record FactQuery(int Limit = 50, string? Symbol = null, bool OpenOnly = false);

/// Takes what a person asks for to the engine and says what became of it.
public interface IOperatorDesk
{
    ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel);
}

/// A person's request in words; symbols and order ids are checked against what is known.
/// <param name="What">buy, sell, close, cancel, flatten, kill or resume.</param>
/// <param name="Trigger">The entry waits until the price trades here.</param>
/// <param name="Trail">How far the stop follows the price: an amount, or a share like 2%.</param>
/// <param name="TimeInForce">gtc, day, ioc or fok.</param>
public sealed record OperatorWish(
    string What,
    string? Symbol = null,
    decimal? Quantity = null,
    decimal? Limit = null,
    decimal? Stop = null,
    decimal? Target = null,
    string? Order = null,
    string? Why = null,
    string By = "operator",
    decimal? Trigger = null,
    string? Trail = null,
    string? TimeInForce = null)
{
    /// The account's money, which has no symbol.
    public bool IsAboutCash => What == "adopt" && string.Equals(Symbol, "cash", StringComparison.OrdinalIgnoreCase);
}

/// <param name="IsDone">Accepted by the engine; for an entry, that the gate let it through.</param>
/// <param name="Decision">The journal position: `perun why` takes it.</param>
public sealed record OperatorAnswer(bool IsDone, string Text, long? Decision = null);
