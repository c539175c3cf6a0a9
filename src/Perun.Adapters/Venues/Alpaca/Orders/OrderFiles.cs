using System.Diagnostics.CodeAnalysis;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// Which of Alpaca's orders are ours, and what they add up to. Whoever uses it holds its gate.
internal sealed class OrderFiles(ClientIds ids, AlpacaSymbols symbols)
{
    private const int FinishedKept = 2_000;

    private readonly Dictionary<OrderId, OrderFile> _byId = [];
    private readonly Dictionary<string, OrderFile> _byVenueId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FollowedInstrument> _bySymbol = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<InstrumentId, FollowedInstrument> _byInstrument = [];
    private readonly Queue<OrderId> _finished = new();

    public Lock Gate { get; } = new();

    public IEnumerable<OrderFile> Open => _byId.Values.Where(static file => !file.IsOver);

    public void Follow(FollowedInstrument instrument)
    {
        symbols.Learn(instrument.Instrument.Symbol);
        _bySymbol[instrument.Instrument.Symbol] = instrument;
        _byInstrument[instrument.Id] = instrument;
    }

    public bool TryFind(InstrumentId id, out FollowedInstrument instrument) => _byInstrument.TryGetValue(id, out instrument);

    public OrderFile? Find(OrderId id) => _byId.GetValueOrDefault(id);

    /// What the journal knows from before this start. A leg leads to its entry, whether that is still open or not.
    public void Recall(in KnownOrder order)
    {
        if (!_byInstrument.TryGetValue(order.Instrument, out var instrument)) return;
        var file = Find(order.Id);
        if (file is null)
        {
            file = new OrderFile(order.Id, instrument) { Entry = order.Entry, IsStop = order.Purpose == OrderPurpose.ProtectiveStop, Side = order.Side };
            Keep(file);
        }
        if (order.VenueOrderId is { } venueId && file.Parts.Count == 0) Link(file, venueId);
        if (!file.IsLeg) return;
        var entry = Find(order.Entry) ?? Keep(new OrderFile(order.Entry, instrument) { Side = order.Side.Opposite() });
        if (file.IsStop) entry.StopLeg = order.Id;
        else entry.TargetLeg = order.Id;
    }

    /// An order that is about to be sent: its news may come before the answer to sending it.
    public OrderFile Expect(in OrderRequest order, FollowedInstrument instrument)
    {
        if (Find(order.Id) is { } known) return known;
        var file = Keep(new OrderFile(order.Id, instrument) { Side = order.Side });
        if (order.Legs is not { } legs) return file;
        file.StopLeg = legs.StopId;
        Keep(new OrderFile(legs.StopId, instrument) { Entry = order.Id, IsStop = true, Side = order.Side.Opposite() });
        if (!legs.HasTarget) return file;
        file.TargetLeg = legs.TargetId;
        Keep(new OrderFile(legs.TargetId, instrument) { Entry = order.Id, Side = order.Side.Opposite() });
        return file;
    }

    /// Where no journal spoke of it: by its own id, where its instrument is followed.
    public OrderFile? Reopen(OrderId id, InstrumentId instrument) =>
        Find(id) ?? (_byInstrument.TryGetValue(instrument, out var followed) ? Keep(new OrderFile(id, followed)) : null);

    /// Whose order a row is: by its own id, by the one it replaces, by our name for it. Its legs are told apart along with it.
    public bool TryPlace(OrderRow row, [NotNullWhen(true)] out OrderFile? file, [NotNullWhen(true)] out OrderPart? part)
    {
        (file, part) = (_byVenueId.GetValueOrDefault(row.Id), null);
        if (file is null && row.Replaces is { } old) file = _byVenueId.GetValueOrDefault(old);
        if (file is null && row.ClientOrderId is { } name && ids.TryRead(name, out var id)) file = Find(id) ?? New(id, row);
        if (file is null) return false;
        file.Side ??= row.IsBuy ? Side.Buy : Side.Sell;
        part = file.Find(row.Id) ?? Link(file, row.Id);
        foreach (var leg in row.Legs ?? []) PlaceLeg(file, leg);
        return true;
    }

    /// The entry that waits for its legs to be told apart, where there is one that a leg of this kind could belong to.
    public OrderFile? EntryWithoutLegs(OrderRow row)
    {
        if (row.OrderClass is not ("bracket" or "oto") || row.Symbol is null) return null;
        var symbol = symbols.Of(row.Symbol, row.AssetClass);
        return _byId.Values.FirstOrDefault(entry => entry.Particulars.Symbol == symbol && entry.LegOf(row) is { IsNone: false } leg && Find(leg) is { Parts.Count: 0 });
    }

    public OrderPart Link(OrderFile file, string venueId)
    {
        _byVenueId[venueId] = file;
        return file.Find(venueId) ?? file.Add(venueId);
    }

    public void Unlink(OrderFile file, OrderPart part)
    {
        file.Drop(part);
        _byVenueId.Remove(part.VenueId);
    }

    /// What has ended is kept for a while, for what comes late.
    public void Finished(OrderFile file)
    {
        _finished.Enqueue(file.Id);
        while (_finished.Count > FinishedKept)
        {
            if (!_byId.Remove(_finished.Dequeue(), out var old)) continue;
            foreach (var part in old.Parts) _byVenueId.Remove(part.VenueId);
        }
    }

    private OrderFile? New(OrderId id, OrderRow row) =>
        row.Symbol is { } symbol && _bySymbol.TryGetValue(symbols.Of(symbol, row.AssetClass), out var instrument) ? Keep(new OrderFile(id, instrument)) : null;

    private OrderFile Keep(OrderFile file)
    {
        _byId[file.Id] = file;
        return file;
    }

    /// A leg has a name that Alpaca gave it: it is known by its entry and by its kind.
    private void PlaceLeg(OrderFile entry, OrderRow leg)
    {
        if (_byVenueId.ContainsKey(leg.Id) || entry.LegOf(leg) is not { IsNone: false } id || Find(id) is not { } file) return;
        // What stands among the legs is what holds.
        Link(file, leg.Id).IsInForce = true;
    }
}
