using Perun.Facts;

namespace Perun.Tests.Commands;

/// A small account that trades two markets, and a desk that remembers what it was asked.
internal sealed class FakeFacts : IFacts, IOperatorDesk
{
    public static readonly DateTime Now = new(2026, 1, 5, 15, 30, 0, DateTimeKind.Utc);

    public List<OperatorWish> Wishes { get; } = [];

    public OperatorAnswer Answer { get; set; } = new(IsDone: true, "bought", 77);

    public Overview Overview { get; set; } = MakeOverview();

    public Explanation Story { get; set; } = MakeStory();

    public FactQuery? LastQuery { get; private set; }

    public ValueTask<Overview> OverviewAsync(CancellationToken cancel) => ValueTask.FromResult(Overview);

    public ValueTask<IReadOnlyList<DecisionFact>> DecisionsAsync(FactQuery query, CancellationToken cancel)
    {
        LastQuery = query;
        return ValueTask.FromResult(Overview.Decisions);
    }

    public ValueTask<IReadOnlyList<OrderFact>> OrdersAsync(FactQuery query, CancellationToken cancel)
    {
        LastQuery = query;
        return ValueTask.FromResult(Overview.Orders);
    }

    public ValueTask<IReadOnlyList<TradeFact>> TradesAsync(FactQuery query, CancellationToken cancel)
    {
        LastQuery = query;
        return ValueTask.FromResult(Overview.Trades);
    }

    public ValueTask<Explanation?> WhyAsync(long decision, CancellationToken cancel) =>
        ValueTask.FromResult(decision == Story.Decision.Id ? Story : null);

    public ContextFact? Context { get; set; }

    public ContextQuery? AskedContext { get; private set; }

    public ValueTask<ContextFact?> ContextAsync(ContextQuery query, CancellationToken cancel)
    {
        AskedContext = query;
        return ValueTask.FromResult(Context);
    }

    public ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel)
    {
        Wishes.Add(wish);
        return ValueTask.FromResult(Answer);
    }

    public static DecisionFact Decision { get; } = new()
    {
        Id = 42,
        At = Now,
        Symbol = "AAPL",
        Action = "Buy",
        By = "sma-cross",
        Confidence = 0.62,
        Rationale = "the price crossed its average of 20 bars upwards",
        Verdict = "Resized",
        Reason = "PositionSize",
        Text = "100 would be worth 18,400.00, the limit is 10,000.00",
        Quantity = 54,
        Price = 184m,
        Stop = 180m,
        Target = 192m,
        Order = "42.0",
    };

    public static OrderFact Order(string id, string purpose, string status, decimal filled, string type = "Stop", decimal? stop = null) => new()
    {
        Id = id,
        Symbol = "AAPL",
        Side = purpose == "Entry" ? "Buy" : "Sell",
        Type = type,
        Purpose = purpose,
        Status = status,
        Quantity = 54,
        Filled = filled,
        AveragePrice = filled > 0 ? 184.02m : 0,
        StopPrice = stop,
        Decision = 42,
        IntendedAt = Now,
        ChangedAt = Now,
    };

    public static TradeFact Trade { get; } = new()
    {
        Symbol = "AAPL",
        Side = "Buy",
        Quantity = 54,
        AverageEntry = 184.02m,
        AverageExit = 180m,
        Fees = 1.5m,
        Profit = -218.58m,
        Reason = "ProtectiveStop",
        Opened = Now,
        Closed = Now.AddMinutes(90),
        Decision = 42,
    };

    private static Overview MakeOverview() => new()
    {
        Status = new Status
        {
            Mode = "simulated",
            IsRunning = true,
            Now = Now,
            Speed = 60,
            Equity = 100_234.5m,
            Cash = 90_000m,
            StartCash = 100_000m,
            Exposure = 10_234.5m,
            ProfitToday = 234.5m,
            Realised = -10m,
            Unrealised = 244.5m,
            Fees = 3m,
            EntriesToday = 1,
            TradesClosed = 1,
            ValidateOnly = false,
            EntriesAllowed = false,
            Brakes = [new BrakeFact("LossStreak", "3 losses in a row", Now.AddHours(1))],
            Markets =
            [
                new MarketFact("AAPL", IsOpen: true, Now.AddHours(5), IsHalted: false, 184.5, Now),
                new MarketFact("BTC/USD", IsOpen: true, null, IsHalted: false, double.NaN, null),
            ],
            JournalPosition = 4711,
        },
        Positions =
        [
            new PositionFact
            {
                Symbol = "AAPL", Quantity = 54, AverageEntry = 184.02m, Mark = 184.5m, MarketValue = 9963m, Unrealised = 25.92m, UnrealisedPercent = 0.26m,
                Stop = 180m, Target = 192m, ProtectedQuantity = 54, Protection = "venue", IsProtected = true, IsBeingLeft = false, Opened = Now, Decision = 42,
            },
        ],
        Orders = [Order("42.1", "ProtectiveStop", "Accepted", 0, stop: 180m)],
        Decisions = [Decision],
        Trades = [Trade],
        Alerts = [new AlertFact(Now, "warning", "brake", "AAPL", "entries pause")],
        Equity = [new EquityPoint(Now, 100_234.5m)],
    };

    private static Explanation MakeStory() => new()
    {
        Decision = Decision,
        Basis = ["SMA20 183.10, close 184.00", "ATR14 2.00"],
        Orders = [Order("42.0", "Entry", "Filled", 54, "Market"), Order("42.1", "ProtectiveStop", "Accepted", 0, stop: 180m)],
        Story = [new StoryStep(Now, 42, "verdict", "resized to 54"), new StoryStep(Now.AddSeconds(1), 45, "fill", "54 at 184.02")],
    };
}
