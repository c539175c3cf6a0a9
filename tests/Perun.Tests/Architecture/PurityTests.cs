namespace Perun.Tests.Architecture;

public sealed class PurityTests
{
    [Theory]
    [InlineData("Perun.Core")]
    [InlineData("Perun.Engine")]
    public void What_decides_reaches_nothing_around_it(string project) =>
        Surroundings.ReachedBy(Compiled(project)).ShouldBeEmpty($"{project} must stay a function of what it is given");

    [Fact]
    public void The_search_finds_what_this_very_assembly_reaches()
    {
        // Each of these is used in Offences below or elsewhere in these tests: the search can fail.
        var reached = Surroundings.ReachedBy(typeof(PurityTests).Assembly.Location);
        string[] expected =
        [
            "System.DateTime.get_UtcNow", "System.DateTime.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Random.get_Shared",
            "System.Diagnostics.Stopwatch.GetTimestamp", "System.TimeZoneInfo.get_Local", "System.TimeProvider.get_System", "System.Console.WriteLine",
            "System.Environment.GetEnvironmentVariable", "System.IO.File.ReadAllText", "System.Threading.Thread.Sleep", "System.Net.Dns.GetHostName",
            "System.Threading.Tasks.Task", "System.Security.Cryptography.RandomNumberGenerator.GetInt32", "System.Type.get_Assembly", "System.Type.GetType",
            "native: ProcessId",
        ];
        foreach (var name in expected) reached.ShouldContain(name);
    }

    [Fact]
    public void What_the_compiler_writes_into_iterators_is_not_held_against_anyone() =>
        Surroundings.ReachedBy(typeof(PurityTests).Assembly.Location).ShouldNotContain("System.Environment.get_CurrentManagedThreadId");

    private static string Compiled(string project) => Path.Combine(AppContext.BaseDirectory, project + ".dll");
}
