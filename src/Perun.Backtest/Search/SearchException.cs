namespace Perun.Backtest.Search;

/// A search that can't be done as it was asked for; the message says what to change.
public sealed class SearchException(string message) : Exception(message);
