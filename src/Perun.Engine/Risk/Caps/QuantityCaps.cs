using Perun.Core.Orders;

namespace Perun.Engine.Risk.Caps;

/// A trade that goes to its stop loses no more than the stated share of equity.
public sealed class RiskPerTradeCap : IQuantityCap
{
    public Reason Reason => Reason.RiskPerTrade;

    public Allowance Most(in EntryProposal entry, AccountView account) =>
        new(Amount(account.Equity, account.Settings), entry.StopDistance);

    /// What may be lost at the stop.
    public static decimal Amount(decimal equity, EngineSettings settings) => equity * (settings.RiskPerTradePercent * 0.01m);

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

    /// What all positions together may be worth.
    public static decimal Amount(decimal equity, EngineSettings settings) => equity * (settings.MaxExposurePercent * 0.01m);

    private static decimal Room(AccountView account) =>
        Amount(account.Equity, account.Settings) - account.Ledger.Exposure - account.Outside.Value - account.PendingEntryValue();
}
