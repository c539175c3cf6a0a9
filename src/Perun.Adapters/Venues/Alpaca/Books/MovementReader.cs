using System.Globalization;
using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Books;

/// <param name="Place">Where to go on next time.</param>
internal sealed record MovementPage(IReadOnlyList<Movement> Movements, string Place);

/// What moved money and holdings otherwise than by trading: dividends, interest, fees, transfers, splits, new names.
internal sealed class MovementReader(AlpacaDesk desk, AlpacaSymbols symbols, TimeProvider clock, VenueLog log)
{
    private const int PageSize = 100;
    private const int MostPages = 100;
    private const string FromMoment = "from:";

    /// So long a word that nobody knows is taken for a mistake of the moment, and read again.
    private static readonly TimeSpan Doubtful = TimeSpan.FromMinutes(10);

    /// The kinds of activities that Alpaca documents, by how they begin. What another word means nobody here knows, so it is not booked.
    private static readonly string[] Known = ["ACAT", "CFEE", "CGD", "CIL", "CSD", "CSW", "DIV", "FEE", "FOPT", "INT", "JNL", "MA", "MEM", "NC", "OCT", "OP", "PTC", "PTR", "REORG", "SC", "SPIN", "SPLIT", "SSO", "SSP", "SWP", "TRANS", "VOF", "WH"];

    public async Task<Answer<MovementPage>> ReadAsync(string? since, CancellationToken cancel)
    {
        if (since is null) return new MovementPage([], FromMoment + UtcText.Of(clock.GetUtcNow().UtcDateTime));
        var rows = new Dictionary<string, ActivityRow>(StringComparer.Ordinal);
        var place = since;
        for (var page = 0; page < MostPages; page++)
        {
            var question = new Question().With("category", "non_trade_activity").With("direction", "asc").With("page_size", PageSize.ToString(CultureInfo.InvariantCulture));
            if (place.StartsWith(FromMoment, StringComparison.Ordinal)) question.With("after", place[FromMoment.Length..]);
            else question.With("page_token", place);
            var answer = await desk.AskAsync("/v2/account/activities", question.ToString(), AlpacaJson.Default.ActivityRowArray, cancel);
            if (!answer.TryGet(out var read, out var failure)) return failure;
            var isNews = false;
            foreach (var row in read) isNews |= row.Id != place && rows.TryAdd(row.Id, row);
            // A whole page that holds nothing new would come for ever, and what lies behind it is not known.
            if (!isNews && read.Length == PageSize) return new Outcome.Down("Alpaca's list of movements goes in a circle");
            if (!isNews) break;
            place = read[^1].Id;
            if (read.Length < PageSize) break;
        }
        var movements = new List<Movement>();
        var (told, isDoubtful) = (since, false);
        foreach (var row in rows.Values)
        {
            if (!IsKnown(row))
            {
                isDoubtful |= clock.GetUtcNow().UtcDateTime - At(row) < Doubtful;
                if (!isDoubtful) log.Warn($"Alpaca booked something of a kind that is not known here ('{row.ActivityType}', {row.NetAmount}): it is not booked; where the books differ by it, look at Alpaca and say `perun adopt cash`");
            }
            else if (!isDoubtful) told = row.Id;
            if (!IsKnown(row)) continue;
            var answer = await OfAsync(row, cancel);
            if (!answer.TryGet(out var found, out var failure)) return failure;
            movements.AddRange(found);
        }
        // Behind a doubtful one everything is read again; what was booked is not booked twice.
        return new MovementPage(movements, isDoubtful ? told : place);
    }

