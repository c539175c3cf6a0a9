using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Account;

/// All open orders of the account at one moment.
/// <param name="AskedAt">By our clock, before the question was sent.</param>
internal sealed record OpenOrders(IReadOnlyDictionary<string, OrderRow?> Rows, DateTime AskedAt);

/// Reads the open orders. Many who ask at about the same time are answered from one list.
internal sealed class OpenOrderList(KrakenRest rest)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly Turn _turn = new();
    private OpenOrders? _latest;

    /// A list that was asked for a few seconds ago at most.
    public async Task<Answer<OpenOrders>> RecentAsync(CancellationToken cancel)
    {
        await _turn.TakeAsync(cancel);
        try
        {
            return _latest is { } latest && rest.Now - latest.AskedAt < Fresh && rest.Now >= latest.AskedAt ? latest : await ReadAsync(cancel);
        }
        finally
        {
            _turn.Give();
        }
    }

    /// A list that is asked for now.
    public async Task<Answer<OpenOrders>> NewAsync(CancellationToken cancel)
    {
        await _turn.TakeAsync(cancel);
        try
        {
            return await ReadAsync(cancel);
        }
        finally
        {
            _turn.Give();
        }
    }

    /// An order was sent: a list from before it proves nothing.
    public void Forget() => _latest = null;

    private async Task<Answer<OpenOrders>> ReadAsync(CancellationToken cancel)
    {
        var askedAt = rest.Now;
        var call = new KrakenCall("OpenOrders", new KrakenForm().Add("trades", "true")) { Cost = KrakenBudgets.ListCost };
        if (!(await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerOpenOrdersRow, cancel)).TryGet(out var answer, out var failure)) return failure;
        return _latest = new OpenOrders(answer.Open ?? new Dictionary<string, OrderRow?>(), askedAt);
    }
}
