namespace Perun.Facts;

/// Everything a person wants at a glance, as of one moment. Page, commands and (later) chat read this and nothing else.
public sealed record Overview
{
    public required Status Status { get; init; }

    public required IReadOnlyList<PositionFact> Positions { get; init; }

    /// Orders that work, or whose fate is not known.
    public required IReadOnlyList<OrderFact> Orders { get; init; }

    /// Newest first: what was proposed, and of each instrument that was held last, that.
    public required IReadOnlyList<DecisionFact> Decisions { get; init; }

    /// Newest first.
    public required IReadOnlyList<TradeFact> Trades { get; init; }

    /// Newest first.
    public required IReadOnlyList<AlertFact> Alerts { get; init; }

    /// Oldest first; thinned so that it can be drawn.
    public required IReadOnlyList<EquityPoint> Equity { get; init; }
}

public sealed record Status
{
    /// simulated, paper, live.
    public required string Mode { get; init; }

    /// Whether a daemon is running now, or this is what the store remembers.
    public required bool IsRunning { get; init; }

    /// Market time: in simulation it runs at the simulation's speed.
    public required DateTime Now { get; init; }

    /// How much faster than real time; 1 outside simulation.
    public required double Speed { get; init; }

    public required decimal Equity { get; init; }

    public required decimal Cash { get; init; }

    public required decimal StartCash { get; init; }

    /// What came, or went when negative, since the start and was not traded for.
    public decimal FromOutside { get; init; }

    public required decimal Exposure { get; init; }

    public required decimal ProfitToday { get; init; }

    /// Profit that is made for good, after all fees that were paid.
    public required decimal Realised { get; init; }

    public required decimal Unrealised { get; init; }

    public required decimal Fees { get; init; }

    public required int EntriesToday { get; init; }

    public required int TradesClosed { get; init; }

    public required bool ValidateOnly { get; init; }

    /// Whether entries may happen; the brakes say why not.
    public required bool EntriesAllowed { get; init; }

    public required IReadOnlyList<BrakeFact> Brakes { get; init; }

    public required IReadOnlyList<MarketFact> Markets { get; init; }

    /// The newest journal position.
    public required long JournalPosition { get; init; }

    /// Since when the daemon runs, in real time.
    public DateTime? RunningSince { get; init; }

    public DateTime? NextCycle { get; init; }

    /// The account as the venue itself says it is; null where the venue is simulated.
    public VenueFact? Venue { get; init; }
}

/// What a venue outside says, and how far it can be relied on.
public sealed record VenueFact
{
    public required string Name { get; init; }

    public required bool IsReady { get; init; }

    /// Why nothing is entered now.
    public string? WhyNot { get; init; }

    /// When the account was last read; everything below is as of then.
    public DateTime? ReadAt { get; init; }

    /// Why the newest try to read it failed.
    public string? Trouble { get; init; }

    public string Currency { get; init; } = "USD";

    public decimal? Equity { get; init; }

    public decimal? Cash { get; init; }

    public decimal? BuyingPower { get; init; }

    public IReadOnlyList<HeldFact> Holdings { get; init; } = [];

    public int OpenOrders { get; init; }

    /// Orders that somebody else sent.
    public int ForeignOrders { get; init; }

    public required IReadOnlyList<StreamFact> Streams { get; init; }
}

/// <param name="Outside">How much of it Perun did not buy.</param>
public sealed record HeldFact(string Symbol, decimal Quantity, decimal Outside);

public sealed record StreamFact(string Stream, string State, string Why);

public sealed record BrakeFact(string Brake, string Why, DateTime? Until)
{
    /// Nothing but `perun resume` lifts it.
    public bool NeedsPerson => Until is null && Brake is not (nameof(Engine.Safety.Brake.Venue) or nameof(Engine.Safety.Brake.Flatten));
}

/// <param name="NextChange">When it opens, or when it closes; none around the clock.</param>
public sealed record MarketFact(string Symbol, bool IsOpen, DateTime? NextChange, bool IsHalted, double Price, DateTime? PricedAt);

public sealed record PositionFact
{
    public required string Symbol { get; init; }

    /// Negative when short.
    public required decimal Quantity { get; init; }

    public required decimal AverageEntry { get; init; }

    public required decimal Mark { get; init; }

    public required decimal MarketValue { get; init; }

    public required decimal Unrealised { get; init; }

    public required decimal UnrealisedPercent { get; init; }

    public decimal? Stop { get; init; }

    public decimal? Target { get; init; }

    /// How much of the quantity a working stop covers.
    public required decimal ProtectedQuantity { get; init; }

    /// venue, engine or none.
    public required string Protection { get; init; }

    public required bool IsProtected { get; init; }

    public required bool IsBeingLeft { get; init; }

    public required DateTime Opened { get; init; }

    /// The decision that opened it: `perun why` takes it.
    public required long Decision { get; init; }
}

public sealed record OrderFact
{
    public required string Id { get; init; }

    public required string Symbol { get; init; }

    public required string Side { get; init; }

    public required string Type { get; init; }

    public required string Purpose { get; init; }

    public required string Status { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Filled { get; init; }

    public required decimal AveragePrice { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public required long Decision { get; init; }

    public required DateTime IntendedAt { get; init; }

    public required DateTime ChangedAt { get; init; }

    public string? Text { get; init; }
}

public sealed record DecisionFact
{
    /// The journal position of the signal or command.
    public required long Id { get; init; }

    public required DateTime At { get; init; }

    public required string Symbol { get; init; }

    /// Buy, Sell or Hold.
    public required string Action { get; init; }

    /// The analyst's name, or the operator's.
    public required string By { get; init; }

    public double? Confidence { get; init; }

    public required string Rationale { get; init; }

    /// Held, Allowed, Resized or Refused.
    public required string Verdict { get; init; }

    /// The rule's code.
    public required string Reason { get; init; }

    /// The rule's words and numbers.
    public required string Text { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Price { get; init; }

    public decimal? Stop { get; init; }

    public decimal? Target { get; init; }

    /// The entry order, where there is one.
    public string? Order { get; init; }

    /// After fees; known once the trade it opened is closed.
    public decimal? Outcome { get; init; }
}

public sealed record TradeFact
{
    public required string Symbol { get; init; }

    public required string Side { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal AverageEntry { get; init; }

    public required decimal AverageExit { get; init; }

    public required decimal Fees { get; init; }

    /// After fees.
    public required decimal Profit { get; init; }

    public required string Reason { get; init; }

    public required DateTime Opened { get; init; }

    public required DateTime Closed { get; init; }

    public required long Decision { get; init; }
}

public sealed record AlertFact(DateTime At, string Severity, string Code, string? Symbol, string Text);

public sealed record EquityPoint(DateTime At, decimal Equity);
