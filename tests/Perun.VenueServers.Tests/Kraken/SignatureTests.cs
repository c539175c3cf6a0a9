using System.Text;
using System.Text.Json.Nodes;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Keys;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class SignatureTests
{
    [Fact]
    public void The_published_signature_reproduces()
    {
        var vector = JsonNode.Parse(File.ReadAllText(Fixtures.Path("kraken/vectors.json")))!["api_sign"]!;
        ApiSignature.Of(Convert.FromBase64String(vector["secret"]!.ToString()), vector["uri"]!.ToString(), vector["nonce"]!.ToString(), Encoding.UTF8.GetBytes(vector["body"]!.ToString()))
            .ShouldBe(vector["api_sign"]!.ToString());
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_spends_no_nonce()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        KrakenClient.ErrorIn(await kraken.Client.PostAsync("Balance", "5000", "nonce=5000", "application/x-www-form-urlencoded", signature: "AAAA")).ShouldBe("EAPI:Invalid signature");
        (await kraken.Client.PostAsync("Balance", "5000", "nonce=5000", "application/x-www-form-urlencoded"))["error"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_is_of_the_bytes_that_are_sent()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var signature = ApiSignature.Of(Convert.FromBase64String(KrakenKeySettings.Of("one").Secret), "/0/private/Ledgers", "7000", "nonce=7000&asset=all"u8);
        KrakenClient.ErrorIn(await kraken.Client.PostAsync("Ledgers", "7000", "asset=all&nonce=7000", "application/x-www-form-urlencoded", signature)).ShouldBe("EAPI:Invalid signature");
    }

    [Theory]
    [InlineData("6000")] // again
    [InlineData("5999")] // behind
    [InlineData("six")]
    [InlineData("")]
    public async Task A_nonce_must_grow(string nonce)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await kraken.Client.PostAsync("Balance", "6000", "nonce=6000", "application/x-www-form-urlencoded");
        KrakenClient.ErrorIn(await kraken.Client.PostAsync("Balance", nonce, $"nonce={nonce}", "application/x-www-form-urlencoded")).ShouldBe("EAPI:Invalid nonce");
    }

    [Fact]
    public async Task A_refused_request_has_spent_its_nonce()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        KrakenClient.ErrorIn(await kraken.Client.PostAsync("AddOrder", "8000", "nonce=8000&pair=NOPE", "application/x-www-form-urlencoded")).ShouldBe("EQuery:Unknown asset pair");
        KrakenClient.ErrorIn(await kraken.Client.PostAsync("Balance", "8000", "nonce=8000", "application/x-www-form-urlencoded")).ShouldBe("EAPI:Invalid nonce");
    }

    [Fact]
    public async Task Each_key_has_nonces_of_its_own()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        using var other = kraken.ClientOf("two");
        await kraken.Client.PostAsync("Balance", "9000", "nonce=9000", "application/x-www-form-urlencoded");
        (await other.PostAsync("Balance", "10", "nonce=10", "application/x-www-form-urlencoded"))["error"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Bodies_in_json_are_signed_the_same_way()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var answer = await kraken.Client.PrivateJsonAsync("AddOrder", new JsonObject { ["pair"] = "XBTUSD", ["type"] = "buy", ["ordertype"] = "limit", ["volume"] = "0.01", ["price"] = "50000", ["validate"] = true });
        answer["result"]!["descr"]!["order"]!.ToString().ShouldBe("buy 0.01000000 XBTUSD @ limit 50000.0");
        answer["result"]!["txid"].ShouldBeNull();
    }

    [Fact]
    public async Task Unknown_keys_are_locked_out_in_the_end()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        using var nobody = new KrakenClient(kraken.Server.Address, new KrakenKeySettings("nobody", "nobody", "AAAA"));
        for (var attempt = 0; attempt < 4; attempt++) (await nobody.RefusalAsync("Balance")).ShouldBe("EAPI:Invalid key");
        (await nobody.RefusalAsync("Balance")).ShouldBe("EGeneral:Temporary lockout");
        (await kraken.Client.RefusalAsync("Balance")).ShouldBe("EGeneral:Temporary lockout");
    }

    [Theory]
    [InlineData("AddOrder")]
    [InlineData("CancelAll")]
    [InlineData("Ledgers")]
    [InlineData("GetWebSocketsToken")]
    public async Task A_key_may_only_do_what_it_has_permission_for(string method)
    {
        var looking = KrakenKeySettings.Of("one") with { Permissions = [ApiPermission.QueryFunds] };
        await using var kraken = await KrakenGround.OpenAsync(with: settings => settings with { Accounts = [new KrakenAccountSettings("one", 1000, [looking])] });
        (await kraken.Client.RefusalAsync(method)).ShouldBe("EGeneral:Permission denied");
        (await kraken.Client.AskAsync("Balance"))["ZUSD"]!.ToString().ShouldBe("1000.0000");
    }

    [Fact]
    public async Task A_key_tells_what_it_may_do()
    {
        var dangerous = KrakenKeySettings.Of("one") with { Permissions = ApiPermission.All };
        await using var kraken = await KrakenGround.OpenAsync(with: settings => settings with { Accounts = [new KrakenAccountSettings("one", 1000, [dangerous])] });
        (await kraken.Client.AskAsync("GetApiKeyInfo"))["permissions"]!.AsArray().Select(static permission => permission!.ToString()).ShouldContain("withdraw-funds");
    }

    [Fact]
    public async Task What_does_not_exist_is_an_unknown_method()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        (await kraken.Client.RefusalAsync("Nonsense")).ShouldBe("EGeneral:Unknown method");
        KrakenClient.ErrorIn(await kraken.Client.PublicAsync("Nonsense")).ShouldBe("EGeneral:Unknown method");
    }
}
