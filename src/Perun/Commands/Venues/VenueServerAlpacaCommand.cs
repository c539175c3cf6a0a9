using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Simulation.World;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Alpaca.Accounts;

namespace Perun.Commands.Venues;

internal static class VenueServerAlpacaCommand
{
    private const int UsualPort = 5090;
    private const int MostRequests = 1_000_000;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var options = new VenueOptions(UsualPort, [.. WorldCatalog.All.Select(static profile => profile.Instrument.Symbol)], MadeUp.Shares, (DefaultUniverse.Symbols, "eight shares and crypto pairs")).AddTo(command);
        var limit = new Option<string?>("--rate-limit") { Description = "Requests a minute of each account (200 when not given)", HelpName = "number" };
        var sip = new Option<bool>("--sip") { Description = "Accounts may see the consolidated tape" };
        command.Add(limit);
        command.Add(sip);
        return new Verb(command, RunAsync,
            new Example("perun venue-server alpaca", $"then point an Alpaca client at http://localhost:{UsualPort} with the keys it prints"),
            new Example("perun venue-server alpaca --speed 60 --seed 7 --symbols AAPL,BTC/USD", "another world, a minute each second"),
            new Example("perun venue-server alpaca --symbols auto:200 --sip", "two hundred instruments, those without a name made up"),
            new Example("perun venue-server alpaca --accounts PKONE=100000,PKTWO:secret=5000", "two accounts"),
            new Example("perun venue-server alpaca --faults \"lose-answer skip 1, drop on trade_updates fill\"", "the second order's answer is lost, and the first fill's message"),
            new Example("perun venue-server alpaca --script faults.txt --fault-chance 0.01", "faults from a file, and one chance in a hundred of others"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var printer = scope.Reply(json: false).Printer;
            var usual = new AlpacaSettings();
            var settings = usual with
            {
                Port = options.Port(parse),
                Seed = options.Seed(parse),
                Speed = options.Speed(parse),
                Start = options.Start(parse, usual.Start, scope.Clock),
                History = options.History(parse),
                Symbols = options.Symbols(parse),
                Accounts = [.. options.Accounts(parse, usual.Accounts[0].Id).Select(static account => KeysOf(account.Key, account.Secret, account.Cash))],
                Faults = options.Faults(parse, Venue.Words),
                FaultChance = options.Chance(parse),
                RequestsAMinute = Inputs.Whole(parse.GetValue(limit), "The rate limit", 1, MostRequests, usual.RequestsAMinute),
                HasSip = parse.GetValue(sip),
                Log = options.IsQuiet(parse) ? null : line => printer.Line(Words.Quiet(line)),
            };
            await scope.Actions.ServeAlpaca!(settings, address =>
            {
                printer.Line("Alpaca, simulated, answers at ", Words.Strong(address.ToString()), " until Ctrl-C: trading, market data and streams alike.");
                foreach (var keys in settings.Accounts)
                    printer.Line(Words.Quiet($"APCA_API_KEY_ID={keys.Id} APCA_API_SECRET_KEY={keys.Secret} has {keys.Cash:#,0.##} dollars."));
            }, cancel);
            return ExitCode.Done;
        }
    }

    private static AccountKeys KeysOf(string key, string? secret, decimal cash) =>
        secret is null ? AlpacaSettings.Account(key, cash) : new AccountKeys(key, secret, cash);
}
