namespace Perun.Adapters.Venues.Wire;

/// How a connection ended.
/// <param name="IsFinal">Only a person can mend it: it is not tried again.</param>
/// <param name="Pause">The least to wait before the next one.</param>
internal sealed record SocketEnd(string Why, bool IsFinal = false, TimeSpan Pause = default);
