using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Trading;

/// Positions: looking at them and closing them.
internal static class PositionRoutes
{
    public static void Map(Gatekeeper gate)
    {
        gate.Trading("GET", "/v2/positions", List);
        gate.Trading("DELETE", "/v2/positions", CloseAll);
        gate.Trading("GET", "/v2/positions/{name}", static call => WithPosition(call, asset => Answer.Ok(json => Of(call).Write(json, call.Account, asset))));
        gate.Trading("DELETE", "/v2/positions/{name}", static call => WithPosition(call, asset => Close(call, asset)));
    }

    private static Positions Of(Call call) => new(call.Venue.Floor, call.Venue.Assets);

    private static Answer WithPosition(Call call, Func<Asset, Answer> then) =>
        call.Venue.Assets.Find(call.Path("name")) is not { } asset ? Answer.Refused(AlpacaError.NotFound($"symbol not found: {call.Path("name")}"))
        : Positions.Has(call.Account, asset) ? then(asset)
        : Answer.Refused(AlpacaError.NotFound("position does not exist"));

    private static Answer List(Call call) => Answer.Ok(json =>
    {
        var positions = Of(call);
        json.WriteStartArray();
        foreach (var asset in positions.Of(call.Account)) positions.Write(json, call.Account, asset);
        json.WriteEndArray();
    });

    private static Answer Close(Call call, Asset asset)
    {
        var position = Math.Abs(call.Account.PositionIn(asset));
        var (quantity, percent) = (call.Number("qty"), call.Number("percentage"));
        if (call.Wrong is { } wrong) return Answer.Refused(AlpacaError.BadRequest(wrong));
        if (quantity is not null && percent is not null) return Answer.Refused(AlpacaError.BadRequest("only one of qty or percentage is accepted"));
        if (percent > 100) return Answer.Refused(AlpacaError.BadRequest("percentage must be between 0 and 100"));
        var asked = quantity ?? (percent is { } share ? asset.Particulars.RoundQuantityDown(position * share / 100) : position);
        return OrderRoutes.Submit(call, Exit(call.Account, asset, asked));
    }

    private static Answer CloseAll(Call call)
    {
        if (call.Flag("cancel_orders")) OrderRoutes.CancelAll(null, call);
        return new Answer(207, Reply.Json(json =>
        {
            json.WriteStartArray();
            foreach (var asset in Of(call).Of(call.Account).ToList())
            {
                var closed = OrderRoutes.Submit(call, Exit(call.Account, asset, Math.Abs(call.Account.PositionIn(asset))));
                json.WriteStartObject();
                json.WriteString("symbol", asset.PositionSymbol);
                json.WriteNumber("status", closed.Status);
                json.WritePropertyName("body");
                json.WriteRawValue(closed.Body);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }));
    }

    private static OrderAsk Exit(TradingAccount account, Asset asset, decimal quantity) => new()
    {
        Asset = asset,
        Side = account.PositionIn(asset) > 0 ? Side.Sell : Side.Buy,
        Type = OrderType.Market,
        TimeInForce = asset.IsCrypto ? AlpacaTimeInForce.Gtc : AlpacaTimeInForce.Day,
        Quantity = quantity,
    };
}
