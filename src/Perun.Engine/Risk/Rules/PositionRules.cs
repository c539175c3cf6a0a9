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

/// What somebody else holds in the same account is not added to: nobody could tell the two apart.
public sealed class OutsideRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (account.Outside.IsNone(entry.Id)) return null;
        return account.Refuse(Reason.HeldOutside, $"the account holds {account.Outside[entry.Id].Quantity} {entry.Instrument} that Perun did not buy; `perun adopt {entry.Instrument}` takes it over");
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
