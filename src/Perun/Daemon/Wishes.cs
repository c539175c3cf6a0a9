using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Risk;
using Perun.Engine.Safety;
using Perun.Facts;

namespace Perun.Daemon;

/// From a person's words to the engine's, and from the engine's answer to a sentence.
internal static class Wishes
{
    private const int LongestText = 500;
    private const decimal MostAmount = 1_000_000_000_000m;

    /// The request, or why there can't be one.
    public static (OperatorRequest? Request, string? Mistake) Read(OperatorWish wish, EngineState state)
    {
        if (Beyond(wish) is { } number) return (null, $"{number} is beyond all reason; {MostAmount:#,0} is the most.");
        var why = Short(wish.Why) is { Length: > 0 } given ? given : "no reason given";
        var request = wish.What switch
        {
            "kill" => new OperatorRequest.Kill(why),
            "resume" => new OperatorRequest.Resume(why),
            "flatten" => new OperatorRequest.Flatten(why),
            _ => (OperatorRequest?)null,
        };
        if (request is null)
        {
            var (about, mistake) = wish.What == "cancel" ? Cancel(wish, state) : About(wish, state);
            if (mistake is not null) return (null, mistake);
            request = about!;
        }
        return (request with { By = Short(wish.By) is { Length: > 0 } by ? by : "operator" }, null);
    }

    public static OperatorAnswer Answer(OperatorWish wish, long position, IReadOnlyList<Notice> said, in BrakeState venue)
    {
        var refusal = said.OfType<Notice.Alert>().FirstOrDefault(alert => alert.Code == AlertCode.OperatorRefused);
        if (refusal is not null) return new OperatorAnswer(IsDone: false, Sentence(refusal.Text), position);
        if (said.OfType<Notice.Judged>().FirstOrDefault() is { } judged)
        {
            var done = judged.Verdict != VerdictKind.Refused;
            var text = done ? $"{judged.Verdict}: {judged.Quantity} at about {Digits.Plain(judged.Price)}, stop {Digits.Plain(judged.Stop ?? 0)}; {judged.Text}" : $"Refused ({judged.Reason}): {judged.Text}";
            return new OperatorAnswer(done, text, position);
        }
        return new OperatorAnswer(IsDone: true, wish.What switch
        {
            "kill" => "The kill switch is on: no entries, working entries are cancelled, protection stays. `perun resume` lifts it.",
            "resume" => venue.IsOn ? $"Entries may go on as soon as the venue can be relied on; now it can't: {venue.Why}." : "Entries may go on.",
            "flatten" => "Everything is being cancelled and closed; entries stay stopped until `perun resume`. `perun status` shows what is left.",
            "close" or "sell" => $"{wish.Symbol} is being closed.",
            "adopt" => wish.IsAboutCash ? "The venue's cash counts now. `perun resume` lets entries go on." : $"{wish.Symbol} is Perun's now, and protected.",
            "cancel" => $"Order {wish.Order} is being cancelled.",
            _ => "Done.",
        }, position);
    }

    private static (OperatorRequest?, string?) Cancel(OperatorWish wish, EngineState state)
    {
        if (!OrderId.TryParse(wish.Order, out var id)) return (null, $"'{Short(wish.Order)}' is not an order's id; `perun orders` shows them.");
        return state.Desk.Find(id) is null ? (null, $"There is no order {id}; `perun orders` shows them.") : (new OperatorRequest.CancelOrder(id), null);
    }

    private static (OperatorRequest?, string?) About(OperatorWish wish, EngineState state)
    {
        if (wish.IsAboutCash) return (new OperatorRequest.AcceptCash(Short(wish.Why) is { Length: > 0 } why ? why : "no reason given"), null);
        if (wish.What is not ("buy" or "sell" or "close" or "adopt")) return (null, $"'{Short(wish.What)}' is nothing that can be asked for.");
        if (wish.Symbol is not { Length: > 0 } symbol || !state.Universe.TryFind(symbol, out InstrumentId id))
            return (null, $"{Short(wish.Symbol)} is not traded here; known are {string.Join(", ", state.Universe.Instruments)}.");
        var held = state.Ledger[id].Quantity;
        if (wish.What == "adopt") return (new OperatorRequest.Adopt(id, wish.Stop), null);
        if (wish.What == "close") return (new OperatorRequest.Close(id, wish.Quantity), null);
        var side = wish.What == "buy" ? Side.Buy : Side.Sell;
        if (held != 0 && Math.Sign(held) != side.Sign() && state.Account.IsHeld(state.Market(id))) return Reduce(wish, id, held, state);
        if (!TryTrail(wish.Trail, out var trail)) return (null, $"'{Short(wish.Trail)}' is no distance for a trailing stop: give an amount like 1.50, or a share like 2%.");
        if (!TryForce(wish.TimeInForce, out var force)) return (null, $"'{Short(wish.TimeInForce)}' is no time in force: gtc, day, ioc and fok are.");
        return (new OperatorRequest.Enter(id, side, wish.Quantity, wish.Limit, wish.Stop, wish.Target) { Trigger = wish.Trigger, Trail = trail, TimeInForce = force }, null);
    }

    /// Selling what is held (or buying back what is short) leaves the position, and never turns it.
    private static (OperatorRequest?, string?) Reduce(OperatorWish wish, InstrumentId id, decimal held, EngineState state)
    {
        if (wish.Limit is not null || wish.Stop is not null || wish.Target is not null || wish.Trigger is not null || wish.Trail is not null)
            return (null, $"{state.Universe[id]} is held, so this leaves the position, and that happens at the market: leave the prices away.");
        if (wish.Quantity is { } quantity && quantity > Math.Abs(held))
            return (null, $"{quantity} is more than the {Math.Abs(held)} {state.Universe[id]} that are held.");
        return (new OperatorRequest.Close(id, wish.Quantity), null);
    }

    private static bool TryTrail(string? text, out Trail? trail)
    {
        trail = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        var isShare = text.Trim().EndsWith('%');
        if (!decimal.TryParse(text.Trim().TrimEnd('%'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var amount) || amount <= 0) return false;
        trail = isShare ? new Trail(amount / 100, IsFraction: true) : new Trail(amount, IsFraction: false);
        return true;
    }

    private static bool TryForce(string? text, out TimeInForce? force)
    {
        force = text?.Trim().ToLowerInvariant() switch
        {
            "gtc" => TimeInForce.GoodTilCancelled,
            "day" => TimeInForce.Day,
            "ioc" => TimeInForce.ImmediateOrCancel,
            "fok" => TimeInForce.FillOrKill,
            _ => null,
        };
        return force is not null || string.IsNullOrWhiteSpace(text);
    }

    /// A number that no account, no price and no product of the two could hold.
    private static decimal? Beyond(OperatorWish wish)
    {
        foreach (var amount in (ReadOnlySpan<decimal?>)[wish.Quantity, wish.Limit, wish.Stop, wish.Target, wish.Trigger])
            if (amount is { } given && Math.Abs(given) > MostAmount) return given;
        return null;
    }

    private static string Short(string? text) => text is null ? "" : text.Length > LongestText ? text[..LongestText] : text;

    private static string Sentence(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
