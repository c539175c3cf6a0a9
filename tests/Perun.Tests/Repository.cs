namespace Perun.Tests;

/// The working copy that these tests were built from.
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Perun.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException("these tests run from a working copy");
    }
}
