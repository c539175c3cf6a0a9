using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Books;

/// Reads the account, what it holds, its open orders and its movements, as close to one moment as four questions allow.
internal sealed class BookReader(AlpacaDesk desk, OrderFiles files, OrderNews news, Inquiry inquiry, MovementReader movements, SplitCalendar splits, ClientIds ids, AlpacaSymbols symbols, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<Answer<VenueBooks>> ReadAsync(string? movementsSince, CancellationToken cancel)
    {
        var from = Now;
        // Movements first: what is booked while the rest is read comes next time, and not twice.
        var moved = await movements.ReadAsync(movementsSince, cancel);
        if (!moved.TryGet(out var movement, out var failure)) return failure;
        var (account, positions, open) = (desk.AskAsync("/v2/account", "", AlpacaJson.Default.AccountRow, cancel), desk.AskAsync("/v2/positions", "", AlpacaJson.Default.PositionRowArray, cancel), inquiry.OpenOrdersAsync(cancel));
        await Task.WhenAll(account, positions, open);
        if (!(await account).TryGet(out var money, out failure)) return failure;
        if (!(await positions).TryGet(out var held, out failure)) return failure;
        if (!(await open).TryGet(out var orders, out failure)) return failure;
        if (await TellLegsApartAsync(orders, cancel) is { } unreachable) return unreachable;
        return new VenueBooks
        {
            ReadFrom = from,
            ReadTo = Now,
            Currency = money.Currency ?? "USD",
            Cash = money.Cash,
            Equity = money.Equity,
            BuyingPower = money.BuyingPower,
            Holdings = [.. held.Where(static position => position.Qty != 0).Select(Holding)],
            OpenOrders = [.. orders.Where(static order => !order.IsOver).Select(Booked)],
            Movements = movement.Movements,
            MovementsPlace = movement.Place,
            SplitsDue = await splits.DueAsync([.. held.Where(static position => position is { AssetClass: "us_equity" } && position.Qty != 0).Select(static position => position.Symbol)], cancel),
            WhyBarred = money.WhyBarred,
        };
    }

    /// After a start nobody has told yet which leg is which: their entries do.
    private async Task<Outcome?> TellLegsApartAsync(OrderRow[] orders, CancellationToken cancel)
    {
        foreach (var row in orders)
        {
            OrderFile? entry;
            lock (files.Gate) entry = files.TryPlace(row, out _, out _) ? null : files.EntryWithoutLegs(row);
            if (entry is null) continue;
            if (!(await inquiry.AskAsync(entry.Id, entry.Instrument, cancel)).TryGet(out _, out var failure)) return failure;
        }
        return null;
    }

    private VenueHolding Holding(PositionRow row)
    {
        var quantity = row.Side == "short" && row.Qty > 0 ? -row.Qty : row.Qty;
        return new VenueHolding(symbols.Of(row.Symbol, row.AssetClass), quantity, row.AvgEntryPrice, row.CurrentPrice);
    }

    private BookedOrder Booked(OrderRow row)
    {
        var reports = news.Take(row);
        OrderId ours;
        lock (files.Gate) ours = files.TryPlace(row, out var file, out _) ? file.Id : row.ClientOrderId is { } name && ids.TryRead(name, out var named) ? named : OrderId.None;
        var report = reports.Where(report => report.Order == ours).Select(static report => (OrderReport?)report).FirstOrDefault();
        return new BookedOrder(
            ours, row.Id, row.ClientOrderId, symbols.Of(row.Symbol ?? "", row.AssetClass), row.IsBuy ? Side.Buy : Side.Sell, OrderWords.TypeOf(row.Type),
            row.Qty ?? 0, row.Filled, row.LimitPrice ?? 0, row.StopPrice ?? 0, ours.IsNone ? null : report);
    }
}
