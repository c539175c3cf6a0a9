using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Alpaca;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Tests;
using Perun.Venues.Tests.Loopback;
using Perun.VenueServers.Tests.OpenApi;

namespace Perun.Venues.Tests.Alpaca;

/// Every request of the adapter is one that the official specification knows, in its path, its questions and its body.
public sealed class RequestSchemaTests
{
    [Fact]
    public async Task Every_request_of_a_day_is_as_specified()
    {
        var trading = RequestCheck.Read(Fixtures.Path("alpaca/openapi/trading-api.json"));
        var data = RequestCheck.Read(Fixtures.Path("alpaca/openapi/market-data-api.json"));
        await using var proxy = new LoopbackServer();
        using var forward = new HttpClient();
        await using var day = await AlpacaDay.OpenAsync(speaksTo: server =>
        {
            forward.BaseAddress = server.Address;
            proxy.Answer = asked => Forward(forward, asked);
            return proxy.Http;
        });
        await UseEverythingAsync(day, proxy);
        var operations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var asked in proxy.Requests)
        {
            var check = trading.Knows(asked) ? trading : data;
            check.WhyNot(asked).ShouldBeNull($"{asked.Method} {asked.Path}?{asked.Query} {asked.Body}");
            operations.Add(check.OperationOf(asked)!);
        }
        operations.ShouldBe([
            "DELETE /v2/orders", "DELETE /v2/orders/{order_id}", "GET /v1/corporate-actions", "GET /v1beta3/crypto/{loc}/bars", "GET /v1beta3/crypto/{loc}/snapshots", "GET /v2/account", "GET /v2/account/activities", "GET /v2/account/configurations",
            "GET /v2/assets", "GET /v2/calendar", "GET /v2/orders", "GET /v2/orders/{order_id}", "GET /v2/orders:by_client_order_id", "GET /v2/positions", "GET /v2/stocks/bars", "GET /v2/stocks/snapshots",
            "PATCH /v2/orders/{order_id}", "POST /v2/orders",
        ]);
    }

    [Theory]
    [InlineData("POST", "/v2/orders", "", """{"symbol":"AAPL","qty":"1","side":"buy","type":"market"}""")]
    [InlineData("POST", "/v2/orders", "", """{"symbol":"AAPL","qty":1,"side":"buy","type":"market","time_in_force":"day"}""")]
    [InlineData("POST", "/v2/orders", "", """{"symbol":"AAPL","qty":"1","side":"up","type":"market","time_in_force":"day"}""")]
    [InlineData("POST", "/v2/orders", "", """{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day","surprise":true}""")]
    [InlineData("GET", "/v2/orders", "status=everything", "")]
    [InlineData("GET", "/v2/orders", "page=1", "")]
    [InlineData("GET", "/v2/orders", "limit=many", "")]
    [InlineData("GET", "/v2/order", "", "")]
    public void A_request_that_is_not_is_found_out(string method, string path, string query, string body)
    {
        var trading = RequestCheck.Read(Fixtures.Path("alpaca/openapi/trading-api.json"));
        trading.WhyNot(new Asked(method, path, query, new Dictionary<string, string>(), body)).ShouldNotBeNull();
    }

    private static async Task UseEverythingAsync(AlpacaDay day, LoopbackServer proxy)
    {
        (await day.Venue.CheckAsync(AlpacaDay.Cancel)).ShouldAnswer();
        var place = (await day.Venue.ReadBooksAsync(null, AlpacaDay.Cancel)).ShouldAnswer().MovementsPlace;
        var bracket = day.Bracket("AAPL", 3, 0.9m, 1.1m);
        await day.AcceptAsync(bracket);
        var single = bracket with { Id = OrderId.At(500, 0), Legs = bracket.Legs!.Value with { StopId = OrderId.At(500, 1), TargetId = OrderId.None, TargetPrice = 0 } };
        await day.AcceptAsync(single);
        foreach (var type in new[] { OrderType.Limit, OrderType.Stop, OrderType.StopLimit, OrderType.TrailingStop })
        {
            var order = day.Order("SPY", Side.Buy, 1, type, type is OrderType.Limit ? 50 : type == OrderType.StopLimit ? 9_000 : 0, type is OrderType.Stop or OrderType.StopLimit ? 8_000 : 0);
            await day.AcceptAsync(order with { Trail = new Trail(0.05m, IsFraction: true), TimeInForce = TimeInForce.Day });
            if (type != OrderType.Limit) continue;
            await day.Venue.ChangeAsync(new OrderChange { Order = order.Id, Instrument = order.Instrument, LimitPrice = 51 }, AlpacaDay.Cancel);
            await day.AskAsync(order);
            await day.Venue.CancelAsync(order.Id, order.Instrument, AlpacaDay.Cancel);
        }
        await day.AcceptAsync(day.Order("BTC/USD", Side.Buy, 0.1m));
        await day.AcceptAsync(day.Order("BTC/USD", Side.Sell, 0.05m, OrderType.Stop, stop: day.Of("BTC/USD").RoundPrice(day.Last("BTC/USD") * 0.9m, RoundTo.Down)));
        await day.AskAsync(day.Order("SPY", Side.Buy, 1));
        day.Pass(120);
        (await day.Venue.ReadBooksAsync(place, AlpacaDay.Cancel)).ShouldAnswer();
        using var history = new AlpacaHistory(new AlpacaSettings { Key = day.Account.Keys.Id, Secret = day.Account.Keys.Secret, Address = proxy.Http, Feed = AlpacaFeed.Iex }, new FloorTime(day.Server), Given.MiddleOfTheDie, day.Notes.Log);
        var now = day.Server.Venue.Floor.Now;
        foreach (var symbol in new[] { "SPY", "BTC/USD" })
            await history.ReadAsync(day.Of(symbol), Timeframe.M15, now.AddDays(-2), now, null, AlpacaDay.Cancel);
        (await day.Venue.CancelAllAsync(AlpacaDay.Cancel)).ShouldAnswer().Count.ShouldBeGreaterThan(0);
    }

    private static Said Forward(HttpClient client, Asked asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Query.Length > 0 ? $"{asked.Path}?{asked.Query}" : asked.Path);
        foreach (var (name, value) in asked.Headers)
            if (name.StartsWith("APCA", StringComparison.OrdinalIgnoreCase)) request.Headers.TryAddWithoutValidation(name, value);
        if (asked.Body.Length > 0) request.Content = new StringContent(asked.Body, Encoding.UTF8, "application/json");
        using var response = client.Send(request);
        using var body = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(body);
        return new Said((int)response.StatusCode, body.ToArray(), new Dictionary<string, string> { ["Content-Type"] = "application/json" });
    }

    /// A request against a specification; strict about what it does not know.
    private sealed class RequestCheck
    {
        private readonly JsonElement _root;
        private readonly Specification _specification;

        private RequestCheck(JsonElement root, Specification specification) => (_root, _specification) = (root, specification);

        public static RequestCheck Read(string path)
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            return new RequestCheck(file.RootElement.Clone(), Specification.Read(path));
        }

        public bool Knows(Asked asked) => _specification.TemplateOf(asked.Method, asked.Path) is not null;

        public string? OperationOf(Asked asked) => _specification.TemplateOf(asked.Method, asked.Path) is { } template ? $"{asked.Method} {template}" : null;

        /// Null where nothing stands against it.
        public string? WhyNot(Asked asked)
        {
            if (_specification.TemplateOf(asked.Method, asked.Path) is not { } template) return "there is no such operation";
            var path = _root.GetProperty("paths").GetProperty(template);
            var operation = path.GetProperty(asked.Method.ToLowerInvariant());
            var parameters = Parameters(path).Concat(Parameters(operation)).Where(static parameter => parameter.GetProperty("in").GetString() == "query").ToDictionary(static parameter => parameter.GetProperty("name").GetString()!);
            foreach (var pair in asked.Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, value) = (pair.Split('=', 2)[0], Uri.UnescapeDataString(pair.Split('=', 2)[1]));
                if (!parameters.Remove(name, out var parameter)) return $"it does not know {name}";
                if (WhyNot(parameter.GetProperty("schema"), value) is { } wrong) return $"{name}: {wrong}";
            }
            if (parameters.Values.FirstOrDefault(static parameter => parameter.TryGetProperty("required", out var required) && required.GetBoolean()) is { ValueKind: JsonValueKind.Object } missing)
                return $"{missing.GetProperty("name")} is missing";
            if (!operation.TryGetProperty("requestBody", out var body)) return asked.Body.Length == 0 ? null : "it takes no body";
            using var document = JsonDocument.Parse(asked.Body);
            var violations = _specification.Schema.Check(body.GetProperty("content").GetProperty("application/json").GetProperty("schema"), document.RootElement);
            return violations.Count == 0 ? null : string.Join("; ", violations);
        }

        private IEnumerable<JsonElement> Parameters(JsonElement holder) =>
            !holder.TryGetProperty("parameters", out var list) ? []
            : list.EnumerateArray().Select(parameter => parameter.TryGetProperty("$ref", out var reference) ? _specification.Schema.Resolve(reference.GetString()!) : parameter);

        /// What stands in an address is text; it is checked as what it is meant for.
        private string? WhyNot(JsonElement schema, string value)
        {
            if (schema.TryGetProperty("$ref", out var reference)) schema = _specification.Schema.Resolve(reference.GetString()!);
            var type = schema.TryGetProperty("type", out var named) ? named.GetString() : "string";
            if (type is "integer" or "number" && !decimal.TryParse(value, out _)) return $"{value} is no {type}";
            var json = type switch
            {
                "integer" or "number" or "boolean" => value,
                "array" => JsonSerializer.Serialize(value.Split(',')),
                _ => JsonSerializer.Serialize(value),
            };
            using var document = JsonDocument.Parse(json);
            var violations = _specification.Schema.Check(schema, document.RootElement);
            return violations.Count == 0 ? null : string.Join("; ", violations);
        }
    }
}
