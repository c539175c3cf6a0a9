namespace Perun.VenueServers.Kraken.Keys;

/// What a key may do, in the words of GetApiKeyInfo.
public static class ApiPermission
{
    public const string QueryFunds = "query-funds";
    public const string AddFunds = "add-funds";
    public const string WithdrawFunds = "withdraw-funds";
    public const string QueryOpen = "query-open-trades";
    public const string QueryClosed = "query-closed-trades";
    public const string Modify = "modify-trades";
    public const string Close = "close-trades";
    public const string QueryLedger = "query-ledger";
    public const string SocketToken = "create-ws-token";

    public static IReadOnlyList<string> All { get; } = [QueryFunds, AddFunds, WithdrawFunds, QueryOpen, QueryClosed, Modify, Close, QueryLedger, SocketToken];

    /// All but those that move money out or in.
    public static IReadOnlyList<string> Trading { get; } = [QueryFunds, QueryOpen, QueryClosed, Modify, Close, QueryLedger, SocketToken];
}
