using System.Text.Json;

namespace Perun.VenueServers.Tests.OpenApi;

/// The checker itself: what is right passes, and each planted mistake is found.
public sealed class JsonSchemaTests
{
    private const string Words = """
        {"components":{"schemas":{
          "Leg":{"type":"object","required":["id"],"properties":{"id":{"type":"string","format":"uuid"},"at":{"type":"string","format":"date-time","nullable":true}}},
          "Side":{"type":"string","enum":["buy","sell"]},
          "Order":{"type":"object","required":["qty"],"properties":{
            "qty":{"type":"string","minLength":1},"side":{"$ref":"#/components/schemas/Side"},"legs":{"type":"array","uniqueItems":true,"maxItems":2,"items":{"$ref":"#/components/schemas/Leg"}},
            "n":{"type":"integer","minimum":0,"maximum":9},"day":{"type":"string","format":"date"},"mic":{"type":"string","pattern":"^[A-Z]{4}$"},"tags":{"type":"object","additionalProperties":{"type":"number"}}}},
          "Both":{"allOf":[{"$ref":"#/components/schemas/Leg"},{"type":"object","properties":{"more":{"type":"boolean"}}}]},
          "Either":{"oneOf":[{"$ref":"#/components/schemas/Order"},{"$ref":"#/components/schemas/Leg"}]}
        }}}
        """;

    private const string Id = "\"id\":\"904837e3-3b76-47ec-b432-046db621571b\"";

    [Theory]
    [InlineData("Order", """{"qty":"1","side":"buy","n":3,"day":"2026-01-05","mic":"XNAS","tags":{"a":1.5}}""")]
    [InlineData("Order", """{"qty":"1","legs":[{ID,"at":null}]}""")]
    [InlineData("Both", """{ID,"more":true}""")]
    [InlineData("Either", """{"qty":"1"}""")]
    [InlineData("Either", """{ID,"at":"2026-01-05T14:30:00.123456789Z"}""")]
    public void What_is_right_passes(string schema, string document) => Check(schema, document).ShouldBeEmpty();

    [Theory]
    [InlineData("Order", """{"side":"buy"}""", "required")]
    [InlineData("Order", """{"qty":1}""", "type")]
    [InlineData("Order", """{"qty":""}""", "minLength")]
    [InlineData("Order", """{"qty":null}""", "nullable")]
    [InlineData("Order", """{"qty":"1","side":"hold"}""", "enum")]
    [InlineData("Order", """{"qty":"1","size":"1"}""", "unknown")]
    [InlineData("Order", """{"qty":"1","n":1.5}""", "type")]
    [InlineData("Order", """{"qty":"1","n":10}""", "minimum")]
    [InlineData("Order", """{"qty":"1","day":"2026-02-30"}""", "format")]
    [InlineData("Order", """{"qty":"1","mic":"nas"}""", "pattern")]
    [InlineData("Order", """{"qty":"1","tags":{"a":"x"}}""", "type")]
    [InlineData("Order", """{"qty":"1","legs":[{"id":"904837e3"}]}""", "format")]
    [InlineData("Order", """{"qty":"1","legs":[{ID},{ID}]}""", "uniqueItems")]
    [InlineData("Order", """{"qty":"1","legs":[{ID,"at":"2026-01-05 14:30"}]}""", "format")]
    [InlineData("Order", """[]""", "type")]
    [InlineData("Both", """{ID,"more":true,"less":1}""", "unknown")]
    [InlineData("Both", """{"more":true}""", "required")]
    [InlineData("Either", """{"other":1}""", "required")]
    public void What_is_planted_is_found(string schema, string document, string rule) =>
        Check(schema, document).ShouldContain(violation => violation.Rule == rule);

    private static List<Violation> Check(string schema, string document)
    {
        using var words = JsonDocument.Parse(Words);
        using var body = JsonDocument.Parse(document.Replace("ID", Id, StringComparison.Ordinal));
        var checker = new JsonSchema(words.RootElement.Clone());
        return checker.Check(checker.Resolve($"#/components/schemas/{schema}"), body.RootElement.Clone());
    }
}
