using System.Text.Json;
using System.Text.Json.Nodes;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Tests;

public sealed class MsgPackTests
{
    [Theory]
    [InlineData("""[{"T":"b","S":"AAPL","o":1.5,"v":12345678901,"n":24,"x":-7,"c":["@"],"ok":true,"no":null}]""")]
    [InlineData("""[1,127,128,255,256,65535,65536,-1,-32,-33,-128,-129,2147483648,0.1]""")]
    [InlineData("""{"a":{"b":[[],{}]}}""")]
    public void What_is_packed_reads_as_it_was(string json)
    {
        using var document = JsonDocument.Parse(json);
        var read = MsgPack.Read(MsgPack.Of(document.RootElement, static _ => false));
        JsonNode.DeepEquals(JsonNode.Parse(read!.ToJsonString()), JsonNode.Parse(json)).ShouldBeTrue(read.ToJsonString());
    }

    [Fact]
    public void Long_texts_lists_and_maps_have_longer_heads()
    {
        var text = new string('x', 70_000);
        var json = JsonSerializer.Serialize(new Dictionary<string, object> { ["text"] = text, ["short"] = text[..40], ["middle"] = text[..300], ["list"] = Enumerable.Range(0, 500) });
        using var document = JsonDocument.Parse(json);
        var packed = MsgPack.Of(document.RootElement, static _ => false);
        JsonNode.DeepEquals(JsonNode.Parse(MsgPack.Read(packed)!.ToJsonString()), JsonNode.Parse(json)).ShouldBeTrue();
    }

    [Fact]
    public void Times_travel_as_timestamps()
    {
        using var document = JsonDocument.Parse("""{"t":"2026-01-05T14:31:02.5Z","u":"2026-01-05T14:31:02.5Z"}""");
        var packed = MsgPack.Of(document.RootElement, static name => name == "t");
        packed.ShouldContain((byte)0xD7);
        MsgPack.Read(packed)!.ToJsonString().ShouldBe("""{"t":"2026-01-05T14:31:02.5Z","u":"2026-01-05T14:31:02.5Z"}""");
    }

    [Theory]
    [InlineData(new byte[] { 0x91 })]
    [InlineData(new byte[] { 0xD9, 0x05, 0x61 })]
    [InlineData(new byte[] { 0xC1 })]
    [InlineData(new byte[] { 0x81, 0xC0, 0x01 })]
    [InlineData(new byte[] { })]
    public void What_is_no_message_is_told_apart(byte[] bytes) => Should.Throw<FormatException>(() => MsgPack.Read(bytes));

    [Fact]
    public void Nesting_has_an_end()
    {
        var deep = Enumerable.Repeat((byte)0x91, 100).Append((byte)0xC0).ToArray();
        Should.Throw<FormatException>(() => MsgPack.Read(deep)).Message.ShouldContain("too deep");
    }
}
