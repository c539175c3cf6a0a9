using System.CommandLine;
using System.Text;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Simulation.World;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Keys;

namespace Perun.Commands.Venues;

internal static class VenueServerKrakenCommand
{
    private const int UsualPort = 5091;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var options = new VenueOptions(UsualPort, KrakenServerSettings.AllSymbols, MadeUp.CoinPairs, (KrakenServerSettings.AllSymbols, "all its crypto pairs")).AddTo(command);
        var tier = new Option<string?>("--tier") { Description = "How far accounts are verified, which sets their limits: starter, intermediate or pro (pro when not given)", HelpName = "tier" };
        var unlimited = new Option<bool>("--no-limits") { Description = "Calls and orders are not counted" };
        var withdraw = new Option<bool>("--keys-may-withdraw") { Description = "Keys have permission to withdraw, as none should" };
        foreach (var option in (Option[])[tier, unlimited, withdraw]) command.Add(option);
        return new Verb(command, RunAsync,
            new Example("perun venue-server kraken", $"then point a Kraken client at http://localhost:{UsualPort} with the keys it prints"),
            new Example("perun venue-server kraken --speed 60 --seed 7 --symbols BTC/USD,ETH/USD", "another world, a minute each second"),
            new Example("perun venue-server kraken --symbols auto:200", "two hundred pairs, those without a name made up"),
            new Example("perun venue-server kraken --accounts mine=100000,other=5000 --tier starter", "two accounts with a beginner's limits"),
            new Example("perun venue-server kraken --faults \"lose-answer on POST /0/private/AddOrder skip 1, drop on executions trade\"", "the second order's answer is lost, and the first fill's message"),
            new Example("perun venue-server kraken --script faults.txt --fault-chance 0.01", "faults from a file, and one chance in a hundred of others"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var printer = scope.Reply(json: false).Printer;
            var usual = new KrakenServerSettings();
            var permissions = parse.GetValue(withdraw) ? ApiPermission.All : ApiPermission.Trading;
            var level = TierOf(parse.GetValue(tier));
            var settings = usual with
            {
                Port = options.Port(parse),
                Seed = options.Seed(parse),
                Speed = options.Speed(parse),
                Start = options.Start(parse, usual.Start, scope.Clock),
                History = options.History(parse),
                Symbols = options.Symbols(parse),
                Accounts = [.. options.Accounts(parse, usual.Accounts[0].Name).Select(account => AccountOf(account.Key, account.Secret, account.Cash, permissions) with { Tier = level })],
                HasLimits = !parse.GetValue(unlimited),
                Faults = options.Faults(parse, KrakenServer.FaultWords),
                FaultChance = options.Chance(parse),
                Log = options.IsQuiet(parse) ? null : line => printer.Line(Words.Quiet(line)),
            };
            await scope.Actions.ServeKraken!(settings, address =>
            {
                printer.Line("Kraken, simulated, answers at ", Words.Strong(address.ToString()), " until Ctrl-C.");
                printer.Line(Words.Quiet($"Streams: ws://{address.Authority}{KrakenServer.PublicStream} for the market, ws://{address.Authority}{KrakenServer.PrivateStream} for accounts."));
                foreach (var account in settings.Accounts)
                    printer.Line(Words.Quiet($"{account.Name} has {account.Cash:#,0.##} dollars: KRAKEN_API_KEY={account.Keys[0].Key} KRAKEN_API_SECRET={account.Keys[0].Secret}"));
            }, cancel);
            return ExitCode.Done;
        }
    }

    private static KrakenTier TierOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "pro" => KrakenTier.Pro,
        "intermediate" => KrakenTier.Intermediate,
        "starter" => KrakenTier.Starter,
        _ => throw CommandFailedException.Usage($"There is no tier \"{Inputs.Brief(text)}\": give starter, intermediate or pro."),
    };

    /// Secrets are shown and signed with in base 64, so what was typed is only their bytes.
    private static KrakenAccountSettings AccountOf(string name, string? secret, decimal cash, IReadOnlyList<string> permissions)
    {
        var key = KrakenKeySettings.Of(name) with { Permissions = permissions };
        return new KrakenAccountSettings(name, cash, [secret is null ? key : key with { Secret = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) }]);
    }
}
