using Perun.Tests;

namespace Perun.Faults.Tests.Page;

public sealed class FaultPageTests
{
    /// Those of the catalogue that concern requests, orders, streams, venues, and the clock.
    private static readonly string[] Catalogue = [.. Enumerable.Range(1, 40).Concat(Enumerable.Range(44, 7)).Select(static number => $"F{number:00}")];

    [Fact]
    public void Each_fault_of_the_catalogue_is_one_test() => FaultLine.All.Select(static line => line.Fault.Number).ShouldBe(Catalogue);

    [Fact]
    public void The_page_is_the_table()
    {
        var file = Repository.File("docs/faults.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1") File.WriteAllText(file, FaultPage.Text());
        File.ReadAllText(file).ShouldBe(FaultPage.Text(), "docs/faults.md is made from the tests: run them with UPDATE_GENERATED=1, look at the change and commit it");
    }
}
