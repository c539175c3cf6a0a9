namespace Perun.Adapters.Venues.Alpaca;

/// Where Alpaca's parts live. An address of one's own (a simulator, a mirror) has them all; Alpaca's have theirs.
public sealed record AlpacaHosts(Uri Trading, Uri Data, Uri Orders, Uri Prices, bool IsLive)
{
    public static readonly Uri Live = new("https://api.alpaca.markets");
    public static readonly Uri Paper = new("https://paper-api.alpaca.markets");
    private static readonly Uri DataAddress = new("https://data.alpaca.markets");
    private static readonly Uri PricesAddress = new("wss://stream.data.alpaca.markets");

    public static AlpacaHosts Of(AlpacaSettings settings)
    {
        var trading = new Uri((settings.Address ?? (settings.IsPaper is false ? Live : Paper)).GetLeftPart(UriPartial.Authority));
        var data = DataOf(settings.Address, settings.DataAddress);
        return new AlpacaHosts(trading, data, new Uri(Socket(trading), "/stream"), data == DataAddress ? PricesAddress : Socket(data), IsLive: trading.Host == Live.Host);
    }

    /// Where data and news come from, for those who have nothing else to do with the account.
    public static Uri DataOf(Uri? address, Uri? dataAddress) =>
        new((dataAddress ?? (address is null || address.Host.EndsWith(".alpaca.markets", StringComparison.OrdinalIgnoreCase) ? DataAddress : address)).GetLeftPart(UriPartial.Authority));

    /// What is wrong with how key, address and the word of "paper" go together, as a sentence; null where nothing is.
    public static string? WhyNot(AlpacaSettings settings)
    {
        var hosts = Of(settings);
        var isPaperHost = hosts.Trading.Host == Paper.Host;
        return settings switch
        {
            { IsPaper: true } when hosts.IsLive => $"ALPACA_PAPER=true, and ALPACA_BASE_URL is the address for real money ({Live}): leave one of them out",
            { IsPaper: false } when isPaperHost => $"ALPACA_PAPER=false, and ALPACA_BASE_URL is the address for paper accounts ({Paper}): leave one of them out",
            // Alpaca's keys for paper accounts begin with PK, those for real money with AK.
            { Key: ['P', 'K', ..] } when hosts.IsLive => "ALPACA_API_KEY belongs to a paper account (it begins with PK), and the address is the one for real money: set ALPACA_PAPER=true, or use a key of the live account",
            { Key: ['A', 'K', ..] } when isPaperHost => "ALPACA_API_KEY belongs to an account with real money (it begins with AK), and the address is the one for paper accounts: use a key of the paper account",
            _ => null,
        };
    }

    private static Uri Socket(Uri address) => new UriBuilder(address) { Scheme = address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
}
