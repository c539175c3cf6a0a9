namespace Perun.VenueServers.Kraken.Books;

public readonly record struct BookLevel(decimal Price, decimal Quantity);
