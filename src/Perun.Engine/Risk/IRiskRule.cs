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

    /// Whether it makes fewer units than another. Where the two are far apart, binary numbers tell as surely and sooner.
    public bool IsLessThan(in Allowance other)
    {
        const double near = 1e-9;
        if (PerUnit == other.PerUnit) return Amount < other.Amount;
        var (mine, others) = ((double)Amount * (double)other.PerUnit, (double)other.Amount * (double)PerUnit);
        return Math.Abs(mine - others) > near * (Math.Abs(mine) + Math.Abs(others)) ? mine < others : Amount * other.PerUnit < other.Amount * PerUnit;
    }
}
