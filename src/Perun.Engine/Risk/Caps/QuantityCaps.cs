using Perun.Core.Orders;

namespace Perun.Engine.Risk.Caps;

/// A trade that goes to its stop loses no more than the stated share of equity.
public sealed class RiskPerTradeCap : IQuantityCap
{
    public Reason Reason => Reason.RiskPerTrade;

    public Allowance Most(in EntryProposal entry, AccountView account) =>
        new(account.Equity * (account.Settings.RiskPerTradePercent * 0.01m), entry.StopDistance);

    public string Explain(in EntryProposal entry, AccountView account) =>
        $"risking {account.Settings.RiskPerTradePercent:0.##}% of {account.Equity:N2} over a stop {entry.StopDistance} away";
}

/// One position is worth no more than the stated amount or share of equity.
public sealed class PositionSizeCap : IQuantityCap
{
    public Reason Reason => Reason.PositionSize;

    public Allowance Most(in EntryProposal entry, AccountView account)
    {
        var room = account.Settings.MaxPositionSize.Of(account.Equity);
        var position = account.Position(entry.Id);
        if (!position.IsFlat) room -= Math.Abs(position.MarketValue);
        return new Allowance(room - account.PendingEntryValue(entry.Id), entry.Price);
    }

    public string Explain(in EntryProposal entry, AccountView account) =>
        $"a position is worth at most {account.Settings.MaxPositionSize.Of(account.Equity):N2} ({account.Settings.MaxPositionSize})";
}

/// No more than can be paid for.
public sealed class BuyingPowerCap : IQuantityCap
{
    public Reason Reason => Reason.BuyingPower;

    public Allowance Most(in EntryProposal entry, AccountView account) =>
        new(entry.Side == Side.Buy ? account.BuyingPower : Math.Min(account.BuyingPower, account.Equity - account.Ledger.Exposure), entry.Price);

    public string Explain(in EntryProposal entry, AccountView account) => $"buying power is {account.BuyingPower:N2}";
}

/// All positions together are worth no more than the stated share of equity.
public sealed class ExposureCap : IQuantityCap
{
    public Reason Reason => Reason.Exposure;

    public Allowance Most(in EntryProposal entry, AccountView account) => new(Room(account), entry.Price);

    public string Explain(in EntryProposal entry, AccountView account) =>
        $"room for {Math.Max(0, Room(account)):N2} is left of an exposure of {account.Settings.MaxExposurePercent:0.##}% of equity";

    private static decimal Room(AccountView account) =>
        account.Equity * (account.Settings.MaxExposurePercent * 0.01m) - account.Ledger.Exposure - account.Outside.Value - account.PendingEntryValue();
}
