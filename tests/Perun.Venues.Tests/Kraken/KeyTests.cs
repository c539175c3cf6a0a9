using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class KeyTests
{
    [Fact]
    public void The_published_signature_reproduces()
    {
        var vector = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("kraken/vectors.json"))).RootElement.GetProperty("api_sign");
        KrakenKey.TryRead("key", vector.GetProperty("secret").GetString()!, out var key, out _).ShouldBeTrue();
        key.Sign(vector.GetProperty("uri").GetString()!, vector.GetProperty("nonce").GetString()!, Encoding.ASCII.GetBytes(vector.GetProperty("body").GetString()!))
            .ShouldBe(vector.GetProperty("api_sign").GetString());
    }

    [Theory]
    [InlineData("", KrakenDouble.Secret, "KRAKEN_API_KEY")]
    [InlineData("with space", KrakenDouble.Secret, "KRAKEN_API_KEY")]
    [InlineData("key", "not a secret", "KRAKEN_API_SECRET")]
    [InlineData("key", "c2hvcnQ=", "KRAKEN_API_SECRET")]
    public void What_is_no_key_is_said_so_and_what_to_do(string name, string secret, string about)
    {
        KrakenKey.TryRead(name, secret, out _, out var why).ShouldBeFalse();
        why.ShouldContain(about);
        why.ShouldContain("copy");
        why.ShouldNotContain(secret);
    }

    [Fact]
    public void A_key_shows_neither_name_nor_secret()
    {
        KrakenKey.TryRead(KrakenDouble.Key, KrakenDouble.Secret, out var key, out _).ShouldBeTrue();
        key.ToString().ShouldNotContain(KrakenDouble.Key);
        key.ToString().ShouldBe($"key {key.Fingerprint}");
    }

    [Fact]
    public void All_that_is_wrong_with_the_settings_is_told_at_once()
    {
        var settings = new KrakenSettings { StateFolder = "data", Key = "key", Address = new Uri("http://example.com"), BookDepth = 11, DeadManSwitch = TimeSpan.FromSeconds(1) };
        settings.Problems().Count.ShouldBe(4);
        settings.Problems()[0].ShouldContain("KRAKEN_API_SECRET is missing");
    }

    [Fact]
    public void Kraken_itself_streams_from_hosts_of_their_own_and_others_from_where_they_are()
    {
        var kraken = new KrakenSettings { StateFolder = "data" };
        kraken.MarketStream.ToString().ShouldBe("wss://ws.kraken.com/v2");
        kraken.OrderStream.ToString().ShouldBe("wss://ws-auth.kraken.com/v2");
        kraken.IsLive.ShouldBeTrue();
        var mirror = new KrakenSettings { StateFolder = "data", Address = new Uri("http://127.0.0.1:8080") };
        mirror.OrderStream.ToString().ShouldBe("ws://127.0.0.1:8080/auth/v2");
        mirror.IsLive.ShouldBeFalse();
    }
}
