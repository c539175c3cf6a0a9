using Perun.Core.Orders;

namespace Perun.Engine.Risk.Rules;

/// Analysts open a position once and don't pile onto it; people may enlarge one, and nobody turns one without leaving it first.
public sealed class OnePositionRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (account.HasEntry(entry.Id))
            return account.Refuse(Reason.AlreadyInPosition, $"an entry into {entry.Instrument} is on its way");
        if (!account.IsHeld(entry.Market)) return null;
        return entry.By == ProposedBy.Analyst || account.Position(entry.Id).IsLong != (entry.Side == Side.Buy)
            ? account.Refuse(Reason.AlreadyInPosition, $"{Math.Abs(account.Position(entry.Id).Quantity)} {entry.Instrument} is held already")
            : null;
    }
}

public sealed class PositionCountRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (account.IsHeld(entry.Market)) return null;
        var taken = account.PositionsTaken;
        return taken < account.Settings.MaxPositions
            ? null
            : account.Refuse(Reason.TooManyPositions, $"{taken} positions are taken, {account.Settings.MaxPositions} are allowed");
    }
}

public sealed class ShortRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        entry.Side == Side.Buy || (account.Settings.AllowShort && entry.Instrument.CanBeShorted)
            ? null
            : account.Refuse(Reason.ShortNotAllowed, account.Settings.AllowShort ? $"{entry.Instrument} can't be sold short" : "selling short is switched off");
}
