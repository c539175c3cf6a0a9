using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Markets;

namespace Perun.Engine.Risk;

public enum ProposedBy
{
    Analyst,
    Operator,
}

/// A wish to open or enlarge a position, with prices already on the tick. It can't be sent: only the risk gate turns it into a `CheckedEntry`.
public readonly record struct EntryProposal
{
    public required Market Market { get; init; }

    public required Side Side { get; init; }

    public required ProposedBy By { get; init; }

    /// The journal position of the signal or command.
    public required long Decision { get; init; }

    /// What the entry is expected to pay.
    public required decimal Price { get; init; }

    public required decimal Stop { get; init; }

    public decimal? Target { get; init; }

    /// Zero for a market order.
    public decimal LimitPrice { get; init; }

    /// Zero where the entry does not wait for a price.
    public decimal Trigger { get; init; }

    /// Set where the protective stop follows the price.
    public Trail? Trail { get; init; }

    /// None leaves it to the kind of order: the day for what waits for a price, else until cancelled.
    public TimeInForce? TimeInForce { get; init; }

    /// What a person asked for; analysts name no quantity.
    public decimal? AskedQuantity { get; init; }

    public double Confidence { get; init; }

    public DateTime BasedOn { get; init; }

    public decimal ReferencePrice { get; init; }

    public bool IsRepeat { get; init; }

    public Instrument Instrument => Market.Instrument;

    public InstrumentId Id => Market.Id;

    public decimal StopDistance => Math.Abs(Price - Stop);
}

/// An entry that passed every rule. Only the risk gate makes one, and the order desk takes nothing else. It can't be kept:
/// what was true of the account when it passed is not true for long.
public readonly ref struct CheckedEntry
{
    private readonly ref readonly EntryProposal _proposal;

    internal CheckedEntry(ref readonly EntryProposal proposal, decimal quantity)
    {
        _proposal = ref proposal;
        Quantity = quantity;
    }

    public ref readonly EntryProposal Proposal => ref _proposal;

    public decimal Quantity { get; }
}

/// Why not, with the numbers.
public readonly record struct Refusal(Reason Reason, string Text);

/// The gate's answer: a refusal, or an entry and the cap that set its quantity.
public readonly ref struct Verdict
{
    private readonly CheckedEntry _entry;
    private readonly IQuantityCap? _binding;

    internal Verdict(Refusal refusal)
    {
        (Kind, Reason) = (VerdictKind.Refused, refusal.Reason);
        Refusal = refusal;
    }

    internal Verdict(VerdictKind kind, Reason reason, CheckedEntry entry, IQuantityCap binding)
    {
        (Kind, Reason, _binding) = (kind, reason, binding);
        _entry = entry;
    }

    public VerdictKind Kind { get; }

    public Reason Reason { get; }

    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    public CheckedEntry Entry => IsRefused ? throw new InvalidOperationException("a refused entry can't be sent") : _entry;

    /// The rule's words and numbers. Made when somebody reads them: a backtest has no reader.
    internal string Words(in EntryProposal proposal, AccountView account) =>
        Refusal is { } refusal ? refusal.Text : _binding!.Explain(proposal, account);
}
