using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// A private method: what a key needs for it (any one of these) and what it adds to the key's counter of calls.
internal sealed record PrivateMethod(string Name, double Cost, params IReadOnlyList<string> Permissions)
{
    private static readonly Dictionary<string, PrivateMethod> All = new PrivateMethod[]
    {
        new("Balance", 1, ApiPermission.QueryFunds),
        new("BalanceEx", 1, ApiPermission.QueryFunds),
        new("TradeBalance", 1, ApiPermission.QueryFunds),
        new("TradeVolume", 1, ApiPermission.QueryFunds),
        new("OpenPositions", 1, ApiPermission.QueryOpen),
        new("OpenOrders", 2, ApiPermission.QueryOpen),
        new("ClosedOrders", 2, ApiPermission.QueryClosed),
        new("QueryOrders", 2, ApiPermission.QueryOpen, ApiPermission.QueryClosed),
        new("TradesHistory", 2, ApiPermission.QueryClosed),
        new("QueryTrades", 2, ApiPermission.QueryClosed),
        new("Ledgers", 2, ApiPermission.QueryLedger),
        new("QueryLedgers", 2, ApiPermission.QueryLedger),
        new("GetApiKeyInfo", 1),
        new("GetWebSocketsToken", 1, ApiPermission.SocketToken),
        // Orders have counters of their own.
        new("AddOrder", 0, ApiPermission.Modify),
        new("AddOrderBatch", 0, ApiPermission.Modify),
        new("AmendOrder", 0, ApiPermission.Modify),
        new("EditOrder", 0, ApiPermission.Modify),
        new("CancelOrder", 0, ApiPermission.Modify, ApiPermission.Close),
        new("CancelOrderBatch", 0, ApiPermission.Modify, ApiPermission.Close),
        new("CancelAll", 0, ApiPermission.Modify, ApiPermission.Close),
        new("CancelAllOrdersAfter", 0, ApiPermission.Modify, ApiPermission.Close),
    }.ToDictionary(static method => method.Name);

    public static PrivateMethod? Of(string name) => All.GetValueOrDefault(name);

    public void NeedPermission(ApiKey key)
    {
        if (Permissions.Count > 0 && !Permissions.Any(key.Permissions.Contains)) throw new RefusedException(Errors.PermissionDenied);
    }
}
