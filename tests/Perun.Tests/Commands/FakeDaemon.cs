using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Perun.Commands.Access;
using Perun.Facts;

namespace Perun.Tests.Commands;

/// A daemon's API on a real loopback port, over fake facts. `Misbehave` answers instead where it answers true.
internal sealed class FakeDaemon : IAsyncDisposable
{
    private const string Token = "the-token";
    private readonly WebApplication _app;

    private FakeDaemon(WebApplication app, FakeFacts facts) => (_app, Facts) = (app, facts);

    public FakeFacts Facts { get; }

    public Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    public DaemonFile File => new(new Uri(_app.Urls.First()).Port, Token, Environment.ProcessId);

    public static async Task<FakeDaemon> StartAsync(string? dataFolder = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        var daemon = new FakeDaemon(builder.Build(), new FakeFacts());
        daemon._app.Run(daemon.AnswerAsync);
        await daemon._app.StartAsync();
        if (dataFolder is not null) daemon.File.Write(dataFolder);
        return daemon;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (await Misbehave(http)) return;
        var path = http.Request.Path.Value!;
        if (path == "/api/health")
        {
            await http.Response.WriteAsJsonAsync(new Health("Perun", "0"), FactsJson.Default.Health);
            return;
        }
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.StatusCode = 401;
            await http.Response.WriteAsJsonAsync(new Trouble("no"), FactsJson.Default.Trouble);
            return;
        }
        var query = new FactQuery(
            int.TryParse(http.Request.Query["limit"], out var limit) ? limit : 50, http.Request.Query["symbol"], http.Request.Query["open"] == "true");
        switch (path)
        {
            case "/api/overview": await http.Response.WriteAsJsonAsync(Facts.Overview, FactsJson.Default.Overview); break;
            case "/api/orders": await http.Response.WriteAsJsonAsync(await Facts.OrdersAsync(query, default), FactsJson.Default.IReadOnlyListOrderFact); break;
            case "/api/decisions": await http.Response.WriteAsJsonAsync(await Facts.DecisionsAsync(query, default), FactsJson.Default.IReadOnlyListDecisionFact); break;
            case "/api/trades": await http.Response.WriteAsJsonAsync(await Facts.TradesAsync(query, default), FactsJson.Default.IReadOnlyListTradeFact); break;
            case "/api/why/42": await http.Response.WriteAsJsonAsync(Facts.Story, FactsJson.Default.Explanation); break;
            case "/api/operator":
                var wish = await http.Request.ReadFromJsonAsync(FactsJson.Default.OperatorWish);
                await http.Response.WriteAsJsonAsync(await Facts.AskAsync(wish!, default), FactsJson.Default.OperatorAnswer);
                break;
            default:
                http.Response.StatusCode = 404;
                await http.Response.WriteAsJsonAsync(new Trouble("not there"), FactsJson.Default.Trouble);
                break;
        }
    }
}
