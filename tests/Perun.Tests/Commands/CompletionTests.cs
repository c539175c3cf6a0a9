using System.Diagnostics;
using Perun.Commands;
using Perun.Commands.Completion;

namespace Perun.Tests.Commands;

public sealed class CompletionTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Theory]
    [InlineData("", "status,positions,buy")]
    [InlineData("po", "positions")]
    [InlineData("xq", "")]
    [InlineData("buy A", "AAPL")]
    [InlineData("buy btc", "BTC/USD")]
    [InlineData("buy AAPL 1 --st", "--stop")]
    [InlineData("orders --symbol M", "MSFT")]
    [InlineData("orders --js", "--json")]
    [InlineData("orders --json --js", "")]
    [InlineData("market-hours --venue ", "nyse,crypto")]
    [InlineData("completion ", "bash,zsh,fish")]
    [InlineData("why ", "last")]
    [InlineData("da", "data")]
    [InlineData("data re", "resample,remove")]
    [InlineData("data check --js", "--json")]
    [InlineData("help simu", "")]
    [InlineData("help sta", "status")]
    public async Task The_words_that_could_come_next(string line, string expected)
    {
        string[] words = [.. line.Split(' ')];
        var said = await _perun.RunAsync(["complete", "--", .. words]);
        said.Code.ShouldBe(ExitCode.Done);
        var candidates = said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (expected.Length == 0) candidates.ShouldBeEmpty();
        else expected.Split(',').ShouldBeSubsetOf(candidates);
        var typed = words[^1];
        candidates.ShouldAllBe(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("perun sta", "status")]
    [InlineData("./perun buy NV", "NVDA")]
    [InlineData("perun orders --sy", "--symbol")]
    [InlineData("perun market-hours --venue cr", "crypto")]
    public void Bash_completes(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("perun.bash"), CompletionScripts.For("bash"));
        var program = Path.ChangeExtension(typeof(PerunProgram).Assembly.Location, null);
        var words = line.Split(' ');
        var script = $"""
            set -eu
            source "{folder.File("perun.bash")}"
            complete -p perun > /dev/null
            COMP_WORDS=("{program}" {string.Join(' ', words.Skip(1).Select(word => $"\"{word}\""))}) COMP_CWORD={words.Length - 1}
            _perun
            printf '%s\n' "${"{COMPREPLY[@]}"}"
            """;
        Run("bash", ["-c", script]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Scripts_for_other_shells_parse(string shell)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))), $"{shell} is not installed");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("script"), CompletionScripts.For(shell));
        Run(shell, ["-n", folder.File("script")]).ShouldBeEmpty();
    }

    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result);
        return output.Trim();
    }
}
