namespace Perun.Adapters.Venues.Alpaca;

/// Whose account at Alpaca, and where it is.
public sealed record AlpacaSettings
{
    public required string Key { get; init; }

    public required string Secret { get; init; }

    /// Where orders go; null takes Alpaca's own address, for paper or for real money.
    public Uri? Address { get; init; }

    /// Where prices come from; null takes Alpaca's own address, or the trading address where that is not Alpaca's.
    public Uri? DataAddress { get; init; }

    /// Whether the account is said to be a paper account; null leaves that to the address.
    public bool? IsPaper { get; init; }

    public AlpacaFeed Feed { get; init; }

    /// Whose crypto market: "us" is Alpaca's own.
    public string CryptoMarket { get; init; } = "us";

    /// How many instruments of each kind the plan lets a stream carry; the rest are asked for each minute.
    public int MostStreamed { get; init; } = 30;

    /// Requests a minute that the plan allows, for trading and again for prices.
    public int RequestsAMinute { get; init; } = 200;

    internal Wire.SocketSettings StreamBounds { get; init; } = Wire.SocketSettings.Usual;

    public override string ToString() => $"Alpaca at {AlpacaHosts.Of(this).Trading}";
}
