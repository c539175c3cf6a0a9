using Perun.Core.Names;

namespace Perun.Backtest.Search;

/// What a search looks for the most of.
public sealed record Objective(string Name, string Title, Func<SetNumbers, double?> Of)
{
    public static IReadOnlyList<Objective> All { get; } =
    [
        new("sharpe", "Sharpe", numbers => numbers.Sharpe),
        new("return", "Total return", numbers => numbers.Return),
        new("cagr", "CAGR", numbers => numbers.Cagr),
        new("calmar", "Calmar", numbers => numbers.Calmar),
        new("sortino", "Sortino", numbers => numbers.Sortino),
        new("profit-factor", "Profit factor", numbers => numbers.ProfitFactor),
        new("sqn", "SQN", numbers => numbers.SystemQuality),
        new("expectancy", "Expectancy", numbers => numbers.Expectancy),
        new("win-rate", "Win rate", numbers => numbers.WinRate),
        new("drawdown", "Drawdown, negative", numbers => -numbers.MaxDrawdown),
    ];

    public static Objective Sharpe => All[0];

    public static Objective? Find(string name) => All.FirstOrDefault(objective => objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static string Unknown(string name)
    {
        var names = All.Select(objective => objective.Name).ToArray();
        return $"There is no objective \"{name}\": {Nearest.Question(name, names) ?? $"give one of {string.Join(", ", names)}."}";
    }

    public override string ToString() => Name;
}
