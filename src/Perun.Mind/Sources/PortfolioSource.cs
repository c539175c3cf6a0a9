using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// The account as the engine has it, in the numbers a decision must not overlook. What is in them is computed elsewhere, once.
public sealed record PortfolioView
{
    public required DateTime At { get; init; }

    public required decimal Equity { get; init; }

    public required decimal Cash { get; init; }

    public required decimal Exposure { get; init; }

    public required decimal ProfitToday { get; init; }

    public required int EntriesToday { get; init; }

    public required IReadOnlyList<PositionView> Positions { get; init; }

    /// Orders that would open or add to a position and are not filled yet.
    public required int WorkingEntries { get; init; }

    /// Why no entry may happen now, a sentence for each brake; empty while entries are allowed.
    public required IReadOnlyList<string> Brakes { get; init; }
}

/// <param name="AtRisk">What is lost when the stop is filled where it stands, counted from the mark; null without a stop.</param>
public sealed record PositionView(string Symbol, decimal Quantity, decimal AverageEntry, decimal Mark, decimal Unrealised, decimal? Stop, decimal? Target, decimal? AtRisk, bool IsProtected);

/// Positions and open risk, into the lane that must surface. A closed position's line is withdrawn.
public sealed class PortfolioSource(Func<PortfolioView?> look) : IKnowledgeSource
{
    private HashSet<ObjectKey> _said = [];

    public string Name => OwnSources.Portfolio;

    public string Lane => LaneNames.Risk;

    public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        if (look() is not { } view) return ValueTask.FromResult<Gathering>(new GatherFailed("the account is not known yet"));
        List<KnowledgeObject> objects = [Account(view), .. view.Positions.Select(position => Position(view, position))];
        objects.AddRange(view.Brakes.Take(8).Select((brake, i) => (KnowledgeObject)Line(view, $"brake:{i}", null, $"No entries: {brake}", Severity.Critical)));
        var said = objects.Select(about => about.Key).ToHashSet();
        Gathering gathered = new Gathered(objects, [.. _said.Except(said)]);
        _said = said;
        return ValueTask.FromResult(gathered);
    }

    private Evidence Account(PortfolioView view)
    {
        var share = view.Equity > 0 ? view.Exposure / view.Equity * 100 : 0;
        return Line(view, "account", null,
            $"Account: equity {view.Equity:0.00}, cash {view.Cash:0.00}, exposure {share:0.0}% of equity, today {view.ProfitToday:+0.00;-0.00;0.00}, {Count(view.Positions.Count, "open position")}, {Count(view.WorkingEntries, "working entry", "working entries")}, {Count(view.EntriesToday, "entry", "entries")} today",
            view.ProfitToday < 0 ? Severity.High : Severity.Medium);
    }

    private Evidence Position(PortfolioView view, PositionView position)
    {
        var text = $"Position {position.Symbol}: {position.Quantity:0.########} at {position.AverageEntry:0.########}, now {position.Mark:0.########}, {position.Unrealised:+0.00;-0.00;0.00}"
            + (position.Stop is { } stop ? $", stop {stop:0.########}" : ", no stop")
            + (position.Target is { } target ? $", target {target:0.########}" : "")
            + (position.AtRisk is { } risk ? $", at risk {risk:0.00}" : "");
        return position.IsProtected
            ? Line(view, position.Symbol, position.Symbol, text, Severity.High)
            : Line(view, position.Symbol, position.Symbol, $"{text}, NOT PROTECTED", Severity.Critical);
    }

    private Evidence Line(PortfolioView view, string id, string? symbol, string text, Severity severity) => Reading.Of($"risk:{id}", Name, LaneNames.Risk, symbol, view.At, text, severity);

    private static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
