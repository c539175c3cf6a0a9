using Perun.Facts;

namespace Perun.Tests.Web;

/// Accounts as they look at three moments of their life.
internal static class Samples
{
    public const long DecisionId = 4711;
    public static readonly DateTime Now = new(2026, 3, 12, 15, 42, 7, DateTimeKind.Utc);

    public static Overview Empty() => new()
    {
        Status = new Status
        {
            Mode = "simulated",
            IsRunning = true,
            Now = Now,
            Speed = 1,
            Equity = 100_000m,
            Cash = 100_000m,
            StartCash = 100_000m,
            Exposure = 0,
            ProfitToday = 0,
            Realised = 0,
            Unrealised = 0,
            Fees = 0,
            EntriesToday = 0,
            TradesClosed = 0,
            ValidateOnly = false,
            EntriesAllowed = true,
            Brakes = [],
            Markets = [],
            JournalPosition = 1,
        },
        Positions = [],
        Orders = [],
        Decisions = [],
        Trades = [],
        Alerts = [],
        Equity = [],
    };

    public static Overview Running() => new()
    {
        Status = Empty().Status with
        {
            Speed = 60,
            Equity = 103_482.17m,
            Cash = 61_204.55m,
            Exposure = 42_277.62m,
            ProfitToday = 642.11m,
            Realised = 2_911.40m,
            Unrealised = 570.77m,
            Fees = 188.23m,
            EntriesToday = 5,
            TradesClosed = 31,
            Markets = Markets(),
            JournalPosition = 98_211,
            NextCycle = Now.AddMinutes(3),
        },
        Positions =
        [
            Position("AAPL", 62, 187.42m, 190.11m, 184.10m, 195.40m),
            Position("NVDA", 24, 872.15m, 868.02m, 851.60m, 913.90m),
            Position("BTC/USD", 0.1842m, 68_214.5m, 69_900.12m, 66_105m, 72_431.5m),
            Position("DOGE/USD", 12_500m, 0.16214m, 0.16002m, 0.1559m, 0.1731m),
        ],
        Orders =
        [
            Order("p-98101-s", "AAPL", "Sell", "Stop", "ProtectiveStop", "Accepted", 62, stop: 184.10m),
            Order("p-98101-t", "AAPL", "Sell", "Limit", "Target", "Accepted", 62, limit: 195.40m),
            Order("p-98144-e", "MSFT", "Buy", "Limit", "Entry", "PartiallyFilled", 30, 12, limit: 421.55m),
            Order("p-98150-e", "ETH/USD", "Buy", "Market", "Entry", "Unknown", 1.5m),
        ],
        Decisions = Decisions(),
        Trades =
        [
            Trade("TSLA", "Buy", 40, 178.20m, 183.91m, 221.02m, "Target"),
            Trade("ETH/USD", "Buy", 1.2m, 3_612.40m, 3_548.11m, -83.77m, "ProtectiveStop"),
            Trade("MSFT", "Buy", 25, 418.02m, 421.77m, 90.12m, "Exit"),
        ],
        Alerts =
        [
            new(Now.AddMinutes(-4), "Warning", "OrderUnknown", "ETH/USD", "No answer for p-98150-e: the venue is asked by its id."),
            new(Now.AddHours(-3), "Info", "BadMarketData", "TSLA", "A bar with a low above its high was left out."),
        ],
        Equity = Curve(700, 103_482.17m),
    };

    public static Overview Killed()
    {
        var running = Running();
        return running with
        {
            Status = running.Status with
            {
                Mode = "live",
                Speed = 1,
                ValidateOnly = true,
                EntriesAllowed = false,
                Equity = 94_120.02m,
                ProfitToday = -3_204.80m,
                Unrealised = -612.19m,
                Realised = -5_267.79m,
                Brakes =
                [
                    new("Kill", "thrown by anna: the feed looks wrong", null),
                    new("DailyLoss", "down 3,204.80 today, limit 3,000.00", Now.Date.AddDays(1).AddHours(13)),
                ],
            },
            Positions =
            [
                running.Positions[0],
                running.Positions[1] with { ProtectedQuantity = 10, IsProtected = false, Protection = "none", IsBeingLeft = true, Stop = null },
            ],
            Alerts = [new(Now, "Critical", "Unprotected", "NVDA", "14 of 24 have no working stop: the engine is closing them."), .. running.Alerts],
            Equity = Curve(400, 94_120.02m),
        };
    }

