namespace Perun.Engine.Risk;

/// One reason why a position may not be opened. Rules look and answer; they change nothing.
public interface IRiskRule
{
    Refusal? Check(in EntryProposal entry, AccountView account);
}

/// One reason why a position may not be larger.
public interface IQuantityCap
{
    Reason Reason { get; }

    /// The most that may be bought (or sold short); zero or less when nothing may.
    decimal Most(in EntryProposal entry, AccountView account);

    /// The arithmetic, in words.
    string Explain(in EntryProposal entry, AccountView account);
}
