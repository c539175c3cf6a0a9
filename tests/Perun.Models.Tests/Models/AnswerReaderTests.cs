using System.Text;
using System.Text.Json;
using Perun.Mind.Models.Answers;

namespace Perun.Models.Tests.Models;

public sealed class AnswerReaderTests
{
    private static readonly Shape Wanted = Shape.Object(("action", Shape.Word("buy", "sell")), ("why", Shape.Maybe(Shape.Text(100))), ("size", Shape.Number()));
    private const string Good = """{"action":"buy","why":"because {of} \"it\" </think>","size":1.5}""";

    [Theory]
    [InlineData(Good)]
    [InlineData("\n\n  " + Good + "  \n")]
    [InlineData("Here is my decision: " + Good + " I hope that helps [1], see [the link](https://x/{id}).")]
    [InlineData("```json\n" + Good + "\n```")]
    [InlineData("<think>Perhaps {\"action\":\"sell\",\"why\":null,\"size\":9}? No.</think>" + Good)]
    [InlineData("<THINKING>hm { hm</THINKING>\n<reasoning>{\"a\":1}</reasoning>" + Good)]
    [InlineData("perhaps {\"action\":\"sell\",\"why\":null,\"size\":9}\n</think>\n" + Good)]
    [InlineData("""{"action":"buy","why":"because {of} \"it\" </think>","size":1.5,}""")]
    [InlineData(Good + "\n" + Good)]
    [InlineData("The form was {\"type\":\"object\"}, so: " + Good)]
    [InlineData("In set notation {x | x > 0}: " + Good)]
    public void The_answer_is_found(string text)
    {
        var found = AnswerReader.Read(text, Wanted);
        found.Why.ShouldBeNull();
        found.Value!.Value.GetProperty("action").GetString().ShouldBe("buy");
        found.Value.Value.GetProperty("size").GetDouble().ShouldBe(1.5);
    }

    [Theory]
    [InlineData("", ExtractionTrouble.Empty)]
    [InlineData(" \n ", ExtractionTrouble.Empty)]
    [InlineData("I would buy.", ExtractionTrouble.NoJson)]
    [InlineData("{", ExtractionTrouble.Truncated)]
    [InlineData("""{"action":"buy","why":null,"size":1""", ExtractionTrouble.Truncated)]
    [InlineData("""{"action":"buy","why":"and then the""", ExtractionTrouble.Truncated)]
    [InlineData("""{"decisions":[{"action":"buy","why":null,"size":1},{"action":"se""", ExtractionTrouble.Truncated)]
    [InlineData("<think>it goes on and {\"action\":\"buy\"", ExtractionTrouble.Truncated)]
    [InlineData("""{"action":"buy","action":"sell","why":null,"size":1}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy","why":null,"size":NaN}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy","why":null,"size":Infinity}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy" "why":null,"size":1}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy","why":null,"size":1e999}""", ExtractionTrouble.WrongShape)]
    [InlineData("""{"action":"buy","why":null,"size":"1"}""", ExtractionTrouble.WrongShape)]
    [InlineData("""{"action":"BUY","why":null,"size":1}""", ExtractionTrouble.WrongShape)]
    [InlineData("""{"action":"buy","why":null,"size":1,"leverage":5}""", ExtractionTrouble.WrongShape)]
    [InlineData("""{"action":"buy","why":null}""", ExtractionTrouble.WrongShape)]
    [InlineData("""{"action":"buy","why":"\ud800","size":1}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy","why":null,"size":1,"\udc00":1}""", ExtractionTrouble.Invalid)]
    [InlineData("""{"action":"buy","why":null,"size":1} or {"action":"sell","why":null,"size":1}""", ExtractionTrouble.Several)]
    public void What_is_no_answer_is_never_made_one(string text, ExtractionTrouble trouble)
    {
        var found = AnswerReader.Read(text, Wanted);
        found.Value.ShouldBeNull();
        found.Trouble.ShouldBe(trouble);
        found.Why.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Enormous_and_deeply_nested_answers_are_refused()
    {
        AnswerReader.Read(new string('{', 10_000_000), Wanted).Trouble.ShouldBe(ExtractionTrouble.TooLong);
        AnswerReader.Read(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000), Wanted).Trouble.ShouldBe(ExtractionTrouble.TooDeep);
        AnswerReader.Read(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), Wanted).Trouble.ShouldBe(ExtractionTrouble.TooDeep);
        AnswerReader.Read(string.Concat(Enumerable.Repeat("{} ", 300_000)), Wanted).Value.ShouldBeNull();
        AnswerReader.Read(new string('[', 999_999) + "x", Wanted).Trouble.ShouldBe(ExtractionTrouble.NoJson);
        AnswerReader.Read(string.Concat(Enumerable.Repeat("</think>", 100_000)), Wanted).Trouble.ShouldBe(ExtractionTrouble.NoJson);
    }

    /// Whatever stands around and in it: either nothing is found, or what is found has the shape.
    [Fact]
    public void Any_text_gives_a_value_of_the_shape_or_a_reason()
    {
        string[] pieces = ["{", "}", "[", "]", "\"", "\\", ":", ",", "<think>", "</think>", "```json", "\n", Good, "\"action\"", "\"buy\"", "null", "1e400", "-0", "\ud83d", "\u0000", "x "];
        var chance = new Random(20260304);
        var found = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(1, 12)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var read = AnswerReader.Read(text, Wanted);
            if (read.Value is { } value)
            {
                found++;
                Wanted.TroubleIn(value).ShouldBeNull(text);
            }
            else (read.Trouble, read.Why).ShouldSatisfyAllConditions(pair => pair.Trouble.ShouldNotBeNull(text), pair => pair.Why.ShouldNotBeNullOrEmpty(text));
        }
        found.ShouldBeGreaterThan(100);
    }

    /// Cut anywhere, an answer is never a shorter answer.
    [Fact]
    public void No_beginning_of_an_answer_is_an_answer()
    {
        for (var length = 0; length < Good.Length; length++) AnswerReader.Read(Good[..length], Wanted).Value.ShouldBeNull(Good[..length]);
    }

    [Fact]
    public void The_schema_that_providers_are_told_is_strict()
    {
        using var schema = JsonDocument.Parse(new NamedShape("x", Shape.Object(("list", Shape.List(Wanted, 3)))).Schema);
        var inner = schema.RootElement.GetProperty("properties").GetProperty("list").GetProperty("items");
        foreach (var level in (JsonElement[])[schema.RootElement, inner])
        {
            level.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            level.GetProperty("required").EnumerateArray().Select(name => name.GetString())
                .ShouldBe(level.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        }
        Encoding.UTF8.GetByteCount(schema.RootElement.GetRawText()).ShouldBeLessThan(1000);
    }
}