    public static Explanation Story() => new()
    {
        Decision = Decision(DecisionId, "AAPL", "Buy", "Resized", "PositionSize", "62 instead of 80: a position may be 12 % of equity"),
        Basis = ["Close 187.42 crossed above SMA20 186.90", "ATR14 2.21: stop 1.5 below, target 3.6 above", "1h and 4h trends agree"],
        Orders = Running().Orders.Take(2).ToList(),
        Story =
        [
            new(Now.AddMinutes(-30), 4711, "Proposed", "buy AAPL at 187.42, confidence 0.71"),
            new(Now.AddMinutes(-30), 4711, "Resized", "62 instead of 80"),
            new(Now.AddMinutes(-29), 4715, "Filled", "62 at 187.42, fee 0.62"),
        ],
        Trade = Trade("AAPL", "Buy", 62, 187.42m, 190.02m, 160.58m, "Target"),
        Mind = Mind(),
    };

    public static MindFact Mind() => new()
    {
        AsOf = Now,
        Model = "gpt-4o-mini",
        Outcome = "answered",
        Note = "# Context as of 2026-03-12 15:42:07 UTC\n\n## Evidence\n- [medium, high confidence] AAPL 5m: close 187.42, +0.16% from EMA20, RSI14 61.2\n<data>\n- [high, medium confidence] Apple raises its outlook &lt;again&gt; (Meridian Wire, 2026-03-12 15:20)\n</data>\n",
        NoteHash = new string('a', 64),
        NoteTokens = 1212,
        NoteBudget = 1500,
        Items =
        [
            new ItemFact("Evidence:news:mw-1", "Apple raises its outlook", "news-sentiment", 7.4, "7.4 = 3 severity + 1.4 confidence + 1 recency + 2 relevance", "told", true, "worth its room in news-sentiment", 31),
            new ItemFact("Evidence:news:mw-2", "", "news-sentiment", 2.1, "2.1 = 1 severity + 0.7 confidence + 0.4 recency", "no room", false, "it needs 48 tokens, and 9 were left", 48),
        ],
        PromptName = "trading-analysis",
        PromptHash = "3facaa7fea28" + new string('0', 52),
        PromptSystem = "You analyse markets. {{schema}}",
        PromptRequest = "It is {{as_of}} UTC. {{note}}",
        Answer = "{\"decisions\":[{\"symbol\":\"AAPL\",\"action\":\"buy\",\"confidence\":0.71,\"rationale\":\"the outlook was raised; 190 is next\",\"horizon_minutes\":240}]}",
        Checks =
        [
            new CheckedFact("AAPL", "Buy", 0.71, "the outlook was raised; 190 is next", "accepted", null, ["190 stands nowhere in the context"]),
            new CheckedFact("GME", "Hold", null, "", "symbol outside", "it is not among the symbols asked about", []),
        ],
        InputTokens = 1471,
        OutputTokens = 100,
        CostUsd = 0.0021m,
        LatencySeconds = 1.25,
        FromRecord = false,
        Link = 17,
        LinkHash = new string('b', 64),
    };

    public static PositionFact Position(string symbol, decimal quantity, decimal entry, decimal mark, decimal? stop, decimal? target) => new()
    {
        Symbol = symbol,
        Quantity = quantity,
        AverageEntry = entry,
        Mark = mark,
        MarketValue = quantity * mark,
        Unrealised = quantity * (mark - entry),
        UnrealisedPercent = 100 * (mark - entry) / entry,
        Stop = stop,
        Target = target,
        ProtectedQuantity = quantity,
        Protection = "venue",
        IsProtected = true,
        IsBeingLeft = false,
        Opened = Now.AddHours(-2),
        Decision = DecisionId,
    };

