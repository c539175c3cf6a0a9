using System.Globalization;
using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Calendars;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Books;

/// Whose account it is, and what somebody should know before trading with it.
internal sealed class AccountCheck(AlpacaDesk desk, AlpacaSettings settings, TimeProvider clock)
{
    private const int DaysCompared = 10;

    public async Task<Answer<VenueAccount>> ReadAsync(CancellationToken cancel)
    {
        if (AlpacaHosts.WhyNot(settings) is { } wrong) return new Outcome.Refused(wrong);
        var answer = await desk.AskAsync("/v2/account", "", AlpacaJson.Default.AccountRow, cancel);
        if (!answer.TryGet(out var account, out var failure)) return failure;
        var remarks = new List<string>();
        if ((await desk.AskAsync("/v2/account/configurations", "", AlpacaJson.Default.ConfigurationRow, cancel)).TryGet(out var configuration, out _))
        {
            if (configuration.SuspendTrade is true) remarks.Add("the account's settings suspend trading: new orders will be refused");
            if (configuration.NoShorting is true) remarks.Add("the account's settings forbid going short: such signals will be refused");
        }
        if (account is { CryptoStatus: { } crypto } && crypto != "ACTIVE") remarks.Add($"the account can't trade crypto yet (its status is {crypto})");
        if (await CompareCalendarAsync(cancel) is { } difference) remarks.Add(difference);
        return new VenueAccount
        {
            Id = account.AccountNumber is { Length: > 0 } number ? number : account.Id,
            IsLive = desk.Hosts.IsLive,
            Currency = account.Currency ?? "USD",
            WhyBarred = account.WhyBarred,
            Remarks = remarks,
        };
    }

    /// A day that Alpaca trades otherwise than the calendar says would be traded blindly.
    private async Task<string?> CompareCalendarAsync(CancellationToken cancel)
    {
        var today = NewYorkTime.DateOf(clock.GetUtcNow().UtcDateTime);
        var end = today.AddDays(DaysCompared);
        var question = new Question().With("start", today.ToDateTime(default)).With("end", end.ToDateTime(default));
        if (!(await desk.AskAsync("/v2/calendar", question.ToString(), AlpacaJson.Default.CalendarRowArray, cancel)).TryGet(out var rows, out _)) return null;
        var theirs = rows.ToDictionary(static row => row.Date, static row => $"{row.Open}-{row.Close}", StringComparer.Ordinal);
        for (var day = today; day <= end; day = day.AddDays(1))
        {
            var ours = TradingCalendar.NewYork.SessionOn(day) is { } session ? $"{NewYorkTime.FromUtc(session.Open):HH:mm}-{NewYorkTime.FromUtc(session.Close):HH:mm}" : null;
            var told = theirs.GetValueOrDefault(Day(day));
            if (ours != told) return $"on {Day(day)} Alpaca trades {told ?? "not at all"}, and the calendar here says {ours ?? "not at all"}: Alpaca's clock decides on that day";
        }
        return null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
