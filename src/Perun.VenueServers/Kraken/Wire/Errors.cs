namespace Perun.VenueServers.Kraken.Wire;

/// The words in which Kraken refuses.
internal static class Errors
{
    public const string InvalidKey = "EAPI:Invalid key";
    public const string InvalidSignature = "EAPI:Invalid signature";
    public const string InvalidNonce = "EAPI:Invalid nonce";
    public const string RateLimit = "EAPI:Rate limit exceeded";
    public const string BadRequest = "EAPI:Bad request";
    public const string PermissionDenied = "EGeneral:Permission denied";
    public const string Lockout = "EGeneral:Temporary lockout";
    public const string TooManyRequests = "EGeneral:Too many requests";
    public const string UnknownMethod = "EGeneral:Unknown method";
    public const string InvalidArguments = "EGeneral:Invalid arguments";
    public const string InternalError = "EGeneral:Internal error";
    public const string UnknownPair = "EQuery:Unknown asset pair";
    public const string UnknownAsset = "EQuery:Unknown asset";
    public const string Unavailable = "EService:Unavailable";
    public const string Busy = "EService:Busy";
    public const string DeadlineElapsed = "EService:Deadline elapsed";
    public const string InvalidSession = "ESession:Invalid session";
    public const string InvalidToken = "EAPI:Invalid token";
    public const string InsufficientFunds = "EOrder:Insufficient funds";
    public const string OrderMinimum = "EOrder:Order minimum not met";
    public const string CostMinimum = "EOrder:Cost minimum not met";
    public const string TickSize = "EOrder:Tick size check failed";
    public const string InvalidPrice = "EOrder:Invalid price";
    public const string InvalidOrder = "EOrder:Invalid order";
    public const string UnknownOrder = "EOrder:Unknown order";
    public const string UnknownPosition = "EOrder:Unknown position";
    public const string CannotOpenPosition = "EOrder:Cannot open position";
    public const string ReduceOnly = "EOrder:Reduce only:No position exists";
    public const string OrdersLimit = "EOrder:Orders limit exceeded";
    public const string ScheduledOrdersLimit = "EOrder:Scheduled orders limit exceeded";
    public const string PairRateLimit = "EOrder:Rate limit exceeded";
    public const string DomainRateLimit = "EOrder:Domain rate limit exceeded";
    public const string PostOnlyOrder = "EOrder:Post only order";

    public static string Invalid(string argument) => $"{InvalidArguments}:{argument}";

    public static string MarketIn(string mode) => $"EService:Market in {mode} mode";

    public static string ThrottledUntil(DateTimeOffset moment) => $"EService:Throttled:{moment.ToUnixTimeSeconds()}";
}
