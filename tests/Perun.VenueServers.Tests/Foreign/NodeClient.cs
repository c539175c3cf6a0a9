using System.Diagnostics;

namespace Perun.VenueServers.Tests.Foreign;

/// Other people's clients on Node: installed from the committed lock file, without their scripts, beside it. Where Node is missing,
/// or the registry can't be reached, the test is skipped and says so.
internal static class NodeClient
{
    private static readonly Lock Gate = new();

    /// What the runner printed, a line each, and how it ended.
    public static async Task<(IReadOnlyList<string> Lines, int Code)> RunAsync(string folder, params string[] arguments)
    {
        var path = Repository.File(Path.Combine("tests", "foreign", folder));
        Assert.SkipWhen(!IsThere("node") || !IsThere("npm"), "node and npm are not installed: ./test installs them where it can");
        lock (Gate) Install(path);
        return await RunAsync(path, "node", ["run.mjs", .. arguments]);
    }

    private static void Install(string path)
    {
        // What npm writes last names what is installed.
        var (wanted, done) = (Path.Combine(path, "package-lock.json"), Path.Combine(path, "node_modules", ".installed"));
        if (File.Exists(done) && File.ReadAllText(done) == File.ReadAllText(wanted)) return;
        var (lines, code) = RunAsync(path, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).GetAwaiter().GetResult();
        Assert.SkipWhen(code != 0, $"npm could not install the official client: {lines.LastOrDefault(static line => line.Length > 0)}");
        File.WriteAllText(done, File.ReadAllText(wanted));
    }

    private static async Task<(IReadOnlyList<string> Lines, int Code)> RunAsync(string path, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Keys of the surroundings must not be taken for the simulator's.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("APCA_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return ([.. (await output + await error).Split('\n')], process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
