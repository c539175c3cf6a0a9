using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Facts;

namespace Perun.Venues;

/// A venue's standing as a fact for people.
internal static class VenueWords
{
    public static VenueFact Of(VenueMarketplace market, EngineState state)
    {
        var books = market.Account.Books;
        return new VenueFact
        {
            Name = market.Name,
            IsReady = market.WhyNotReady is null,
            WhyNot = market.WhyNotReady,
            ReadAt = books?.ReadTo,
            Trouble = market.Account.Trouble,
            Currency = books?.Currency ?? "USD",
            Equity = books?.Equity,
            Cash = books?.Cash,
            BuyingPower = books?.BuyingPower,
            Holdings = [.. (books?.Holdings ?? []).Select(holding => new HeldFact(holding.Symbol, holding.Quantity, OutsideOf(holding.Symbol, holding.Quantity, state)))],
            OpenOrders = books?.OpenOrders.Count ?? 0,
            ForeignOrders = market.ForeignOrders.Count,
            Streams = [.. market.Health.Streams.Select(stream => new StreamFact(VenueHealth.Words(stream.Key), VenueHealth.Words(stream.Value.State), stream.Value.Why))],
        };
    }

    private static decimal OutsideOf(string symbol, decimal held, EngineState state) =>
        state.Universe.TryFind(symbol, out InstrumentId id) ? state.Outside[id].Quantity : held;
}
