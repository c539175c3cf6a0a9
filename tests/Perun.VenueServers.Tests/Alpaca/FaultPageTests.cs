using Perun.VenueServers.Alpaca;

namespace Perun.VenueServers.Tests.Alpaca;

public sealed class FaultPageTests
{
    [Fact]
    public void The_page_lists_every_fault_and_none_that_is_gone()
    {
        var rows = File.ReadAllLines(Repository.File("docs/venue-servers.md"))
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(static letter => letter == '|') == 5)
            .ToList();
        rows.ShouldBe(Venue.Words.Select(static word => $"| `{word.Word}` | {word.Catalogue} | {word.Does} | {(word.ByChance ? "yes" : "")} |"));
        Venue.Words.Select(static word => word.Word).ShouldBeUnique();
    }

    [Fact]
    public void Every_fault_is_struck_by_a_test()
    {
        var folder = Repository.File("tests/Perun.VenueServers.Tests");
        var tests = string.Concat(Directory.EnumerateFiles(folder, "*FaultTests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Venue.Words.Where(word => !tests.Contains(word.Word, StringComparison.Ordinal)).Select(static word => word.Word).ShouldBeEmpty();
    }
}
