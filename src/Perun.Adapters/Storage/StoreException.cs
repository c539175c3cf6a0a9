using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// The store can't be used; the message says what to do.
public sealed class StoreException : Exception
{
    private const int Perm = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int TooBig = 18;
    private const int NotADatabase = 26;

    public StoreException(string message) : base(message)
    {
    }

    public StoreException(string message, Exception inner) : base(message, inner)
    {
    }

    public static StoreException From(SqliteException failure, string path) => new(
        failure.SqliteErrorCode switch
        {
            NotADatabase => $"{path} is not a database of Perun's, or its beginning is damaged. Nothing was changed. Restore a backup, or move the file away and start anew.",
            Corrupt => Damaged(path, Brief(failure)),
            Full => $"The disk that holds {path} is full: free some space and start again; what was committed is safe.",
            InputOutput => $"{path} can't be read or written ({Brief(failure)}): see whether the disk has space and is in order, then start again; what was committed is safe.",
            CantOpen => $"{path} can't be opened: see that its folder exists and may be written by this user.",
            ReadOnly or Perm => $"{path} may not be written: give this user write permission on the file and its folder, or choose another folder with --data.",
            Busy or Locked => $"{path} is held by another program: close what has it open (a database browser, a backup), then start again.",
            TooBig => $"{path} takes no text that long: this is a mistake in Perun, please report it.",
            _ => $"{path}: {Brief(failure)}; perun doctor looks closer.",
        },
        failure);

    public static string Damaged(string path, string what) =>
        $"{path} is damaged ({what}). Nothing was changed. Restore a backup, or move the file away and start anew; `sqlite3 {path} .recover` may save what is readable.";

    /// SQLite's words without the wrapping: "SQLite Error 11: 'database disk image is malformed'."
    private static string Brief(SqliteException failure) => failure.Message.Split('\'') is [_, var words, ..] ? words : failure.Message;
}
