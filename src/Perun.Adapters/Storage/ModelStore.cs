using Microsoft.Data.Sqlite;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Adapters.Storage;

/// The record of calls to models, and what they cost, in Perun's database, over a connection of its own. Many may use it at once.
/// What was asked and answered is stored packed; a call of which either can no longer be read is as if it had never been kept.
public sealed class ModelStore : ICallRecord, ISpendingStore, IDisposable
{
    private const string Columns = "at, task, model, request_hash, prompt, prompt_hash, request, outcome, answer, why, until, input, output, cached, estimated, cost, latency, replayable";

    /// More than the decisions that the archive keeps: each of them can be asked again.
    private const long MostCalls = 50_000;
    private const int PruneEvery = 500;

    /// Below this many letters, packing saves nothing worth it.
    private const int LongEnoughToPack = 400;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _keep;
    private readonly Statement _answer;
    private readonly Statement _newest;
    private readonly Statement _save;
    private readonly Statement _load;
    private readonly Statement _prune;
    private int _kept;

    public ModelStore(string path, Durability durability)
    {
        _connection = SqliteFile.Open(path, durability);
        _keep = new Statement(_connection, $"INSERT INTO model_calls ({Columns}) VALUES (@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13,@14,@15,@16,@17,@18)", 18);
        _answer = new Statement(_connection, $"SELECT {Columns} FROM model_calls WHERE request_hash = @1 AND replayable = 1 ORDER BY id", 1);
        _newest = new Statement(_connection, $"SELECT {Columns} FROM model_calls ORDER BY id DESC LIMIT @1", 1);
        _save = new Statement(_connection, "INSERT OR REPLACE INTO model_spending VALUES (@1,@2,@3,@4)", 4);
        _load = new Statement(_connection, "SELECT day, tokens, usd, unpriced FROM model_spending ORDER BY day DESC LIMIT 1", 0);
        _prune = new Statement(_connection, "DELETE FROM model_calls WHERE id <= (SELECT max(id) FROM model_calls) - @1", 1);
    }

    public void Keep(ModelCall call)
    {
        lock (_gate)
        {
            _keep.Run(
                call.At.Ticks, call.Task.ToString(), call.Model, call.RequestHash, call.PromptName, call.PromptHash, Stored(call.Request), call.Outcome.Kind.ToString(), Stored(call.Outcome.Text),
                call.Outcome.Why, call.Outcome.Until?.Ticks, call.Tokens.Input, call.Tokens.Output, call.Tokens.CachedInput, call.Tokens.IsEstimated ? 1 : 0, call.CostUsd?.ToString(),
                call.Latency.Ticks, call.CanBeReplayed ? 1 : 0);
            if (++_kept % PruneEvery == 0) _prune.Run(MostCalls);
        }
    }

    public ModelCall? AnswerTo(string requestHash)
    {
        lock (_gate) return Read(_answer, requestHash, 1).FirstOrDefault();
    }

    /// The newest calls, newest first.
    public IReadOnlyList<ModelCall> Newest(int limit)
    {
        lock (_gate) return Read(_newest, limit, limit);
    }

    public Spending? Load()
    {
        lock (_gate)
        {
            using var row = _load.Read();
            return _load.Next(row)
                ? new Spending(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetInt64(1), decimal.Parse(row.GetString(2)), row.GetInt64(3))
                : null;
        }
    }

    public void Save(Spending spending)
    {
        lock (_gate) _save.Run(spending.Day.DayNumber, spending.Tokens, spending.Usd.ToString(), spending.UnpricedTokens);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_keep, _answer, _newest, _save, _load, _prune]) statement.Dispose();
        _connection.Dispose();
    }

    private static List<ModelCall> Read(Statement statement, object value, int most)
    {
        using var row = statement.Read(value);
        var calls = new List<ModelCall>();
        while (calls.Count < most && statement.Next(row))
            if (PackedText.Read(row[6]) is { } request && PackedText.Read(row[8]) is { } answer) calls.Add(CallOf(row, request, answer));
        return calls;
    }

    private static object Stored(string text) => text.Length < LongEnoughToPack ? text : PackedText.Pack(text);

    private static ModelCall CallOf(SqliteDataReader row, string request, string answer) => new(
        new DateTime(row.GetInt64(0), DateTimeKind.Utc), Enum.Parse<ModelTask>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), request,
        new ModelOutcome(Enum.Parse<OutcomeKind>(row.GetString(7)), answer, row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : new DateTime(row.GetInt64(10), DateTimeKind.Utc)),
        new TokenUse(row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14) != 0),
        row.IsDBNull(15) ? null : decimal.Parse(row.GetString(15)), new TimeSpan(row.GetInt64(16)), row.GetInt64(17) != 0);
}
