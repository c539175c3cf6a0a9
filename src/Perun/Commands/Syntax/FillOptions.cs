using System.CommandLine;
using Perun.Backtest.Costs;

namespace Perun.Commands.Syntax;

/// What every command that runs on history lets a person assume of fills and their costs.
internal sealed class FillOptions
{
    private readonly Option<string?> _spread = new("--spread") { Description = "The whole spread, like 2bp, 0.02% or 0.01 (as at the venue when not given)", HelpName = "distance" };
    private readonly Option<string?> _slippage = new("--slippage") { Description = "What market orders and stops pay beyond it, like 2bp, 0.01 or, for a bar's whole volume, volume:10bp (0.5bp+volume:20bp when not given)", HelpName = "distance" };
    private readonly Option<string?> _latency = new("--latency") { Description = "How many bars late orders reach the venue (0: they meet the next bar's open)", HelpName = "bars" };
    private readonly Option<string?> _volume = new("--volume-share") { Description = "The most that orders take of a bar's volume, like 10%; none for no limit (20% when not given)", HelpName = "percent" };
    private readonly Option<string?> _fees = new("--fees") { Description = "alpaca, kraken, none, a rate like 10bp, or the maker's and the taker's like 0.16%/0.26% (alpaca when not given)", HelpName = "whose" };

    public FillOptions AddTo(Command command)
    {
        foreach (var option in (Option<string?>[])[_spread, _slippage, _latency, _volume, _fees]) command.Add(option);
        _fees.CompletionSources.Add(FeeModel.Known.Select(model => model.Name).ToArray());
        return this;
    }

    public FillAssumptions Read(ParseResult parse)
    {
        var words = new FillWords(parse.GetValue(_spread), parse.GetValue(_slippage), parse.GetValue(_latency), parse.GetValue(_volume), parse.GetValue(_fees));
        var reading = words.Read();
        return reading.Fills ?? throw CommandFailedException.Usage(string.Join('\n', reading.Problems));
    }
}
