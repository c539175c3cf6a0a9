using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// Asks the tables that the journal's facts are written to. Safe to use beside the writer, for one thread at a time.
public sealed class FactReader(SqliteConnection connection) : IDisposable
{
    private const string DecisionColumns = "id, at, symbol, action, by, confidence, rationale, verdict, reason, text, quantity, price, stop, target, order_id, outcome";

    /// So far back in the journal those are looked for that were more than a hold: a page must not wait for all of history.
    private const long ProposalsWithin = 20_000;

    public IReadOnlyList<DecisionRow> Decisions(int limit, string? symbol) => Ask(
        $"SELECT {DecisionColumns} FROM decisions WHERE (@2 IS NULL OR symbol = @2) ORDER BY id DESC LIMIT @1", Decision, limit, symbol);

    /// The newest that proposed something, whatever became of them.
    public IReadOnlyList<DecisionRow> Proposals(int limit) => Ask(
        $"SELECT {DecisionColumns} FROM decisions WHERE verdict <> 'Held' AND id > (SELECT coalesce(max(id), 0) FROM decisions) - @2 ORDER BY id DESC LIMIT @1", Decision, limit, ProposalsWithin);

    public DecisionRow? Decision(long id) => Ask($"SELECT {DecisionColumns} FROM decisions WHERE id = @1", Decision, id).FirstOrDefault();

    public IReadOnlyList<OrderRow> Orders(int limit, string? symbol, bool openOnly) => Ask(
        $"SELECT {OrderColumns} FROM orders WHERE (@2 IS NULL OR symbol = @2) AND (@3 = 0 OR is_over = 0) ORDER BY changed_at DESC, intended_at DESC LIMIT @1",
        Order, limit, symbol, openOnly ? 1 : 0);

    public IReadOnlyList<OrderRow> OrdersOf(long decision) => Ask(
        $"SELECT {OrderColumns} FROM orders WHERE decision = @1 ORDER BY intended_at, rowid LIMIT 1000", Order, decision);

    public IReadOnlyList<TradeRow> Trades(int limit, string? symbol) => Ask(
        $"SELECT {TradeColumns} FROM trades WHERE (@2 IS NULL OR symbol = @2) ORDER BY id DESC LIMIT @1", Trade, limit, symbol);

    public TradeRow? TradeOf(long decision) => Ask($"SELECT {TradeColumns} FROM trades WHERE decision = @1 ORDER BY id LIMIT 1", Trade, decision).FirstOrDefault();

    public IReadOnlyList<AlertRow> Alerts(int limit) => Ask(
        "SELECT at, severity, code, symbol, text FROM alerts ORDER BY id DESC LIMIT @1",
        row => new AlertRow(Time(row, 0), row.GetString(1), row.GetString(2), Text(row, 3), row.GetString(4)), limit);

    /// The last value in each of about so many stretches of the whole time, oldest first.
    public IReadOnlyList<(DateTime At, decimal Equity)> Equity(int points)
    {
        var range = Ask("SELECT min(at), max(at) FROM equity", row => row.IsDBNull(0) ? (0L, 0L) : (row.GetInt64(0), row.GetInt64(1))).FirstOrDefault();
        var bucket = Math.Max(1, (range.Item2 - range.Item1) / Math.Max(1, points));
        return Ask("SELECT max(at), equity FROM equity GROUP BY at / @1 ORDER BY at", row => (Time(row, 0), Number(row, 1)), bucket);
    }

    /// What the account was worth when it was last noted before a moment.
    public decimal? EquityBefore(DateTime moment)
    {
        var found = Ask("SELECT equity FROM equity WHERE at < @1 ORDER BY at DESC LIMIT 1", row => Number(row, 0), moment.Ticks);
        return found.Count > 0 ? found[0] : null;
    }

    public (int Count, decimal Profit) TradesClosed(DateTime from, DateTime to)
    {
        var profits = Ask("SELECT profit FROM trades WHERE closed >= @1 AND closed < @2", row => Number(row, 0), from.Ticks, to.Ticks);
        return (profits.Count, profits.Sum());
    }

