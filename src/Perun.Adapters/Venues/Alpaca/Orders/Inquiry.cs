using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// What was found under a name; nothing where Alpaca answered that it has none.
internal sealed record Look(OrderRow? Row);

/// Asks what became of orders: by our name and by Alpaca's id, along the chain of changes, with the legs. Many questions in a short
/// time are answered from one list.
internal sealed class Inquiry(AlpacaDesk desk, OrderFiles files, OrderNews news, ClientIds ids, TimeProvider clock) : IDisposable
{
    private const int MostChanges = 50;
    private const int PageSize = 500;
    private const int MostPages = 20;

    /// So many questions within this time, and one list answers the rest.
    private const int Many = 3;
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _listing = new(1, 1);
    private readonly Queue<DateTime> _asked = new();
    private (DateTime At, Dictionary<string, OrderRow> Rows)? _list;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public void Dispose() => _listing.Dispose();

    public async Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel)
    {
        OrderFile? file;
        string? venueId;
        lock (files.Gate)
        {
            file = files.Reopen(order, instrument);
            venueId = file?.Current?.VenueId;
        }
        if (file is null) return new Outcome.Refused("its instrument is not followed at Alpaca");
        if (venueId is not null && AreMany() && await ListedAsync(venueId, cancel) is { } listed) return Answer.Of(news.Take(listed));
        return file.IsLeg ? await AskLegAsync(file, venueId, cancel) : await AskOrderAsync(file, venueId, cancel);
    }

    public async Task<Answer<Look>> FindByNameAsync(string clientId, RequestLane lane, CancellationToken cancel) =>
        await FindAsync("/v2/orders:by_client_order_id", new Question().With("client_order_id", clientId).ToString(), lane, cancel);

    /// Every open order. Legs stand beside their entries, which may be over.
    public async Task<Answer<OrderRow[]>> OpenOrdersAsync(CancellationToken cancel)
    {
        var all = new Dictionary<string, OrderRow>(StringComparer.Ordinal);
        string? last = null;
        for (var page = 0; page < MostPages; page++)
        {
            var question = new Question().With("status", "open").With("limit", $"{PageSize}").With("direction", "desc").With("nested", "false");
            if (last is not null) question.With("before_order_id", last);
            var answer = await desk.AskAsync("/v2/orders", question.ToString(), AlpacaJson.Default.OrderRowArray, cancel);
            if (!answer.TryGet(out var rows, out var failure)) return failure;
            var isNews = false;
            foreach (var row in rows) isNews |= all.TryAdd(row.Id, row);
            // A page that holds nothing new would come for ever.
            if (rows.Length < PageSize || !isNews) break;
            last = rows[^1].Id;
        }
        return all.Values.ToArray();
    }

    private async Task<Answer<IReadOnlyList<OrderReport>>> AskOrderAsync(OrderFile file, string? venueId, CancellationToken cancel)
    {
        var answer = venueId is not null ? await FindByIdAsync(venueId, cancel) : await FindByNameAsync(ids.Of(file.Id), RequestLane.Urgent, cancel);
        if (!answer.TryGet(out var look, out var failure)) return failure;
        if (look.Row is null && venueId is not null)
        {
            answer = await FindByNameAsync(ids.Of(file.Id), RequestLane.Urgent, cancel);
            if (!answer.TryGet(out look, out failure)) return failure;
        }
        if (look.Row is not { } row) return Answer.Of<IReadOnlyList<OrderReport>>([NotFound(file)]);
        if (venueId is null && row is { OrderClass: "bracket" or "oto", Legs: null })
        {
            // What is found by name comes without its legs.
            answer = await FindByIdAsync(row.Id, cancel);
            if (!answer.TryGet(out look, out failure)) return failure;
            row = look.Row ?? row;
        }
        return await FollowAsync(row, cancel);
    }

    /// A leg that Alpaca has not told apart yet is found by its entry.
    private async Task<Answer<IReadOnlyList<OrderReport>>> AskLegAsync(OrderFile leg, string? venueId, CancellationToken cancel)
    {
        if (venueId is not null)
        {
            var answer = await FindByIdAsync(venueId, cancel);
            if (!answer.TryGet(out var look, out var failure)) return failure;
            return look.Row is { } row ? await FollowAsync(row, cancel) : Answer.Of<IReadOnlyList<OrderReport>>([NotFound(leg)]);
        }
        OrderFile? entry;
        lock (files.Gate) entry = files.Reopen(leg.Entry, leg.Instrument);
        var asked = await AskOrderAsync(entry!, entry!.Current?.VenueId, cancel);
        if (!asked.TryGet(out var reports, out var none)) return none;
        if (reports.Any(report => report.Order == leg.Id)) return asked;
        string? found;
        lock (files.Gate) found = leg.Current?.VenueId;
        if (found is not null) return await AskLegAsync(leg, found, cancel);
        var isEntryOver = reports.Any(static report => report.Kind is ReportKind.NotFound or ReportKind.Cancelled or ReportKind.Expired or ReportKind.Rejected);
        return isEntryOver ? Answer.Of<IReadOnlyList<OrderReport>>([.. reports, NotFound(leg)]) : new Outcome.Unknown("its entry is there and says nothing of its legs yet");
    }

    private async Task<Answer<IReadOnlyList<OrderReport>>> FollowAsync(OrderRow row, CancellationToken cancel)
    {
        var reports = new List<OrderReport>(news.Take(row));
        for (var changes = 0; row is { IsReplaced: true, ReplacedBy: { } next } && changes < MostChanges; changes++)
        {
            var answer = await FindByIdAsync(next, cancel);
            if (!answer.TryGet(out var look, out var failure)) return failure;
            if (look.Row is null) return new Outcome.Unknown("it was replaced, and what replaced it is not found");
            row = look.Row;
            reports.AddRange(news.Take(row));
        }
        return reports;
    }

    private Task<Answer<Look>> FindByIdAsync(string venueId, CancellationToken cancel) =>
        FindAsync($"/v2/orders/{Uri.EscapeDataString(venueId)}", "nested=true", RequestLane.Urgent, cancel);

    private async Task<Answer<Look>> FindAsync(string path, string query, RequestLane lane, CancellationToken cancel)
    {
        var answer = await desk.SendAsync(HttpMethod.Get, path, query, null, lane, cancel);
        if (!answer.TryGet(out var reply, out var failure)) return failure;
        if (reply.Status == 404) return new Look(null);
        if (!reply.IsSuccess) return new Outcome.Down(desk.Complaint(reply).Text);
        return desk.Read(reply, AlpacaJson.Default.OrderRow).TryGet(out var row, out var unreadable) ? new Look(row) : unreadable;
    }

    private bool AreMany()
    {
        lock (_asked)
        {
            var now = Now;
            while (_asked.TryPeek(out var first) && now - first > ShortTime) _asked.Dequeue();
            _asked.Enqueue(now);
            return _asked.Count > Many;
        }
    }

    private async Task<OrderRow?> ListedAsync(string venueId, CancellationToken cancel)
    {
        await _listing.WaitAsync(cancel);
        try
        {
            if (_list is not { } list || Now - list.At > ShortTime)
            {
                var at = Now;
                if (!(await OpenOrdersAsync(cancel)).TryGet(out var rows, out _)) return null;
                list = (at, rows.DistinctBy(static row => row.Id).ToDictionary(static row => row.Id, StringComparer.Ordinal));
                _list = list;
            }
            return list.Rows.GetValueOrDefault(venueId);
        }
        finally
        {
            _listing.Release();
        }
    }

    private OrderReport NotFound(OrderFile file) => new() { Order = file.Id, Instrument = file.Instrument, Kind = ReportKind.NotFound, VenueTime = Now };
}
