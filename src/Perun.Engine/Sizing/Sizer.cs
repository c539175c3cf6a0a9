using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Risk;
using Perun.Engine.Risk.Caps;

namespace Perun.Engine.Sizing;

/// How much. The quantity is the smallest that any cap allows, rounded down to the lot. The venue's minimum is met only
/// where every cap allows it; it never lifts a quantity over one.
public sealed class Sizer
{
    private readonly IQuantityCap[] _caps = [new RiskPerTradeCap(), new PositionSizeCap(), new BuyingPowerCap(), new ExposureCap()];

    public Size Measure(in EntryProposal entry, AccountView account)
    {
        var binding = _caps[0];
        var tightest = binding.Most(entry, account);
        for (var i = 1; i < _caps.Length; i++)
        {
            var allowed = _caps[i].Most(entry, account);
            if (allowed.IsLessThan(tightest)) (tightest, binding) = (allowed, _caps[i]);
        }
        var most = Most(tightest);
        var least = entry.Instrument.LeastQuantityAt(WorstProceeds(entry.Instrument, entry.Side, entry.Price, entry.Stop));
        if (entry.AskedQuantity is { } asked) return MeasureAsked(asked, most, least, binding, entry, account);
        var quantity = entry.Instrument.RoundQuantityDown(most);
        if (quantity < least || quantity <= 0)
            return Size.None(account.Refuse(WhyNone(most, binding.Reason), account.WantsWords ? TooSmall(least, most, binding, entry, account) : ""));
        return new Size(quantity, binding, null);
    }

    /// The quantity of the tightest allowance, before the lot.
    public static decimal Most(in Allowance tightest) => tightest.Amount > 0 ? tightest.Quantity : 0;

    /// The rule that speaks where the caps leave less than the venue takes.
    public static Reason WhyNone(decimal most, Reason binding) => most <= 0 ? binding : Reason.BelowMinimum;

    /// What a unit brings at the stop, after a fee in the asset itself: what could not be sold there is not bought.
    public static decimal WorstProceeds(Instrument instrument, Side side, decimal entry, decimal stop)
    {
        var price = Math.Min(entry, stop);
        return instrument.Fees.IsPaidInBase(side) ? price * (1 - instrument.Fees.TakerRate) : price;
    }

    private static Size MeasureAsked(
        decimal asked, decimal most, decimal least, IQuantityCap binding, in EntryProposal entry, AccountView account)
    {
        if (asked > most)
            return Size.None(account.Refuse(Reason.AboveLimits, $"{asked} is more than the limits allow: {binding.Explain(entry, account)}, which makes {entry.Instrument.RoundQuantityDown(most)} at {entry.Price}"));
        return asked < least
            ? Size.None(account.Refuse(Reason.BelowMinimum, $"{asked} is less than the venue's minimum of {least} at {entry.Price}"))
            : new Size(asked, binding, null);
    }

    private static string TooSmall(decimal least, decimal most, IQuantityCap binding, in EntryProposal entry, AccountView account) =>
        $"the venue's minimum is {least} {entry.Instrument} at {entry.Price}, but {binding.Explain(entry, account)}, which makes {Math.Round(most, 8)}";
}

/// A quantity and the cap that set it, or why there is none.
public readonly record struct Size(decimal Quantity, IQuantityCap? Binding, Refusal? Refusal)
{
    internal static Size None(Refusal refusal) => new(0, null, refusal);
}
