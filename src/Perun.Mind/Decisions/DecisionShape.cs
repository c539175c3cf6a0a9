using Perun.Mind.Models.Answers;

namespace Perun.Mind.Decisions;

/// What an answer about trades looks like.
internal static class DecisionShape
{
    public const int MostEntries = 100;
    public const int LongestRationale = 2000;

    public static readonly Shape Entry = Shape.Object(
        ("symbol", Shape.Text(40, "one of the symbols asked about")),
        ("action", Shape.Word("buy", "sell", "hold")),
        ("confidence", Shape.Number("from 0 to 1")),
        ("rationale", Shape.Text(LongestRationale, "which evidence decided and what speaks against it")),
        ("horizon_minutes", Shape.Maybe(Shape.Number("how long the proposal expects to need"))));

    /// As providers are told it.
    public static readonly NamedShape Asked = new("trading_decisions", Shape.Object(("decisions", Shape.List(Entry, MostEntries))));

    /// As an answer is found: entries are looked at one by one, so that one bad entry has its own reason.
    public static readonly Shape Frame = Shape.Object(("decisions", Shape.List(new AnyShape(), MostEntries)));

    /// Names of what code decides. An entry with one of them is refused for that, not for its spelling.
    public static readonly string[] SizesAndPrices =
    [
        "quantity", "qty", "size", "amount", "notional", "shares", "units", "position_size", "leverage", "percent", "allocation",
        "price", "limit", "limit_price", "entry", "entry_price", "stop", "stop_loss", "stop_price", "target", "take_profit", "trail",
    ];
}
