using Perun.Backtest.UserStrategies;
using Perun.Commands;

namespace Perun.Tests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task A_new_strategy_is_a_file_that_compiles()
    {
        var said = await _perun.TypeAsync("new strategy MyIdea");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("Wrote strategies/MyIdea.cs");
        var path = Path.Combine(_perun.Home, "strategies", "MyIdea.cs");
        File.ReadAllText(path).ShouldBe(StrategyTemplate.Text("MyIdea"));
        using var strategy = new UserStrategyLoader(Path.Combine(_perun.Data, "compiled")).Load(path).Strategy;
        strategy!.Name.ShouldBe("MyIdea");
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_touched()
    {
        await _perun.TypeAsync("new strategy MyIdea");
        var path = Path.Combine(_perun.Home, "strategies", "MyIdea.cs");
        File.WriteAllText(path, "weeks of work");
        var said = await _perun.TypeAsync("new strategy MyIdea");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("strategies/MyIdea.cs is there already and was not touched");
        File.ReadAllText(path).ShouldBe("weeks of work");
    }

    [Theory]
    [InlineData("new strategy my-idea", "\"my-idea\" can't be the name of a strategy")]
    [InlineData("new strategy ../../MyIdea", "can't be the name of a strategy")]
    [InlineData("new strtegy MyIdea", "There is no new \"strtegy\": did you mean strategy?")]
    public async Task A_name_that_can_not_be_is_refused_and_nothing_is_written(string line, string sentence)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(sentence);
        Directory.Exists(Path.Combine(_perun.Home, "strategies")).ShouldBeFalse();
    }
}
