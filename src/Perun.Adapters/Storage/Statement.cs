using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// One prepared statement with its parameters by number, used again and again.
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _parameters = [.. Enumerable.Range(1, parameters).Select(number => _command.Parameters.Add(new SqliteParameter { ParameterName = $"@{number}" }))];
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        _command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Within(SqliteTransaction? transaction) => _command.Transaction = transaction;

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < _parameters.Length; i++) _parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
