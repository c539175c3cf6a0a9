using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Perun.Adapters.Sources;
using Perun.Adapters.Sources.Services;

namespace Perun.Sources.Tests.Services;

public sealed class SecretTests
{
    /// Services like to quote what they refuse.
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task No_key_is_in_anything_that_is_told(int status)
    {
        await using var service = new FakeService(asked =>
        {
            var quoted = string.Join(' ', asked.Headers.Select(header => $"{header.Key}: {header.Value}"));
            quoted += " " + string.Join(' ', Given.Canaries.Select(key => $"{key[..14]}*** {Uri.EscapeDataString(key)} {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}"));
            return Reply.Json($$$"""{"message":"{{{quoted}}}","error":{"message":"{{{quoted}}}"},"status":{"error_code":{{{status}}},"error_message":"{{{quoted}}}"}}""", status);
        });
        foreach (var settings in (NetworkSourceSettings[])[Given.Perigon(service), Given.Alpaca(service), Given.CoinMarketCap(service), Given.Perplexity(service)])
        {
            using var room = new Newsroom(settings);
            await room.CycleAsync();
            room.Told.ShouldNotBeEmpty();
            // Each service knows its own keys; another's can't come out of it but where a test puts it.
            foreach (var notice in room.Told)
                foreach (var key in KeysOf(settings)) (notice.Text + room.Status(notice.Source).LastError).ShouldNotContain(key[..12], Case.Insensitive);
        }
    }

    [Fact]
    public async Task Keys_travel_in_headers_and_nowhere_else()
    {
        await using var service = new FakeService();
        foreach (var (settings, header, value) in ((NetworkSourceSettings, string, string)[])
            [
                (Given.Perigon(service), "Authorization", $"Bearer {Given.PerigonKey}"),
                (Given.CoinMarketCap(service), "X-CMC_PRO_API_KEY", Given.CoinMarketCapKey),
                (Given.Perplexity(service), "Authorization", $"Bearer {Given.PerplexityKey}"),
                (Given.Alpaca(service), "APCA-API-KEY-ID", Given.AlpacaKey),
                (Given.Alpaca(service), "APCA-API-SECRET-KEY", Given.AlpacaSecret),
            ])
        {
            var before = service.Requests.Count;
            using var room = new Newsroom(settings);
            await room.CycleAsync();
            var asked = service.Requests.Skip(before).ToArray();
            asked.ShouldNotBeEmpty();
            foreach (var request in asked)
            {
                request.Headers[header].ShouldBe(value);
                (request.Path + request.Query + request.Body).ShouldHoldNoKey();
                request.Headers.Keys.ShouldNotContain("Cookie", StringComparer.OrdinalIgnoreCase);
                request.Headers.Keys.ShouldNotContain("Referer", StringComparer.OrdinalIgnoreCase);
                request.Headers.Keys.ShouldNotContain("traceparent", StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void Settings_print_no_key()
    {
        var settings = new NetworkSourceSettings { PerigonKey = Given.PerigonKey, PerplexityKey = Given.PerplexityKey, CoinMarketCapKey = Given.CoinMarketCapKey, AlpacaKey = Given.AlpacaKey, AlpacaSecret = Given.AlpacaSecret };
        settings.ToString().ShouldHoldNoKey();
        settings.ToString().ShouldBe("keys of perigon, alpaca, coinmarketcap, perplexity");
        new Credential("PERIGON_API_KEY", "Authorization", Given.PerigonKey).ToString().ShouldHoldNoKey();
    }

    [Theory]
    [InlineData("http://api.perigon.io")]
    [InlineData("http://192.168.1.7:8080")]
    [InlineData("ftp://api.perigon.io")]
    [InlineData("https://user:word@api.perigon.io")]
    [InlineData("https://api.perigon.io/?key=1")]
    public void No_key_goes_where_others_could_read_it(string address)
    {
        var settings = new NetworkSourceSettings { PerigonKey = Given.PerigonKey, PerigonAddress = new Uri(address) };
        using var made = NetworkSources.From(settings, TimeProvider.System);
        made.Sources.ShouldBeEmpty();
        SourceStanding.Of(settings)[0].Wrong.ShouldNotBeNull().ShouldStartWith("the address of perigon can't be used: ");
        Should.Throw<ArgumentException>(() => new ServiceClient(new Uri(address), [], TimeProvider.System));
    }

    [Fact]
    public async Task A_server_that_cannot_prove_who_it_is_gets_no_key()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var settings = new NetworkSourceSettings { PerigonKey = Given.PerigonKey, PerigonAddress = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        using (var room = new Newsroom(settings))
            (await room.FailAsync(SourceNames.PerigonArticles)).Why.ShouldBe("127.0.0.1 can't prove who it is, so nothing was sent to it");
        (await serving).ShouldBe(0);

        async Task<int> ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var secured = new SslStream(client.GetStream());
            try
            {
                await secured.AuthenticateAsServerAsync(certificate);
                return await secured.ReadAsync(new byte[1000], TestContext.Current.CancellationToken);
            }
            catch (Exception failure) when (failure is IOException or System.Security.Authentication.AuthenticationException)
            {
                return 0;
            }
        }
    }

    private static IEnumerable<string> KeysOf(NetworkSourceSettings settings) =>
        new[] { settings.PerigonKey, settings.CoinMarketCapKey, settings.PerplexityKey, settings.AlpacaKey, settings.AlpacaSecret }.OfType<string>();
}