    public static OrderFact Order(
        string id,
        string symbol,
        string side,
        string type,
        string purpose,
        string status,
        decimal quantity,
        decimal filled = 0,
        decimal? limit = null,
        decimal? stop = null) => new()
        {
            Id = id,
            Symbol = symbol,
            Side = side,
            Type = type,
            Purpose = purpose,
            Status = status,
            Quantity = quantity,
            Filled = filled,
            AveragePrice = filled > 0 ? limit ?? 1 : 0,
            LimitPrice = limit,
            StopPrice = stop,
            Decision = DecisionId,
            IntendedAt = Now.AddMinutes(-31),
            ChangedAt = Now.AddMinutes(-29),
        };

    public static DecisionFact Decision(
        long id, string symbol, string action, string verdict, string reason, string text, decimal? outcome = null) => new()
        {
            Id = id,
            At = Now.AddMinutes((id - DecisionId) * 4),
            Symbol = symbol,
            Action = action,
            By = "sma-cross",
            Confidence = 0.71,
            Rationale = "The close crossed above its 20-bar average while the 1h and 4h trends point up; "
                + "the range widens, so the stop stands 1.5 ATR away.",
            Verdict = verdict,
            Reason = reason,
            Text = text,
            Quantity = 62,
            Price = 187.42m,
            Stop = 184.10m,
            Target = 195.40m,
            Outcome = outcome,
        };

    public static TradeFact Trade(
        string symbol, string side, decimal quantity, decimal entry, decimal exit, decimal profit, string reason) => new()
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity,
            AverageEntry = entry,
            AverageExit = exit,
            Fees = 1.25m,
            Profit = profit,
            Reason = reason,
            Opened = Now.AddHours(-5),
            Closed = Now.AddHours(-1),
            Decision = DecisionId - 100,
        };

    /// Wanders from 100,000 to its end, from one seed.
    public static IReadOnlyList<EquityPoint> Curve(int count, decimal end)
    {
        var random = new Random(7);
        var equity = 100_000m;
        var points = new List<EquityPoint>(count);
        for (var i = 0; i < count; i++)
        {
            points.Add(new(Now.AddMinutes(-10 * (count - 1 - i)), equity));
            equity += decimal.Round((decimal)((random.NextDouble() - 0.48) * 260), 2);
        }

        var drift = (end - points[^1].Equity) / (count - 1);
        return [.. points.Select((point, index) => point with { Equity = decimal.Round(point.Equity + (index * drift), 2) })];
    }

    private static MarketFact[] Markets() =>
    [
        new("AAPL", true, Now.Date.AddHours(20), false, 190.11, Now.AddSeconds(-7)),
        new("NVDA", true, Now.Date.AddHours(20), false, 868.02, Now.AddSeconds(-7)),
        new("MSFT", true, Now.Date.AddHours(20), false, 421.60, Now.AddSeconds(-7)),
        new("TSLA", true, Now.Date.AddHours(20), true, 183.91, Now.AddMinutes(-42)),
        new("BTC/USD", true, null, false, 69_900.12, Now.AddSeconds(-7)),
        new("ETH/USD", true, null, false, 3_548.11, Now.AddSeconds(-7)),
        new("DOGE/USD", true, null, false, 0.16002, Now.AddSeconds(-7)),
        new("SAP", false, Now.Date.AddDays(1).AddHours(8), false, double.NaN, null),
    ];

    private static DecisionFact[] Decisions() =>
    [
        Decision(4716, "TSLA", "Buy", "Refused", "InstrumentHalted", "TSLA is halted since 15:00"),
        Decision(4715, "ETH/USD", "Buy", "Allowed", "None", "1.5 at risk 0.8 % of equity, within every limit"),
        Decision(4714, "NVDA", "Hold", "Held", "Hold", "nothing was proposed"),
        Decision(4713, "DOGE/USD", "Buy", "Refused", "LowConfidence", "confidence 0.41, needed 0.60"),
        Decision(4712, "MSFT", "Sell", "Allowed", "LeavesPosition", "closes 25", 90.12m),
        Decision(DecisionId, "AAPL", "Buy", "Resized", "PositionSize", "62 instead of 80: a position may be 12 % of equity", -41.20m),
    ];
}
