using Perun.Facts;
using Perun.Web.Api;
using Perun.Web.Gates;
using Perun.Web.Pages;

namespace Perun.Web.Live;

/// Streams of server-sent events that keep open pages current. They only ever read.
internal sealed class LiveEndpoints(
    LiveOverview overview,
    IFacts facts,
    PageRenderer pages,
    IFactChanges changes,
    WebOptions options,
    CancellationToken stopping)
{
    private int _open;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", (HttpContext context) => ServeAsync(context, overview.AtAsync)).WithMetadata(new NeedsNoToken());
        routes.MapGet("/live/why/{id:long}", (HttpContext context) => ServeAsync(context, WhyOf(context)))
            .WithMetadata(new NeedsNoToken());
    }

    private LiveStream.Look WhyOf(HttpContext context)
    {
        var id = long.Parse((string)context.GetRouteValue("id")!);
        return async (version, cancel) =>
        {
            var shared = await overview.AtAsync(version, cancel);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(options.FactsPatience);
            var explanation = await facts.WhyAsync(id, limit.Token);
            var frame = shared.Where(section => HomePage.OnEveryPage.Contains(section.Id));
            return explanation is null ? [.. frame] : [.. frame, .. await pages.StoryAsync(explanation)];
        };
    }

    private async Task ServeAsync(HttpContext context, LiveStream.Look look)
    {
        if (Interlocked.Increment(ref _open) > options.MaxStreams)
        {
            Interlocked.Decrement(ref _open);
            await Answer.TroubleAsync(context, StatusCodes.Status503ServiceUnavailable, "too many pages are open: close some");
            return;
        }

        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await new LiveStream(look, changes, options).RunAsync(context.Response, ends.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The reader left, or the daemon stops: the usual ends of a stream.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
