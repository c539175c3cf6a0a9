using System.Globalization;
using System.Text.Json;
using Perun.Commands;
using Perun.Commands.Output;
using Perun.Configuration;

namespace Perun.Tests.Commands;

/// What a command said, and how it ended.
internal sealed record Said(ExitCode Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// The command line with a folder, settings and facts of its own.
internal sealed class CommandLine : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public CommandLine() => Directory.CreateDirectory(Data);

    public FakeFacts? Store { get; set; } = new();

    public PerunActions Actions { get; set; } = new();

    public bool IsRich { get; set; }

    public int Width { get; set; } = 200;

    public string Input { get; set; } = "";

    /// Ctrl-C.
    public CancellationToken Stop { get; set; } = TestContext.Current.CancellationToken;

    public string Home => _home.Path;

    public string Data => _home.File("data");

    public async Task<Said> RunAsync(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var terminal = new Terminal { Output = output, Error = error, Input = new StringReader(Input), Width = Width, IsRich = IsRich };
        var scope = new CommandScope(Actions with { StoredFacts = _ => Store }, terminal, TimeProvider.System) { Sources = Sources };
        var code = await PerunProgram.RunAsync(args, scope, Stop);
        return new Said(code, output.ToString(), error.ToString());
    }

    /// A line as a person would type it; words are parted by blanks.
    public Task<Said> TypeAsync(string line) => RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public SettingSources Sources(IReadOnlyDictionary<string, string> options)
    {
        var path = _home.File(".env");
        return new SettingSources { Home = Home, File = Perun.Configuration.EnvFile.Read(path), Options = options };
    }

    public void Dispose() => _home.Dispose();
}
