namespace Perun.VenueServers.Faults;

/// What can go wrong on demand: its word in scripts, the faults of the catalogue that it makes, and what it does.
/// <param name="Catalogue">Numbers of docs/venue-servers.md's table, like "F01".</param>
/// <param name="Usually">What it strikes where a script names nothing; empty for anything.</param>
/// <param name="ByChance">Whether it may come by seeded chance. What needs a symbol or blocks an account is for scripts.</param>
public sealed record FaultWord(string Word, string Catalogue, string Does, string Usually = "", bool ByChance = false);
