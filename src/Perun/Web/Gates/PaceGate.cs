using System.Threading.RateLimiting;
using Perun.Web.Api;

namespace Perun.Web.Gates;

/// Bounds how much work a burst of requests can cause. A flood of reading leaves room for a wish (the kill switch).
internal sealed class PaceGate(RequestDelegate next, Paces paces)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var bucket = !HttpMethods.IsGet(context.Request.Method) ? paces.Wishes
            : context.Request.Path.StartsWithSegments("/api") ? paces.Questions
            : paces.Pages;
        using var lease = bucket.AttemptAcquire();
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await Answer.TroubleAsync(context, StatusCodes.Status429TooManyRequests, "too many requests: try again in a second");
    }
}

/// What is counted apart.
internal sealed class Paces(int perSecond) : IDisposable
{
    public TokenBucketRateLimiter Pages { get; } = Bucket(perSecond);

    public TokenBucketRateLimiter Questions { get; } = Bucket(perSecond);

    public TokenBucketRateLimiter Wishes { get; } = Bucket(perSecond);

    public void Dispose()
    {
        Pages.Dispose();
        Questions.Dispose();
        Wishes.Dispose();
    }

    private static TokenBucketRateLimiter Bucket(int perSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 4 * perSecond,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });
}
