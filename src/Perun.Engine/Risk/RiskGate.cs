using Perun.Engine.Risk.Rules;
using Perun.Engine.Safety;
using Perun.Engine.Sizing;

namespace Perun.Engine.Risk;

/// The only way from a proposal to an order. Every rule is asked in a fixed order, the first refusal counts; what passes
/// is sized, and only a sized entry can be sent.
public sealed class RiskGate
{
    private readonly IRiskRule[] _rules =
    [
        new BrakeRule(Brake.Kill, Reason.KillSwitch, "the kill switch is on"),
        new BrakeRule(Brake.Breach, Reason.LedgerBroken, "entries are stopped because the books don't agree"),
        new BrakeRule(Brake.Flatten, Reason.Flattening, "everything is being closed"),
        new BrakeRule(Brake.Venue, Reason.VenueNotReady, "the venue can't be relied on now"),
        new BracketSideRule(),
        new DuplicateSignalRule(),
        new ConfidenceRule(),
        new SignalAgeRule(),
        new SessionRule(),
        new HaltRule(),
        new FreshPriceRule(),
        new PriceMovedRule(),
        new ShortRule(),
        new OutsideRule(),
        new OnePositionRule(),
        new PositionCountRule(),
        new CooldownRule(),
        new SymbolLockRule(),
        new TradesPerDayRule(),
        new DailyLossRule(),
        new BrakeRule(Brake.DailyLoss, Reason.DailyLoss, "today's loss limit was reached"),
        new DailyProfitRule(),
        new BrakeRule(Brake.LossStreak, Reason.LossStreak, "cooling off after losses"),
        new BrakeRule(Brake.StopOuts, Reason.StopOuts, "too many stop-outs"),
        new BrakeRule(Brake.Drawdown, Reason.Drawdown, "the account fell too far"),
        new VolumeRule(),
    ];

    private readonly Sizer _sizer = new();

    public Verdict Judge(in EntryProposal entry, AccountView account)
    {
        foreach (var rule in _rules)
            if (rule.Check(entry, account) is { } refusal) return new Verdict(refusal);
        var size = _sizer.Measure(entry, account);
        if (size.Refusal is { } tooSmall) return new Verdict(tooSmall);
        var binding = size.Binding!;
        var isByRisk = entry.AskedQuantity is not null || binding.Reason == Reason.RiskPerTrade;
        return new Verdict(
            isByRisk ? VerdictKind.Allowed : VerdictKind.Resized, isByRisk ? Reason.None : binding.Reason, new CheckedEntry(in entry, size.Quantity), binding);
    }
}
