using System.Text;
using Perun.Backtest.Keeping;
using Perun.Backtest.Reports;
using Perun.Facts;
using Perun.Web.Api;
using Perun.Web.Gates;

namespace Perun.Web.Pages;

/// Kept runs: their list, their files, and two side by side. A name from outside only ever chooses among the runs that are
/// there, and a file among those that a run has, so no path is made of either.
internal sealed class RunEndpoints(RunShelf? shelf, IFacts facts, PageRenderer pages, TimeSpan patience)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// For a report that this program wrote, which may run its own script; and for one that it doesn't know, which may run none.
    private const string Framed = "; frame-ancestors 'none'";
    private const string Strange = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/runs", Reading, (RequestDelegate)ListAsync).WithMetadata(new NeedsNoToken());
        routes.MapMethods("/runs/{name}", Reading, (RequestDelegate)ReportAsync).WithMetadata(new NeedsNoToken());
        routes.MapMethods("/runs/{name}/{file}", Reading, (RequestDelegate)FileAsync).WithMetadata(new NeedsNoToken());
        routes.MapMethods("/compare", Reading, (RequestDelegate)CompareAsync).WithMetadata(new NeedsNoToken());
    }

    private async Task ListAsync(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        var overview = await facts.OverviewAsync(limit.Token);
        await Answer.PageAsync(context, StatusCodes.Status200OK, await pages.RunsAsync(overview, shelf?.List() ?? []));
    }

    private async Task ReportAsync(HttpContext context)
    {
        if (Chosen(context) is not { } run || !File.Exists(Path.Combine(run.Folder, RunShelf.PageFile)))
        {
            await MissingAsync(context, "there is no such run");
            return;
        }
        var page = await File.ReadAllTextAsync(Path.Combine(run.Folder, RunShelf.PageFile), context.RequestAborted);
        context.Response.Headers.ContentSecurityPolicy = page.Contains($"content=\"{HtmlReport.Policy}\"", StringComparison.Ordinal) ? HtmlReport.Policy + Framed : Strange;
        await Answer.PageAsync(context, StatusCodes.Status200OK, page);
    }

    private async Task FileAsync(HttpContext context)
    {
        var file = (string)context.GetRouteValue("file")!;
        if (Chosen(context) is not { } run || TypeOf(file) is not { } type || !File.Exists(Path.Combine(run.Folder, file)))
        {
            await MissingAsync(context, "there is no such file of a run");
            return;
        }
        context.Response.ContentType = type;
        if (file == RunShelf.DecisionsPageFile) context.Response.Headers.ContentSecurityPolicy = Strange;
        else context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        await Answer.WriteAsync(context, await File.ReadAllBytesAsync(Path.Combine(run.Folder, file), context.RequestAborted));
    }

    private async Task CompareAsync(HttpContext context)
    {
        var names = (string?[])[context.Request.Query["run"], context.Request.Query["other"]];
        if (shelf is null || names.Any(string.IsNullOrEmpty))
        {
            await MissingAsync(context, "a comparison needs two runs: choose them on the page of backtests");
            return;
        }
        byte[] page;
        try
        {
            ReportInput[] runs = [.. names.Select(name => RunShelf.Load(shelf.Find(name!)))];
            using var stream = new MemoryStream();
            ComparisonPage.Write(stream, runs);
            page = stream.ToArray();
        }
        catch (KeptRunException trouble)
        {
            await MissingAsync(context, trouble.Message.TrimEnd('.'));
            return;
        }
        context.Response.Headers.ContentSecurityPolicy = HtmlReport.Policy + Framed;
        await Answer.PageAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetString(page));
    }

    private KeptRun? Chosen(HttpContext context) => shelf?.TryFind((string)context.GetRouteValue("name")!);

    private static string? TypeOf(string file) => file switch
    {
        RunShelf.ReportFile => "application/json; charset=utf-8",
        RunShelf.TradesFile or RunShelf.EquityFile => "text/csv; charset=utf-8",
        RunShelf.DecisionsPageFile => "text/html; charset=utf-8",
        RunShelf.DecisionsFile => "application/x-ndjson; charset=utf-8",
        _ => null,
    };

    private async Task MissingAsync(HttpContext context, string what) =>
        await Answer.PageAsync(context, StatusCodes.Status404NotFound, await pages.TroubleAsync(StatusCodes.Status404NotFound, what));
}
