using System.CommandLine;
using System.Globalization;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Knowledge.Tokens;
using Perun.VenueServers.Models;

namespace Perun.Commands;

internal static class ModelServerCommand
{
    private const int UsualPort = 5080;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var port = new Option<string?>("--port") { Description = $"The port on this computer ({UsualPort} when not given)", HelpName = "number" };
        var mode = new Option<string?>("--mode") { Description = "sensible reads the note and decides; obedient does whatever any text tells it (sensible when not given)", HelpName = "mode" };
        var seed = new Option<string?>("--seed") { Description = "The seed of the faults that come by chance (1 when not given)", HelpName = "number" };
        var faults = new Option<string?>("--faults") { Description = $"What goes wrong, one for each request in this order: {string.Join(", ", ModelFaults.Words.Select(word => word.Word))}", HelpName = "list" };
        var chance = new Option<string?>("--fault-chance") { Description = "How often something goes wrong after that, from 0 to 1 (0 when not given)", HelpName = "share" };
        var quiet = new Option<bool>("--quiet") { Description = "No line for each request" };
        foreach (var option in (Option[])[port, mode, seed, faults, chance, quiet]) command.Add(option);
        return new Verb(command, RunAsync,
            new Example("perun model-server", $"then, in .env: LLM_BASE_URL=http://localhost:{UsualPort}/v1 and TRADING_ANALYSIS_LLM_MODEL=scripted"),
            new Example("perun model-server --mode obedient", "a model that anyone has taken over: what holds then is code"),
            new Example("perun model-server --faults 429,500,truncated,ok", "three requests go wrong; a model named scripted-429 always does"),
            new Example("perun model-server --fault-chance 0.2 --seed 7", "one request in five goes wrong, the same ones each time"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var printer = scope.Reply(json: false).Printer;
            var settings = new ModelServerSettings
            {
                Port = Inputs.Whole(parse.GetValue(port), "The port", 1, 65535, UsualPort),
                Mode = ModeOf(parse.GetValue(mode)),
                Seed = (ulong)Inputs.Whole(parse.GetValue(seed), "The seed", 0, int.MaxValue, 1),
                Faults = FaultsIn(parse.GetValue(faults)),
                FaultChance = ShareOf(parse.GetValue(chance)),
                CountTokens = text => EstimatedTokens.Instance.Count(text),
                Log = parse.GetValue(quiet) ? null : line => printer.Line(Words.Quiet(line)),
            };
            await scope.Actions.ServeModel!(settings, address =>
            {
                printer.Line($"A {settings.Mode.ToString().ToLowerInvariant()} model answers at ", Words.Strong(address.ToString()), " until Ctrl-C.");
                printer.Line(Words.Quiet($"Set LLM_BASE_URL={address} and TRADING_ANALYSIS_LLM_MODEL=scripted to ask it."));
            }, cancel);
            return ExitCode.Done;
        }
    }

    private static ModelServerMode ModeOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "sensible" => ModelServerMode.Sensible,
        "obedient" => ModelServerMode.Obedient,
        _ => throw CommandFailedException.Usage($"There is no mode \"{Inputs.Brief(text)}\": give sensible or obedient."),
    };

    private static List<ModelFault> FaultsIn(string? text)
    {
        var faults = new List<ModelFault>();
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            faults.Add(ModelFaults.TryParse(word, out var fault) ? fault : throw CommandFailedException.Usage($"\"{Inputs.Brief(word)}\" is no fault: give some of {string.Join(", ", ModelFaults.Words.Select(known => known.Word))}."));
        return faults;
    }

    private static double ShareOf(string? text) =>
        text is null ? 0
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share
        : throw CommandFailedException.Usage($"The fault chance \"{Inputs.Brief(text)}\" is not a number from 0 to 1.");
}
