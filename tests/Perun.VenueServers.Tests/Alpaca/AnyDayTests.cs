using System.Globalization;
using System.Text.Json;
using Perun.Simulation.Randomness;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Orders;

namespace Perun.VenueServers.Tests.Alpaca;

/// Whatever is asked for, and whatever goes wrong, the books agree with themselves.
public sealed class AnyDayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cash_and_positions_are_the_sum_of_what_happened(int seed)
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Seed = (ulong)seed, FaultChance = 0.03 });
        var random = new RandomStream((ulong)seed);
        for (var step = 0; step < 200; step++) await DoSomethingAsync(desk, random.NextBelow(10), random.NextBelow(1000));
        Balance(desk.Account);
    }

    private static async Task DoSomethingAsync(AlpacaDesk desk, int what, int number)
    {
        var symbol = (number % 3) switch { 0 => "AAPL", 1 => "SPY", _ => "BTC/USD" };
        var price = desk.Account.LastPrice(desk.Server.Venue.Assets.Find(symbol)!);
        var (isCoin, side) = (symbol == "BTC/USD", number % 2 == 0 ? "buy" : "sell");
        var (quantity, time) = (isCoin ? "0.02" : $"{1 + number % 20}", isCoin ? "gtc" : "day");
        var near = Math.Round(price * (0.995m + number / 100_000m), isCoin ? 1 : 2).ToString(CultureInfo.InvariantCulture);
        try
        {
            switch (what)
            {
                case 0 or 1: await PostAsync($$"""{"symbol":"{{symbol}}","qty":"{{quantity}}","side":"{{side}}","type":"market","time_in_force":"{{time}}"}"""); break;
                case 2 or 3: await PostAsync($$"""{"symbol":"{{symbol}}","qty":"{{quantity}}","side":"{{side}}","type":"limit","limit_price":"{{near}}","time_in_force":"gtc"}"""); break;
                case 4: await PostAsync($$"""{"symbol":"SPY","notional":"{{50 + number}}","side":"buy","type":"market","time_in_force":"day"}"""); break;
                case 5: await PostAsync($$$"""{"symbol":"AAPL","qty":"6","side":"buy","type":"market","time_in_force":"gtc","order_class":"bracket","take_profit":{"limit_price":"{{{Math.Round(price * 1.002m + 1000, 2)}}}"},"stop_loss":{"stop_price":"{{{Math.Round(price * 0.2m, 2)}}}"}}"""); break;
                case 6 when desk.Account.Orders.Open.FirstOrDefault() is { } open: await desk.SendAsync(HttpMethod.Patch, $"/v2/orders/{open.Id}", $$"""{"qty":"{{3 + number % 9}}"}"""); break;
                case 7 when desk.Account.Orders.Open.LastOrDefault() is { } open: await desk.SendAsync(HttpMethod.Delete, $"/v2/orders/{open.Id}"); break;
                case 8: await desk.SendAsync(HttpMethod.Delete, number % 4 == 0 ? "/v2/positions?cancel_orders=true" : "/v2/positions/SPY"); break;
                default: desk.Pass(number); break;
            }
        }
        catch (Exception expected) when (expected is HttpRequestException or JsonException)
        {
            // one of the faults
        }

        Task PostAsync(string order) => desk.SendAsync(HttpMethod.Post, "/v2/orders", order);
    }

    private static void Balance(TradingAccount account)
    {
        var cash = account.Keys.Cash;
        var positions = new Dictionary<string, decimal>();
        foreach (var activity in account.Activities)
        {
            if (activity is FillActivity fill)
            {
                var sign = fill.Order.Side == Core.Orders.Side.Buy ? 1 : -1;
                cash -= sign * fill.Quantity * fill.Price;
                positions[fill.Order.Asset.PositionSymbol] = positions.GetValueOrDefault(fill.Order.Asset.PositionSymbol) + sign * fill.Quantity;
            }
            else if (activity is CashActivity paid)
            {
                cash += paid.NetAmount;
                if (paid.Quantity != 0) positions[paid.Symbol!] = positions.GetValueOrDefault(paid.Symbol!) + paid.Quantity;
            }
        }
        account.Activities.OfType<FillActivity>().Count().ShouldBeGreaterThan(10);
        Math.Round(cash, 6).ShouldBe(Math.Round(account.Cash, 6));
        foreach (var held in account.Exchange.Snapshot().Positions)
            positions[account.SymbolOf(held.Instrument).Replace("/", "", StringComparison.Ordinal)].ShouldBe(held.Quantity);
        foreach (var order in account.Orders.All)
        {
            var fills = account.Activities.OfType<FillActivity>().Where(fill => fill.Order == order).ToList();
            fills.Sum(static fill => fill.Quantity).ShouldBe(order.Filled);
            if (order.Status == OrderStatus.Filled) order.Filled.ShouldBe(order.Quantity!.Value);
            if (order.IsOpen) account.Orders.Open.ShouldContain(order);
        }
    }
}
