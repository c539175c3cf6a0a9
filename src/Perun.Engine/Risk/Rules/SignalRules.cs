using Perun.Core.Orders;

namespace Perun.Engine.Risk.Rules;

public sealed class ConfidenceRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        entry.By == ProposedBy.Operator || entry.Confidence >= account.Settings.MinConfidence
            ? null
            : account.Refuse(Reason.LowConfidence, $"confidence {entry.Confidence:0.00} is below {account.Settings.MinConfidence:0.00}");
}

/// A proposal on old data is not acted on.
public sealed class SignalAgeRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (entry.By == ProposedBy.Operator) return null;
        var age = account.Now - entry.BasedOn;
        return age <= account.Settings.MaxSignalAge
            ? null
            : account.Refuse(Reason.SignalTooOld, $"the signal rests on data {age.TotalSeconds:0} s old, {account.Settings.MaxSignalAge.TotalSeconds:0} s are allowed");
    }
}

public sealed class PriceMovedRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (entry.ReferencePrice <= 0) return null;
        var moved = Math.Abs(entry.Price - entry.ReferencePrice);
        return moved == 0 || moved * 100 <= account.Settings.MaxPriceDriftPercent * entry.ReferencePrice
            ? null
            : account.Refuse(Reason.PriceMoved, $"the price moved {(double)moved / (double)entry.ReferencePrice * 100:0.00}% since the signal ({entry.ReferencePrice} to {entry.Price}), {account.Settings.MaxPriceDriftPercent:0.00}% is allowed");
    }
}

public sealed class DuplicateSignalRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        entry.IsRepeat ? account.Refuse(Reason.DuplicateSignal, "the same analyst proposed the same on the same data before") : null;
}

/// Stop and target must lie on the sides of the price where they make sense.
public sealed class BracketSideRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var isBuy = entry.Side == Side.Buy;
        var likely = entry.Market.PriceFor(entry.Side);
        if (entry.Stop <= 0 || (isBuy ? entry.Price <= entry.Stop || likely <= entry.Stop : entry.Price >= entry.Stop || likely >= entry.Stop))
            return account.Refuse(Reason.StopOnWrongSide, $"a stop at {entry.Stop} does not protect a {entry.Side} at {entry.Price} while the price is {likely}");
        return entry.Target is { } target && (isBuy ? target <= entry.Price : target >= entry.Price)
            ? account.Refuse(Reason.TargetOnWrongSide, $"a target at {target} is no gain for a {entry.Side} at {entry.Price}")
            : null;
    }
}
