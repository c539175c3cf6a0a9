using Perun.Commands;
using Perun.Minds;
using Perun.VenueServers.Models;

namespace Perun.Tests.Commands;

public sealed class ModelCommandsTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task A_model_server_is_started_with_what_was_typed()
    {
        ModelServerSettings? given = null;
        _perun.Actions = new PerunActions
        {
            ServeModel = (settings, listens, _) =>
            {
                given = settings;
                listens(new Uri("http://127.0.0.1:5090/v1"));
                return Task.CompletedTask;
            },
        };
        var said = await _perun.TypeAsync("model-server --port 5090 --mode obedient --seed 7 --faults 429,reset,ok --fault-chance 0.25");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("LLM_BASE_URL=http://127.0.0.1:5090/v1");
        (given!.Port, given.Mode, given.Seed, given.FaultChance).ShouldBe((5090, ModelServerMode.Obedient, 7UL, 0.25));
        given.Faults.ShouldBe([ModelFault.TooMany, ModelFault.Reset, ModelFault.None]);
    }

    [Theory]
    [InlineData("--mode wise", "give sensible or obedient")]
    [InlineData("--faults 429,418", "\"418\" is no fault: give some of ok, 429")]
    [InlineData("--fault-chance 2", "not a number from 0 to 1")]
    [InlineData("--port 0", "The port \"0\"")]
    public async Task What_was_typed_wrong_is_told(string options, string says)
    {
        _perun.Actions = new PerunActions { ServeModel = (_, _, _) => throw new InvalidOperationException("it was started") };
        var said = await _perun.TypeAsync($"model-server {options}");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(says);
    }

    [Fact]
    public async Task The_doctor_says_which_model_is_asked_where_and_what_is_missing()
    {
        (await _perun.TypeAsync("doctor")).Output.ShouldContain("none is set: the rules decide");
        Env("TRADING_ANALYSIS_LLM_MODEL=claude-sonnet-4-5\nCHAT_LLM_MODEL=llama3.1:8b\n");
        var said = await _perun.TypeAsync("doctor");
        said.Output.ShouldContain("trading analysis: claude-sonnet-4-5 (Anthropic)");
        said.Output.ShouldContain("needs ANTHROPIC_API_KEY");
        said.Output.ShouldContain("LLM_BASE_URL is not set");
        said.Code.ShouldBe(ExitCode.Refused);

        Env("TRADING_ANALYSIS_LLM_MODEL=claude-sonnet-4-5\nANTHROPIC_API_KEY=canary-of-anthropic\n");
        said = await _perun.TypeAsync("doctor");
        said.Output.ShouldContain("$5 a day");
        (said.Output + said.Error + (await _perun.TypeAsync("config")).Output).ShouldNotContain("canary");
        Env("CHAT_LLM_MODEL=llama3.1:8b\nLLM_BASE_URL=http://localhost:11434/v1\n");
        (await _perun.TypeAsync("doctor")).Output.ShouldContain("no budget bounds them");
    }

    [Fact]
    public async Task The_doctor_asks_models_only_when_told_to()
    {
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), TestContext.Current.CancellationToken);
        Env($"CHAT_LLM_MODEL=scripted\nLLM_FALLBACK_MODEL=scripted-500\nLLM_BASE_URL={server.Address}\n");
        await _perun.TypeAsync("doctor");
        server.Requests.ShouldBe(0);
        var said = await _perun.TypeAsync("doctor --ask-models");
        server.Requests.ShouldBe(2);
        said.Output.ShouldContain("scripted answered in");
        said.Output.ShouldContain("scripted-500 failed (500)");
    }

    [Fact]
    public async Task A_prompt_that_is_wrong_is_pointed_out()
    {
        Directory.CreateDirectory(Path.Combine(_perun.Home, "prompts"));
        await File.WriteAllTextAsync(Path.Combine(_perun.Home, "prompts", "mine.md"), "---\nname: mine\ntask: chat\n---\n{{note}}\n===\n{{qestion}}\n", TestContext.Current.CancellationToken);
        var said = await _perun.TypeAsync("doctor --json");
        var what = said.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "prompts").GetProperty("what").GetString()!;
        what.ShouldContain("mine.md line 5");
        what.ShouldContain("mine.md line 7: there is no placeholder {{qestion}}");
    }

    [Fact]
    public void Prices_are_the_users_where_they_can_be_read()
    {
        ModelOffice.Prices(_perun.Home).Remarks.ShouldBeEmpty();
        File.WriteAllText(Path.Combine(_perun.Home, "prices.json"), """{"models":{"mine":{"input":1,"output":2}}}""");
        ModelOffice.Prices(_perun.Home).Prices.PriceOf("mine")!.Value.Output.ShouldBe(2m);
        File.WriteAllText(Path.Combine(_perun.Home, "prices.json"), """{"models":{"mine":{"input":-1,"output":2}}}""");
        var (prices, remarks) = ModelOffice.Prices(_perun.Home);
        remarks.Single().ShouldContain("mine: input must be");
        prices.PriceOf("gpt-4o").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("LLM_BASE_URL=http://192.168.1.4:11434/v1", "in the clear")]
    [InlineData("LLM_DAILY_BUDGET_USD=-1", "a number from 0 to 100000, or none")]
    [InlineData("LLM_TIMEOUT_SECONDS=0", "from 1 to 600")]
    [InlineData("LLM_REPLAY=sometimes", "one of never, recorded, only")]
    public async Task Settings_that_make_no_sense_are_refused(string line, string says)
    {
        Env(line + "\n");
        (await _perun.TypeAsync("doctor")).Output.ReplaceLineEndings(" ").ShouldContain(says);
    }

    [Fact]
    public void No_budget_is_no_bound_and_zero_is_nothing()
    {
        var none = Perun.Tests.Configuration.Given.Sources(file: "LLM_DAILY_BUDGET_USD=none\nLLM_DAILY_BUDGET_TOKENS=0").Settings!.Models;
        (none.BudgetUsd, none.BudgetTokens).ShouldBe((null, 0L));
        none.ToString().ShouldNotContain("canary", Case.Insensitive);
    }

    private void Env(string text)
    {
        var path = Path.Combine(_perun.Home, ".env");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
