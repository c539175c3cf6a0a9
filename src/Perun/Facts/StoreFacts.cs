using Perun.Adapters.Storage;
using Perun.Engine.Risk;
using Perun.Minds;

namespace Perun.Facts;

/// Facts from a board and the store beside it: the board of a running engine, or of one restored from its journal.
/// <param name="archive">The chain of notes and decisions, over the same connection.</param>
/// <param name="context">Writes the note that a decision would see; null where nothing is gathered.</param>
internal sealed class StoreFacts(Func<Board> board, FactReader reader, JournalReader journal, ArchiveReader? archive = null, Func<Board, ContextQuery, ContextFact?>? context = null)
    : IFacts, IDisposable
{
    private const int EquityPoints = 400;
    private const int OnPage = 40;

    // One connection, and a page, commands and a stream that may all ask at once.
    private readonly Lock _gate = new();

    public ValueTask<Overview> OverviewAsync(CancellationToken cancel)
    {
        var now = board();
        lock (_gate)
        {
            var equity = reader.Equity(EquityPoints).Select(point => new EquityPoint(point.At, Math.Round(point.Equity, 2))).ToList();
            if (equity.Count == 0 || equity[^1].At < now.Status.Now) equity.Add(new EquityPoint(now.Status.Now, now.Status.Equity));
            return ValueTask.FromResult(new Overview
            {
                Status = now.Status,
                Positions = now.Positions,
                Orders = now.Orders,
                Decisions = WorthSeeing(),
                Trades = [.. reader.Trades(OnPage, null).Select(Row.Trade)],
                Alerts = [.. reader.Alerts(OnPage).Select(Row.Alert)],
                Equity = equity,
            });
        }
    }

    /// A model that holds says so of every instrument at every pass: of holds, each instrument's last word is enough, so that they do
    /// not crowd out what was proposed.
    private IReadOnlyList<DecisionFact> WorthSeeing()
    {
        var newest = reader.Decisions(OnPage, null);
        var holds = newest.DistinctBy(row => row.Symbol, StringComparer.Ordinal).Where(row => row.Verdict == nameof(VerdictKind.Held));
        return [.. holds.Concat(reader.Proposals(OnPage)).OrderByDescending(row => row.Id).Take(OnPage).Select(Row.Decision)];
    }

    public ValueTask<IReadOnlyList<DecisionFact>> DecisionsAsync(FactQuery query, CancellationToken cancel)
    {
        lock (_gate) return new([.. reader.Decisions(query.Limit, query.Symbol).Select(Row.Decision)]);
    }

    public ValueTask<IReadOnlyList<OrderFact>> OrdersAsync(FactQuery query, CancellationToken cancel)
    {
        lock (_gate) return new([.. reader.Orders(query.Limit, query.Symbol, query.OpenOnly).Select(Row.Order)]);
    }

    public ValueTask<IReadOnlyList<TradeFact>> TradesAsync(FactQuery query, CancellationToken cancel)
    {
        lock (_gate) return new([.. reader.Trades(query.Limit, query.Symbol).Select(Row.Trade)]);
    }

    public ValueTask<Explanation?> WhyAsync(long decision, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (reader.Decision(decision) is not { } row) return new(Storyteller.TellRequest(decision, reader, journal));
            return new(Storyteller.Tell(row, reader, journal) with { Mind = archive?.Of(decision) is { } link ? MindWords.Of(link) : null });
        }
    }

    public ValueTask<ContextFact?> ContextAsync(ContextQuery query, CancellationToken cancel) => new(context?.Invoke(board(), query));

    public void Dispose() => reader.Dispose();
}
