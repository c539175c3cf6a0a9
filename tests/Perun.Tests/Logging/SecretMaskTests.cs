using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Perun.Logging;

namespace Perun.Tests.Logging;

public sealed class SecretMaskTests
{
    private const string Secret = "c4n+Ry/s3cr&t==";

    private static readonly SecretMask Mask = new([Secret]);

    public static TheoryData<string> Forms =>
    [
        Secret,
        Secret.ToUpperInvariant(),
        Uri.EscapeDataString(Secret),
        Uri.EscapeDataString(Secret).ToLowerInvariant(),
        WebUtility.UrlEncode(Secret),
        WebUtility.HtmlEncode(Secret),
        JsonSerializer.Serialize(Secret).Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).TrimEnd('='),
        Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_configured_secret_is_masked_in_the_forms_it_travels_in(string form)
    {
        var masked = Mask.Apply($"before {form} after");
        masked.ShouldStartWith($"before {SecretMask.Mask}");
        masked.ShouldEndWith(" after");
        masked.ShouldNotContain(form);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("ur:")]
    [InlineData("use:")]
    [InlineData("user:")]
    public void It_is_masked_inside_a_longer_text_in_base64(string before)
    {
        foreach (var after in (string[])["", "x", "xy", "xyz"])
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + after));
            Mask.Apply(text).ShouldContain(SecretMask.Mask, customMessage: text);
        }
    }

    [Fact]
    public void No_text_around_a_secret_lets_it_through() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string, string>((before, after) =>
        {
            Mask.Apply(before + Secret + after).ShouldNotContain(Secret);
        }));

    [Theory]
    [InlineData("GET https://api.example.com/v1?symbol=AAPL&apikey=canary123&x=1", "GET https://api.example.com/v1?symbol=AAPL&apikey=********&x=1")]
    [InlineData("https://x/?token=canary123", "https://x/?token=********")]
    [InlineData("https://x/?a=1&sign=canary123#end", "https://x/?a=1&sign=********#end")]
    [InlineData("https://x/?signature=canary123 failed", "https://x/?signature=******** failed")]
    [InlineData("Authorization: Bearer canary123", "Authorization: ********")]
    [InlineData("authorization: Basic canary123==\nHost: x", "authorization: ********\nHost: x")]
    [InlineData("\"Authorization\": \"Bearer canary123\", \"Host\": 1", "\"Authorization\": \"********\", \"Host\": 1")]
    [InlineData("Authorization: [Bearer canary123]", "Authorization: [********]")]
    [InlineData("APCA-API-KEY-ID: canary123", "APCA-API-KEY-ID: ********")]
    [InlineData("APCA-API-SECRET-KEY=canary123, x", "APCA-API-SECRET-KEY=********, x")]
    [InlineData("API-Sign: canary123", "API-Sign: ********")]
    [InlineData("x-api-key: canary123", "x-api-key: ********")]
    [InlineData("Cookie: session=canary123; other=canary123", "Cookie: ********")]
    [InlineData("KRAKEN_API_SECRET=canary123 is wrong", "KRAKEN_API_SECRET=******** is wrong")]
    [InlineData("{\"password\": \"canary123\", \"user\": \"me\"}", "{\"password\": \"********\", \"user\": \"me\"}")]
    [InlineData("amqp://user:canary123@localhost:5672/", "amqp://user:********@localhost:5672/")]
    [InlineData("sent with Bearer canary1234567890abc to x", "sent with Bearer ******** to x")]
    [InlineData("key sk-ant-canary123456789012345 refused", "key ******** refused")]
    [InlineData("AKIAIOSFODNN7CANARY1", "********")]
    [InlineData("bot 123456789:canarycanarycanarycanarycanarycanar gone", "bot ******** gone")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canary", "********")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\ncanary\n-----END EC PRIVATE KEY-----", "********")]
    [InlineData("-----BEGIN PRIVATE KEY-----\ncanary", "********")]
    public void What_looks_like_a_secret_is_masked_though_nobody_configured_it(string text, string masked) =>
        SecretMask.PatternsOnly.Apply(text).ShouldBe(masked);

    [Theory]
    [InlineData("Bought 10 AAPL at 187.20, stop 178.44: SMA20 crossed, basic confirmation by 4h trend")]
    [InlineData("GET http://localhost:5000/status?symbol=BTC/USD&limit=20 answered 200 in 3 ms")]
    [InlineData("2026-03-02T14:30:00Z signal #812 refused by MaxPositions: 5 of 5 are open")]
    [InlineData("the key to this trade: keys and tokens aside, author=Reuters")]
    [InlineData("Bearer of bad news: earnings miss")]
    public void What_is_no_secret_stays(string text) => SecretMask.PatternsOnly.Apply(text).ShouldBe(text);

    [Fact]
    public void Words_too_short_to_be_secrets_are_not_torn_out_of_other_words() =>
        new SecretMask(["", "a", "abc"]).Apply("abc a alphabet").ShouldBe("abc a alphabet");

    [Fact]
    public void A_secret_that_holds_another_is_masked_whole() =>
        new SecretMask(["canary", "canary-and-more"]).Apply("x canary-and-more y").ShouldBe("x ******** y");

    [Fact]
    public void A_text_beyond_the_bound_is_cut_after_its_secrets_are_gone()
    {
        var masked = Mask.Apply(new string('x', SecretMask.LongestText - 5) + Secret + new string('y', 100));
        masked.ShouldEndWith(" [cut]");
        masked.ShouldNotContain("c4n");
    }
}
