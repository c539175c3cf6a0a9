using System.CommandLine;
using Perun.Commands.Completion;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

/// `buy` and `sell`.
internal static class EnterCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var symbol = new Argument<string>("symbol") { Description = "What to trade, like AAPL or BTC/USD" };
        symbol.CompletionSources.Add(_ => Candidates.Symbols(scope));
        var quantity = new Argument<string?>("quantity") { Description = "How much; without it, risk and limits decide", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<string?>("--limit") { Description = "The worst price to take; without it, the market's", HelpName = "price" };
        var stop = new Option<string?>("--stop") { Description = "Where to give up; without it, the default distance", HelpName = "price" };
        var target = new Option<string?>("--target") { Description = "Where to take the profit", HelpName = "price" };
        var trigger = new Option<string?>("--trigger") { Description = "Wait until the price trades here; with --limit a stop-limit order, else a stop", HelpName = "price" };
        var trail = new Option<string?>("--trail") { Description = "Let the stop follow the price at this distance: 1.50, or 2%", HelpName = "distance" };
        var force = new Option<string?>("--tif") { Description = "How long the order holds: gtc, day, ioc or fok", HelpName = "time in force" };
        command.Add(symbol);
        command.Add(quantity);
        command.Add(limit);
        command.Add(stop);
        command.Add(target);
        command.Add(trigger);
        command.Add(trail);
        command.Add(force);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example($"perun {name} AAPL", "as much as risk and limits allow"),
            new Example($"perun {name} BTC/USD 0.05 {(name == "buy" ? "--limit 61000 --stop 59500 --target 65000" : "--limit 61000 --stop 63000 --target 57000")}", "everything said"));

        Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var wish = new OperatorWish(
                name,
                parse.GetRequiredValue(symbol),
                Inputs.Positive(parse.GetValue(quantity), "quantity", "10 or 0.5"),
                Inputs.Positive(parse.GetValue(limit), "limit price", "184.25"),
                Inputs.Positive(parse.GetValue(stop), "stop price", "180.50"),
                Inputs.Positive(parse.GetValue(target), "target price", "190"),
                Trigger: Inputs.Positive(parse.GetValue(trigger), "trigger price", "186"),
                Trail: parse.GetValue(trail),
                TimeInForce: parse.GetValue(force));
            return OperatorWords.AskAsync(scope, common, parse, wish, cancel);
        }
    }
}
