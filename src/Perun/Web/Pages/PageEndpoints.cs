using Perun.Facts;
using Perun.Web.Api;
using Perun.Web.Gates;

namespace Perun.Web.Pages;

/// The pages. They only ever read, so a reader on this machine needs no token.
internal sealed class PageEndpoints(IFacts facts, PageRenderer pages, TimeSpan patience)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Reading, (RequestDelegate)HomeAsync).WithMetadata(new NeedsNoToken());
        routes.MapMethods("/why/{id:long}", Reading, (RequestDelegate)WhyAsync).WithMetadata(new NeedsNoToken());
    }

    private async Task HomeAsync(HttpContext context)
    {
        using var limit = Patience(context);
        var overview = await facts.OverviewAsync(limit.Token);
        await Answer.PageAsync(context, StatusCodes.Status200OK, await pages.HomeAsync(overview));
    }

    private async Task WhyAsync(HttpContext context)
    {
        using var limit = Patience(context);
        var id = long.Parse((string)context.GetRouteValue("id")!);
        var explanation = await facts.WhyAsync(id, limit.Token);
        if (explanation is null)
        {
            var missing = await pages.TroubleAsync(StatusCodes.Status404NotFound, $"there is no decision {id}");
            await Answer.PageAsync(context, StatusCodes.Status404NotFound, missing);
            return;
        }

        var overview = await facts.OverviewAsync(limit.Token);
        await Answer.PageAsync(context, StatusCodes.Status200OK, await pages.WhyAsync(overview, explanation));
    }

    private CancellationTokenSource Patience(HttpContext context)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        return limit;
    }
}
