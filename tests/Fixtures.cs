namespace Perun.Tests;

/// Recorded messages and reference results that live beside the repository. A test that needs them is skipped where they are absent.
internal static class Fixtures
{
    private static readonly string? Root = Find();

    public static string Path(string relative)
    {
        Assert.SkipWhen(Root is null, "the folder ../shared/fixtures is not beside this repository");
        return System.IO.Path.Combine(Root!, relative);
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Perun.slnx"))) continue;
            var fixtures = System.IO.Path.Combine(folder.Parent!.FullName, "shared", "fixtures");
            return Directory.Exists(fixtures) ? fixtures : null;
        }
        return null;
    }
}
