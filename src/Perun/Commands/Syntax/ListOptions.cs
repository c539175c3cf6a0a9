using System.CommandLine;
using Perun.Commands.Access;
using Perun.Facts;

namespace Perun.Commands.Syntax;

/// How much of a list, and of which symbol.
internal sealed class ListOptions(int fallback = 20)
{
    public const int Most = 1000;

    private readonly Option<string?> _limit = new("--limit", "-n") { Description = $"How many at most, 1 to {Most} ({fallback} when not given)", HelpName = "number" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this symbol", HelpName = "symbol" };

    public ListOptions AddTo(Command command, CommandScope scope)
    {
        command.Add(_limit);
        command.Add(_symbol);
        _symbol.CompletionSources.Add(_ => Completion.Candidates.Symbols(scope));
        return this;
    }

    /// Before anything is opened: what is wrong with the words needs no daemon to be said.
    public int Limit(ParseResult parse) => Inputs.Whole(parse.GetValue(_limit), "The limit", 1, Most, fallback);

    /// A symbol that isn't traded is an error rather than an empty list.
    public async Task<FactQuery> QueryAsync(ParseResult parse, FactsSource source, CancellationToken cancel)
    {
        var limit = Limit(parse);
        if (parse.GetValue(_symbol) is not { } typed) return new FactQuery(limit);
        var overview = await source.Facts.OverviewAsync(cancel);
        return new FactQuery(limit, KnownMarkets.Find(overview.Status.Markets, typed));
    }
}