    private async Task<Answer<Movement[]>> OfAsync(ActivityRow row, CancellationToken cancel)
    {
        if (row.Status is "canceled") return Array.Empty<Movement>();
        var at = At(row);
        var symbol = row.Symbol is { Length: > 0 } told ? symbols.Of(told, null) : null;
        var text = $"{row.ActivityType}{(row.ActivitySubType is { Length: > 0 } kind ? $"/{kind}" : "")}{(row.Description is { Length: > 0 } words ? $": {words}" : "")}";
        var movement = new Movement(row.Id, KindOf(row.ActivityType), at, row.NetAmount ?? 0, symbol, row.Qty ?? 0, 0, null, text);
        switch (row.ActivityType)
        {
            // Taken from what each fill of a coin credited, and reported with it.
            case "CFEE": return Array.Empty<Movement>();
            // A dividend names the shares that earned it; only one paid in shares moves any.
            case var type when type.StartsWith("DIV", StringComparison.Ordinal) && row.ActivitySubType != "SDIV": return new[] { movement with { Quantity = 0 } };
            case "SPLIT" when symbol is not null: return await SplitAsync(movement, symbol, at, cancel);
            case "NC" when symbol is not null: return await RenameAsync(movement, symbol, at, cancel);
            default: return new[] { movement };
        }
    }

    /// The activity says what came; by how much one share became more or fewer is told among the corporate actions.
    private async Task<Answer<Movement[]>> SplitAsync(Movement movement, string symbol, DateTime at, CancellationToken cancel)
    {
        var answer = await ActionsAsync(symbol, "forward_split,reverse_split", at, cancel);
        if (!answer.TryGet(out var actions, out var failure)) return failure;
        var split = (actions.CorporateActions?.ForwardSplits ?? []).Concat(actions.CorporateActions?.ReverseSplits ?? []).LastOrDefault(split => split.Symbol == symbol && split is { OldRate: > 0, NewRate: > 0 });
        if (split is null) log.Warn($"Alpaca booked a split of {symbol}, and names no ratio among its corporate actions: compare the holding with Alpaca's dashboard");
        return new[] { movement with { Ratio = split is null ? 0 : split.NewRate / split.OldRate } };
    }

    private async Task<Answer<Movement[]>> RenameAsync(Movement movement, string symbol, DateTime at, CancellationToken cancel)
    {
        var answer = await ActionsAsync(symbol, "name_change", at, cancel);
        if (!answer.TryGet(out var actions, out var failure)) return failure;
        var rename = (actions.CorporateActions?.NameChanges ?? []).LastOrDefault(change => change.OldSymbol == symbol || change.NewSymbol == symbol);
        if (rename is not { OldSymbol: { } old, NewSymbol: { } now }) log.Warn($"Alpaca booked a new name for {symbol}, and does not say which: compare the holding with Alpaca's dashboard");
        else movement = movement with { Symbol = old, NewSymbol = now };
        return new[] { movement };
    }

    private Task<Answer<CorporateActionsRow>> ActionsAsync(string symbol, string types, DateTime at, CancellationToken cancel)
    {
        var question = new Question().With("symbols", symbol).With("types", types).With("start", $"{at.AddDays(-14):yyyy-MM-dd}").With("end", $"{at.AddDays(1):yyyy-MM-dd}");
        return desk.AskDataAsync("/v1/corporate-actions", question.ToString(), AlpacaJson.Default.CorporateActionsRow, cancel);
    }

    private DateTime At(ActivityRow row) => row.TransactionTime ?? row.CreatedAt ?? row.Date ?? clock.GetUtcNow().UtcDateTime;

    private static bool IsKnown(ActivityRow row) => Array.Exists(Known, start => row.ActivityType.StartsWith(start, StringComparison.Ordinal));

    private static MovementKind KindOf(string type) => type switch
    {
        "CSD" or "CSW" or "TRANS" or "JNL" or "JNLC" or "JNLS" or "ACATC" or "ACATS" or "FOPT" => MovementKind.Transfer,
        "DIVFEE" or "FEE" or "PTC" => MovementKind.Fee,
        "INT" or "INTNRA" or "INTTW" => MovementKind.Interest,
        "SPLIT" => MovementKind.Split,
        "NC" => MovementKind.Rename,
        _ => type.StartsWith("DIV", StringComparison.Ordinal) || type == "CGD" ? MovementKind.Dividend : MovementKind.Other,
    };
}
