using System.Net;
using System.Net.Sockets;
using Perun.Adapters.Sources;
using Perun.Commands.Checks;
using Perun.Minds;

namespace Perun.Tests.Commands;

public sealed class SourceSettingsTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task The_doctor_says_which_services_are_there_and_which_are_not()
    {
        Env("PERIGON_API_KEY=canary-of-perigon\nCOINMARKETCAP_API_KEY=canary-of-coins\nSOURCES_OFF=coinmarketcap-quotes,coinmarketcap-market,coinmarketcap-trending,perigon-stories\n");
        var said = await _perun.TypeAsync("doctor --json");
        var checks = said.Json.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!, check => $"{check.GetProperty("state").GetString()}: {check.GetProperty("what").GetString()}".ToLowerInvariant());
        checks["perigon"].ShouldBe("simulated: it has its key (perigon-articles) and is not asked: in simulated mode the world makes the news (network_sources=on asks all the same)");
        checks["alpaca"].ShouldBe("missing: alpaca_api_key and alpaca_secret_key not set: it is not asked");
        checks["coinmarketcap"].ShouldBe("missing: all of its sources are in sources_off: it is not asked");
        checks["perplexity"].ShouldBe("missing: perplexity_api_key not set: it is not asked");
        (said.Output + said.Error + (await _perun.TypeAsync("config")).Output).ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("auto", "simulated: it has its key (perigon-articles, perigon-stories) and is not asked: in simulated mode")]
    [InlineData("on", "real: asked: perigon-articles, perigon-stories")]
    [InlineData("off", "missing: it has its key (perigon-articles, perigon-stories) and is not asked: NETWORK_SOURCES is off")]
    public void Whether_services_are_asked_follows_the_mode_unless_it_is_said(string choice, string says)
    {
        var (settings, reading) = Perun.Tests.Configuration.Given.Sources(file: $"PERIGON_API_KEY=p\nNETWORK_SOURCES={choice}\n");
        reading.Problems.ShouldBeEmpty();
        var check = SourceChecks.All(settings!).Single(check => check.Name == "perigon");
        $"{check.State.ToString().ToLowerInvariant()}: {check.What}".ShouldStartWith(says);
        var absent = SourceRoster.Absent(settings!).ToDictionary(source => source.Name, source => source.Why);
        absent.ContainsKey(SourceNames.PerigonArticles).ShouldBe(choice != "on");
        absent[SourceNames.AlpacaNews].ShouldBe("ALPACA_API_KEY and ALPACA_SECRET_KEY not set");
    }

    [Theory]
    [InlineData("ALPACA_API_KEY=a", "ALPACA_API_KEY is set but ALPACA_SECRET_KEY is missing: put it right, or remove the keys to do without alpaca.")]
    [InlineData("ALPACA_API_SECRET=s", "ALPACA_SECRET_KEY is set but ALPACA_API_KEY is missing")]
    [InlineData("PERIGON_API_KEY=two words", "PERIGON_API_KEY can't be a key: it holds a blank")]
    [InlineData("SOURCES_OFF=perigon", "\"perigon\" is none of them: give none, or some of perigon-articles, perigon-stories, alpaca-news")]
    [InlineData("NEWS_POLL_MINUTES=0", "from 1 to 1440")]
    [InlineData("COINMARKETCAP_DAILY_CREDITS=none", "from 1 to 1000000")]
    [InlineData("RESEARCH_DAILY_BUDGET_USD=-1", "from 0 to 100000")]
    public async Task Settings_that_make_no_sense_are_refused(string line, string says)
    {
        Env(line + "\n");
        var said = await _perun.TypeAsync("doctor");
        string.Join(' ', said.Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).ShouldContain(says);
    }

    [Fact]
    public void Settings_become_sources()
    {
        var (settings, reading) = Perun.Tests.Configuration.Given.Sources(file:
            "ALPACA_API_KEY=id\nALPACA_API_SECRET=other\nPERIGON_API_KEY=p\nPERPLEXITY_API_KEY=x\nSOURCES_OFF= Perplexity-Research , \nNEWS_POLL_MINUTES=7\nRESEARCH_HOURS=3\nRESEARCH_DAILY_REQUESTS=9\n");
        reading.Problems.ShouldBeEmpty();
        var sources = settings!.Sources;
        (sources.AlpacaSecret, sources.NewsEvery, sources.ResearchLasts, sources.ResearchRequestsPerDay, sources.ResearchFile).ShouldBe(
            ("other", TimeSpan.FromMinutes(7), TimeSpan.FromHours(3), 9, Path.Combine("/home/perun", "data", "research.json")));
        sources.Off.ShouldBe([SourceNames.Research]);
        using var made = NetworkSources.From(sources, TimeProvider.System);
        made.Sources.Where(source => source.Pace.IsOn).Select(source => source.Source.Name).ShouldBe([SourceNames.PerigonArticles, SourceNames.PerigonStories, SourceNames.AlpacaNews]);
    }

    [Fact]
    public void The_usual_name_of_alpacas_secret_counts_before_the_other()
    {
        var (settings, _) = Perun.Tests.Configuration.Given.Sources(file: "ALPACA_API_KEY=id\nALPACA_API_SECRET=other\nALPACA_SECRET_KEY=usual\n");
        settings!.Sources.AlpacaSecret.ShouldBe("usual");
    }

    [Fact]
    public async Task A_service_is_asked_on_demand_and_says_what_is_wrong()
    {
        var (settings, _) = Perun.Tests.Configuration.Given.Sources(file: "PERIGON_API_KEY=canary-of-perigon\nSOURCES_OFF=perigon-stories\n");
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var nobody = new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}");
        closed.Stop();
        var checks = await SourceChecks.AskAsync(settings! with { Sources = settings.Sources with { PerigonAddress = nobody } }, TimeProvider.System, TestContext.Current.CancellationToken);
        checks.ShouldBe([new Check("perigon-articles", CheckState.Broken, "127.0.0.1 can't be reached (ConnectionError)", "see the key, its plan and the network")]);
    }

    private void Env(string text)
    {
        var path = Path.Combine(_perun.Home, ".env");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