    /// Positions of all blocks that speak of an order.
    public IReadOnlyList<long> PositionsAbout(string order) => Ask(
        "SELECT position FROM journal WHERE subject = @1 UNION SELECT position FROM answers WHERE subject = @1 ORDER BY 1 LIMIT 2000", row => row.GetInt64(0), order);

    public IEnumerable<decimal> EquityCurve() => Ask("SELECT equity FROM equity ORDER BY at", row => Number(row, 0));

    public (int Count, int Wins, decimal Profit) TradeTotals()
    {
        var profits = Ask("SELECT profit FROM trades", row => Number(row, 0));
        return (profits.Count, profits.Count(profit => profit > 0), profits.Sum());
    }

    /// How many decisions there were of each verdict; refusals by their reason.
    public IReadOnlyDictionary<string, long> Verdicts() => Counts(
        "SELECT CASE verdict WHEN 'Refused' THEN 'Refused: ' || reason ELSE verdict END, count(*) FROM decisions GROUP BY 1 ORDER BY 2 DESC, 1");

    /// How many trades ended for each reason.
    public IReadOnlyDictionary<string, long> Exits() => Counts("SELECT reason, count(*) FROM trades GROUP BY 1 ORDER BY 2 DESC, 1");

    public long Bars() => Ask("SELECT count(*) FROM journal WHERE name = 'bar'", row => row.GetInt64(0))[0];

    public int OrderCount() => Ask("SELECT count(*) FROM orders", row => row.GetInt32(0))[0];

    public void Dispose() => connection.Dispose();

    private Dictionary<string, long> Counts(string sql) =>
        Ask(sql, row => (row.GetString(0), row.GetInt64(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private const string OrderColumns = "id, symbol, side, type, purpose, decision, status, quantity, filled, average, limit_price, stop_price, text, intended_at, changed_at";
    private const string TradeColumns = "symbol, side, decision, opened, closed, quantity, entry, exit, fees, profit, reason";

    private List<T> Ask<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(connection, sql, values.Length);
        using var row = statement.Read(values);
        var list = new List<T>();
        while (statement.Next(row)) list.Add(read(row));
        return list;
    }

    private static DecisionRow Decision(SqliteDataReader row) => new(
        row.GetInt64(0), Time(row, 1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetDouble(5), row.GetString(6), row.GetString(7),
        row.GetString(8), row.GetString(9), Number(row, 10), Number(row, 11), MaybeNumber(row, 12), MaybeNumber(row, 13), Text(row, 14), MaybeNumber(row, 15));

    private static OrderRow Order(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetString(6), Number(row, 7), Number(row, 8),
        Number(row, 9), Number(row, 10), Number(row, 11), Text(row, 12), Time(row, 13), Time(row, 14));

    private static TradeRow Trade(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), Time(row, 3), Time(row, 4), Number(row, 5), Number(row, 6), Number(row, 7), Number(row, 8), Number(row, 9), row.GetString(10));

    private static DateTime Time(SqliteDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    private static decimal Number(SqliteDataReader row, int column) => decimal.Parse(row.GetString(column));

    private static decimal? MaybeNumber(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Number(row, column);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

public sealed record DecisionRow(
    long Id, DateTime At, string Symbol, string Action, string By, double? Confidence, string Rationale, string Verdict, string Reason, string Text,
    decimal Quantity, decimal Price, decimal? Stop, decimal? Target, string? Order, decimal? Outcome);

public sealed record OrderRow(
    string Id, string Symbol, string Side, string Type, string Purpose, long Decision, string Status, decimal Quantity, decimal Filled, decimal Average,
    decimal LimitPrice, decimal StopPrice, string? Text, DateTime IntendedAt, DateTime ChangedAt);

public sealed record TradeRow(
    string Symbol, string Side, long Decision, DateTime Opened, DateTime Closed, decimal Quantity, decimal Entry, decimal Exit, decimal Fees, decimal Profit, string Reason);

public sealed record AlertRow(DateTime At, string Severity, string Code, string? Symbol, string Text);
