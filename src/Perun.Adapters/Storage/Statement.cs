using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// One prepared statement with its parameters by number, used again and again. What goes wrong is told as a `StoreException`.
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

    /// How many rows it changed.
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            return _command.ExecuteNonQuery();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _command.Connection!.DataSource);
        }
    }

    /// One value of the first row; null where there is none.
    public object? Ask(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            return _command.ExecuteScalar() is var answer and not DBNull ? answer : null;
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _command.Connection!.DataSource);
        }
    }

    /// The rows that follow from the values, one `Next` at a time.
    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            return _command.ExecuteReader();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _command.Connection!.DataSource);
        }
    }

    /// A page may turn out to be damaged at any row.
    public bool Next(SqliteDataReader rows)
    {
        try
        {
            return rows.Read();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _command.Connection!.DataSource);
        }
    }

    public void Within(SqliteTransaction? transaction) => _command.Transaction = transaction;

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < _parameters.Length; i++) _parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
