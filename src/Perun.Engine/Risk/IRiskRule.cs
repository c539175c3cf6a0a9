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
    Allowance Most(in EntryProposal entry, AccountView account);

    /// The arithmetic, in words.
    string Explain(in EntryProposal entry, AccountView account);
}

/// An amount of money, and what one unit takes of it. Kept apart because dividing is slow: of several only the least is divided.
public readonly record struct Allowance(decimal Amount, decimal PerUnit)
{
    public decimal Quantity => Amount / PerUnit;

    /// Whether it makes fewer units than another.
    public bool IsLessThan(in Allowance other) =>
        PerUnit == other.PerUnit ? Amount < other.Amount : Amount * other.PerUnit < other.Amount * PerUnit;
}
