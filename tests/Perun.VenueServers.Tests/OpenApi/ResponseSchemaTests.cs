using System.Text.Json;
using Perun.VenueServers.Tests.Alpaca;

namespace Perun.VenueServers.Tests.OpenApi;

public sealed class ResponseSchemaTests
{
    [Fact]
    public async Task Every_answer_of_a_day_s_trading_is_as_the_official_specification_has_it()
    {
        var trading = Specification.Read(Fixtures.Path("alpaca/openapi/trading-api.json"));
        var data = Specification.Read(Fixtures.Path("alpaca/openapi/market-data-api.json"));
        await using var desk = await AlpacaDesk.OpenAsync();
        var exchanges = await ScriptedDay.RunAsync(desk);
        var used = new HashSet<Contradiction>();
        var surprises = new Dictionary<(string, string, string), string>();
        var operations = new HashSet<string>();
        foreach (var exchange in exchanges)
        {
            var path = exchange.Path.Split('?')[0];
            var specification = trading.TemplateOf(exchange.Method, path) is null ? data : trading;
            var template = specification.TemplateOf(exchange.Method, path).ShouldNotBeNull($"{exchange.Method} {path} is in no specification");
            operations.Add($"{exchange.Method} {template}");
            var violations = specification.Knows(exchange.Method, template, exchange.Status)
                ? specification.Check(exchange.Method, template, exchange.Status, exchange.Body)
                : WhyNoError(exchange);
            foreach (var violation in violations.Select(violation => AsRefusal(violation, exchange)))
            {
                var known = Contradiction.All.FirstOrDefault(entry => entry.Rule == violation.Rule && entry.Member == violation.Member && entry.Schema == violation.Schema);
                if (known is not null) used.Add(known);
                else surprises.TryAdd((violation.Schema, violation.Member, violation.Rule), $"{exchange.Method} {exchange.Path} {exchange.Status} {violation}");
            }
        }
        surprises.Values.ShouldBeEmpty();
        operations.Order().ShouldBe(ScriptedDay.Operations.Order());
        // The table says nothing that is not so.
        Contradiction.All.Except(used).ShouldBeEmpty();
    }

    /// A refusal inside an answer about several positions is one contradiction, and not as many as an order has members.
    private static Violation AsRefusal(Violation violation, RecordedExchange exchange)
    {
        if (exchange.Status != 207 || violation.Schema != "Order" || !violation.Where.StartsWith("$[", StringComparison.Ordinal)) return violation;
        var place = int.Parse(violation.Where[2..violation.Where.IndexOf(']', StringComparison.Ordinal)]);
        return exchange.Body[place].GetProperty("body").TryGetProperty("code", out _) ? new Violation("PositionClosedReponse", "body", "type", violation.Where, "an error") : violation;
    }

    /// The specification leaves most refusals out; they all look alike.
    private static List<Violation> WhyNoError(RecordedExchange exchange)
    {
        if (exchange.Status is not (400 or 401 or 403 or 404 or 422)) return [new Violation("", "", "status", "$", $"{exchange.Status} is not in the specification")];
        var isRight = exchange.Body.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            && (!exchange.Body.TryGetProperty("code", out var code) || code.ValueKind == JsonValueKind.Number);
        return isRight ? [] : [new Violation("Error", "", "shape", "$", "no message")];
    }
}
