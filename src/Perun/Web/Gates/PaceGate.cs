using System.Threading.RateLimiting;
using Perun.Web.Api;

namespace Perun.Web.Gates;

/// Bounds how much work a burst of requests can cause. A flood of reading leaves room for a wish (the kill switch).
internal sealed class PaceGate(RequestDelegate next, int perSecond)
{
    private readonly TokenBucketRateLimiter _pages = Bucket(perSecond);
    private readonly TokenBucketRateLimiter _questions = Bucket(perSecond);
    private readonly TokenBucketRateLimiter _wishes = Bucket(perSecond);

    public async Task InvokeAsync(HttpContext context)
    {
        var bucket = !HttpMethods.IsGet(context.Request.Method) ? _wishes
            : context.Request.Path.StartsWithSegments("/api") ? _questions
            : _pages;
        using var lease = bucket.AttemptAcquire();
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await Answer.TroubleAsync(context, StatusCodes.Status429TooManyRequests, "too many requests: try again in a second");
    }

    private static TokenBucketRateLimiter Bucket(int perSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 4 * perSecond,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });
}
