namespace Perun.Tests.Shell;

public sealed class StartScriptTests : IDisposable
{
    private readonly StartScript _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task The_first_start_builds_and_then_runs_with_the_given_arguments()
    {
        var ended = await _script.Run(arguments: ["buy", "BTC/USD", "two words"], environment: ("PRETENDED_END", "7"));
        ended.Code.ShouldBe(7);
        ended.Output.ShouldBe($"started in {_script.Home} with [buy BTC/USD two words]\n");
        ended.Errors.ShouldContain("Building Perun");
        _script.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task A_start_with_nothing_changed_only_runs()
    {
        await _script.Run();
        var ended = await _script.Run();
        ended.Output.ShouldStartWith("started");
        ended.Errors.ShouldBeEmpty();
        _script.Builds.ShouldBe(1);
    }

    [Theory]
    [InlineData("src/Perun/Program.cs")]
    [InlineData("src/Perun/New.cs")]
    [InlineData("Directory.Packages.props")]
    [InlineData("global.json")]
    public async Task A_changed_source_is_built(string file)
    {
        await _script.Run();
        _script.Write(file, "changed");
        await _script.Run();
        _script.Builds.ShouldBe(2);
    }

    [Fact]
    public async Task A_deleted_source_is_missed()
    {
        _script.Write("src/Perun/Gone.cs", "");
        await _script.Run();
        _script.Delete("src/Perun/Gone.cs");
        await _script.Run();
        _script.Builds.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_moved_in_with_an_old_date_is_noticed()
    {
        await _script.Run();
        _script.Write("src/Perun/Program.cs", "changed");
        File.SetLastWriteTimeUtc(Path.Combine(_script.Home, "src/Perun/Program.cs"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await _script.Run();
        _script.Builds.ShouldBe(2);
    }

    [Theory]
    [InlineData("src/Perun/obj/made.cs")]
    [InlineData("src/Perun/bin/Debug/perun.dll")]
    [InlineData("docs/page.md")]
    [InlineData("data/journal.db")]
    public async Task What_is_no_source_is_not_built(string file)
    {
        _script.Write(file, "before");
        await _script.Run();
        _script.Write(file, "after");
        await _script.Run();
        _script.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task It_works_through_a_link_and_from_anywhere()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere.File("bin"));
        File.CreateSymbolicLink(elsewhere.File("link"), _script.Path);
        File.CreateSymbolicLink(elsewhere.File("bin/perun"), "../link");
        var ended = await _script.Run(path: elsewhere.File("bin/perun"), from: elsewhere.Path);
        ended.Output.ShouldBe($"started in {_script.Home} with []\n");
    }

    [Fact]
    public async Task A_build_that_fails_shows_why_and_the_next_start_tries_again()
    {
        _script.Write("sdk/broken", "");
        var ended = await _script.Run();
        ended.Code.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
        ended.Errors.ShouldContain("error CS1002: ; expected");

        _script.Delete("sdk/broken");
        (await _script.Run()).Output.ShouldStartWith("started");
    }

    [Fact]
    public async Task A_build_that_fails_does_not_start_the_program_of_older_sources()
    {
        await _script.Run();
        _script.Write("sdk/broken", "");
        _script.Write("src/Perun/Program.cs", "changed");
        var ended = await _script.Run();
        ended.Code.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("9.0.305")]
    [InlineData("")]
    public async Task Without_the_right_SDK_it_says_how_to_get_one(string version)
    {
        _script.Write("sdk/dotnet", $"#!/bin/bash\necho '{version}'\n");
        var ended = await _script.Run(environment: ("PATH", $"{_script.Home}/sdk:/usr/bin:/bin"));
        ended.Code.ShouldBe(3);
        ended.Output.ShouldBeEmpty();
        ended.Errors.ShouldContain("https://dotnet.microsoft.com/download/dotnet/10.0");
    }

    [Fact]
    public async Task Starts_at_once_build_once()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock is not on this computer");
        var ended = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _script.Run()));
        ended.ShouldAllBe(one => one.Code == 0 && one.Output.StartsWith("started"));
        _script.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_newest_build_is_kept_when_none_runs()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock is not on this computer");
        await _script.Run();
        _script.Write("src/Perun/Program.cs", "changed");
        await _script.Run();
        KeptBuilds().ShouldBe(1);
    }

    [Fact]
    public async Task A_build_that_still_runs_keeps_its_files_until_it_ends()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock is not on this computer");
        using var running = await _script.Stay();
        _script.Write("src/Perun/Program.cs", "changed");
        await _script.Run();
        KeptBuilds().ShouldBe(2);

        running.StandardInput.Close();
        await running.WaitForExitAsync();
        _script.Write("src/Perun/Program.cs", "changed again");
        await _script.Run();
        KeptBuilds().ShouldBe(1);
    }

    private int KeptBuilds() => Directory.GetDirectories(Path.Combine(_script.Home, ".build"), "app.*").Length;
}
