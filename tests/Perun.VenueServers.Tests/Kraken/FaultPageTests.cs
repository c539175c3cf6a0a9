using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class FaultPageTests
{
    private static readonly List<FaultWord> Own = [.. KrakenServer.FaultWords.Except(WireWords.All)];

    [Fact]
    public void The_page_lists_every_fault_and_none_that_is_gone() =>
        File.ReadAllLines(Repository.File("docs/venue-servers.md")).SkipWhile(static line => line != "## Kraken")
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(static letter => letter == '|') == 5)
            .ShouldBe(Own.Select(static word => $"| `{word.Word}` | {word.Catalogue} | {word.Does} | {(word.ByChance ? "yes" : "")} |"));

    [Fact]
    public void Every_fault_is_struck_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Repository.File("tests/Perun.VenueServers.Tests/Kraken"), "*.cs").Select(File.ReadAllText));
        Own.Where(word => !tests.Contains($"\"{word.Word}", StringComparison.Ordinal) && !tests.Contains($", {word.Word} ", StringComparison.Ordinal)).Select(static word => word.Word).ShouldBeEmpty();
    }
}
