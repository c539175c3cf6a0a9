using System.Globalization;
using System.Text.Json;
using Perun.Adapters.Sources.Services;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// CoinMarketCap's envelope: what an answer cost, and complaints that stand inside it whatever the status says.
internal sealed class CoinMarketCapService(ServiceClient client, CreditMeter credits, TimeProvider clock)
{
    public const string Name = "coinmarketcap";
    public const string KeySetting = "COINMARKETCAP_API_KEY";
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    public static readonly Uri Address = new("https://pro-api.coinmarketcap.com");

    public static ServiceClient Client(Uri address, string key, TimeProvider clock) =>
        new(address, [new Credential(KeySetting, "X-CMC_PRO_API_KEY", key)], clock, Complaint);

    public async Task<ServiceOutcome<T>> GetAsync<T>(string path, Question question, Func<JsonElement?, T> read, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (credits.UntilMore(now) is { } wait)
            return new Troubled<T>(new Trouble(TroubleKind.Throttled, $"the {credits.PerDay} credits of a day (COINMARKETCAP_DAILY_CREDITS) are spent", wait));
        return await client.GetAsync(path, question.ToString(), document =>
        {
            // Every call costs one, also where the answer forgets to say so.
            credits.Spend(document.Of("status").Number("credit_count") ?? 1, now);
            return read(document.Of("data"));
        }, cancel);
    }

    /// The code is a number or a text.
    private static Trouble? Complaint(JsonElement document, DateTimeOffset now, IReadOnlyList<Credential> credentials)
    {
        var status = document.Of("status");
        if (status.Number("error_code") is not { } code || code == 0) return null;
        var said = status.Text("error_message") is { } message ? $": {message}" : "";
        var midnight = now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime;
        return code switch
        {
            1001 or 1002 or 1005 => ServiceTrouble.Refused($"the key was refused ({code}){said}", credentials),
            1003 or 1004 or 1007 => ServiceTrouble.Refused($"the key's plan is not paid or not active ({code}){said}", credentials),
            1006 => new Trouble(TroubleKind.Forbidden, $"the key's plan does not include this (1006){said}; it is not asked again before Perun starts anew"),
            1008 or 1011 => new Trouble(TroubleKind.Throttled, $"it wants fewer requests ({code}){said}", AMinute),
            1009 => new Trouble(TroubleKind.Throttled, $"the plan's credits for today are spent (1009){said}", midnight),
            1010 => new Trouble(TroubleKind.Throttled, $"the plan's credits for this month are spent (1010){said}", NextMonth(now.UtcDateTime)),
            >= 500 and < 600 => new Trouble(TroubleKind.Down, $"it fails ({code}){said}"),
            _ => new Trouble(TroubleKind.Rejected, string.Create(CultureInfo.InvariantCulture, $"it did not accept the request ({code}){said}")),
        };
    }

    private static TimeSpan NextMonth(DateTime utc) => new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1) - utc;
}
