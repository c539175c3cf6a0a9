using System.Xml.Linq;

namespace Perun.Tests.Architecture;

public sealed class ProjectArrowTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Perun.Core"] = [],
        ["Perun.Engine"] = ["Perun.Core"],
        ["Perun.Simulation"] = ["Perun.Core"],
        ["Perun.Mind"] = ["Perun.Core"],
        ["Perun.Backtest"] = ["Perun.Core", "Perun.Engine", "Perun.Simulation"],
        ["Perun.Adapters"] = ["Perun.Core", "Perun.Engine", "Perun.Mind"],
        ["Perun.VenueServers"] = ["Perun.Core", "Perun.Simulation"],
        ["Perun"] = ["Perun.Core", "Perun.Engine", "Perun.Simulation", "Perun.Mind", "Perun.Backtest", "Perun.Adapters", "Perun.VenueServers"],
    };

    private static readonly string[] WordsForNothing = ["Common", "Utils", "Util", "Helpers", "Helper", "Shared", "Managers", "Manager", "Misc"];

    public static TheoryData<string> Projects => [.. Sources().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_those_below_it(string project)
    {
        MayUse.ShouldContainKey(project, "a new project needs a place in the design");
        foreach (var used in Uses(project)) MayUse[project].ShouldContain(used);
    }

    [Fact]
    public void The_projects_that_everything_rests_on_are_there() =>
        ((string[])["Perun.Core", "Perun.Engine", "Perun.Simulation", "Perun.Mind", "Perun.Adapters", "Perun"])
            .ShouldBeSubsetOf(Sources().Select(path => Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void The_map_knows_no_circle()
    {
        foreach (var (project, below) in MayUse)
            below.ShouldAllBe(used => used != project && !MayUse[used].Contains(project));
    }

    [Theory]
    [InlineData("Perun.Core")]
    [InlineData("Perun.Engine")]
    public void What_decides_needs_no_package_that_ships(string project) =>
        XDocument.Load(ProjectFile(project)).Descendants("PackageReference")
            .Where(package => (string?)package.Attribute("PrivateAssets") != "all")
            .ShouldBeEmpty();

    [Fact]
    public void No_folder_or_project_is_named_after_nothing() =>
        Directory.EnumerateDirectories(Repository.File("src"), "*", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains($"{Path.DirectorySeparatorChar}obj") && !folder.Contains($"{Path.DirectorySeparatorChar}bin"))
            .SelectMany(folder => Path.GetFileName(folder).Split('.'))
            .Where(word => WordsForNothing.Contains(word, StringComparer.OrdinalIgnoreCase))
            .ShouldBeEmpty();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.File("Perun.slnx"));
        foreach (var folder in (string[])["src", "tests", "bench"])
        {
            foreach (var project in Directory.EnumerateFiles(Repository.File(folder), "*.csproj", SearchOption.AllDirectories))
                solution.ShouldContain(Path.GetRelativePath(Repository.Root, project).Replace('\\', '/'));
        }
    }

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        foreach (var folder in (string[])["src", "tests", "bench"])
        {
            foreach (var project in Directory.EnumerateFiles(Repository.File(folder), "*.csproj", SearchOption.AllDirectories))
                File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")).ShouldBeTrue(project);
        }
    }

    private static IEnumerable<string> Uses(string project) =>
        XDocument.Load(ProjectFile(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    private static string ProjectFile(string project) => Repository.File($"src/{project}/{project}.csproj");

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories).Order();
}
