using System.Diagnostics;

namespace Perun.Tests.Shell;

/// A copy of the start script in a folder of its own, with an SDK that only pretends: it counts its builds, and what it
/// builds prints its arguments.
internal sealed class StartScript : IDisposable
{
    private const string PretendedSdk = """
        #!/bin/bash
        case $1 in
            --version) echo "${PRETENDED_VERSION:-10.0.100}" ;;
            --list-runtimes) echo "Microsoft.NETCore.App 10.0.0 [$PRETENDED_ROOT/shared/Microsoft.NETCore.App]" ;;
            publish)
                if [ -e "$PRETENDED_ROOT/broken" ]; then echo "Strategy.cs(3,1): error CS1002: ; expected"; exit 1; fi
                echo build >> "$PRETENDED_ROOT/builds"
                while [ $# -gt 0 ]; do if [ "$1" = --output ]; then out=$2; fi; shift; done
                printf '#!/bin/bash\necho "started in $PERUN_HOME with [$*]"\nif [ -n "$PRETENDED_WAIT" ]; then read -r; fi\nexit "${PRETENDED_END:-0}"\n' > "$out/perun"
                chmod +x "$out/perun" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public StartScript()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the start script is for bash");
        File.Copy(Repository.File("perun"), Path);
        Write("src/Perun/Program.cs", "return 0;");
        Write("Directory.Build.props", "<Project/>");
        Write("Directory.Packages.props", "<Project/>");
        Write("global.json", "{}");
        Write("sdk/dotnet", PretendedSdk);
        MakeExecutable(Path);
        MakeExecutable(_folder.File("sdk/dotnet"));
    }

    public string Home => _folder.Path;

    public string Path => _folder.File("perun");

    public int Builds => File.Exists(_folder.File("sdk/builds")) ? File.ReadAllLines(_folder.File("sdk/builds")).Length : 0;

    public void Write(string relative, string text) => _folder.Write(relative, text);

    public void Delete(string relative) => File.Delete(_folder.File(relative));

    public async Task<Ended> Run(string? path = null, string? from = null, string[]? arguments = null, params (string Name, string Value)[] environment)
    {
        using var process = Start(path, from, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// Returns once the program prints its first line; it goes on until its input is closed.
    public async Task<Process> Stay()
    {
        var process = Start(null, null, null, [("PRETENDED_WAIT", "1")]);
        (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        return process;
    }

    public void Dispose() => _folder.Dispose();

    private Process Start(string? path, string? from, string[]? arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(path ?? Path, arguments ?? [])
        {
            WorkingDirectory = from ?? Home,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{_folder.File("sdk")}:/usr/bin:/bin";
        start.Environment["HOME"] = Home;
        start.Environment["PRETENDED_ROOT"] = _folder.File("sdk");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

internal readonly record struct Ended(int Code, string Output, string Errors);
