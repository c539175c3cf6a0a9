using System.Text.Json;

namespace Perun.Tests.Architecture;

public sealed class ThirdPartyTests
{
    [Fact]
    public void Every_package_in_a_lock_file_is_on_the_page_with_its_version_and_licence()
    {
        var page = File.ReadAllLines(Repository.File("THIRD-PARTY.md"));
        foreach (var (name, version) in Locked())
        {
            var row = page.FirstOrDefault(line => line.StartsWith($"| {name} | {version} | ", StringComparison.Ordinal));
            row.ShouldNotBeNull($"{name} {version} is missing in THIRD-PARTY.md");
            row.Split('|')[3].Trim().ShouldBeOneOf("MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause");
        }
    }

    [Fact]
    public void The_page_names_no_package_that_is_gone()
    {
        var locked = Locked().ToHashSet();
        var named = File.ReadAllLines(Repository.File("THIRD-PARTY.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && char.IsAsciiDigit(cells[2].FirstOrDefault()))
            .Select(cells => (cells[1], cells[2]))
            .ToArray();
        named.ShouldNotBeEmpty();
        named.ShouldAllBe(package => locked.Contains(package));
    }

    private static IEnumerable<(string Name, string Version)> Locked()
    {
        foreach (var folder in (string[])["src", "tests", "bench"])
        {
            foreach (var path in Directory.EnumerateFiles(Repository.File(folder), "packages.lock.json", SearchOption.AllDirectories))
            {
                using var file = JsonDocument.Parse(File.ReadAllText(path));
                foreach (var framework in file.RootElement.GetProperty("dependencies").EnumerateObject())
                {
                    foreach (var package in framework.Value.EnumerateObject())
                    {
                        if (package.Value.TryGetProperty("resolved", out var version)) yield return (package.Name, version.GetString()!);
                    }
                }
            }
        }
    }
}
