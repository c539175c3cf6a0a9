using Perun.Web.Api;
using Perun.Web.Pages;

namespace Perun.Web.Gates;

/// Turns what went wrong into a sentence (for commands) or a page (for people). Details go to the log only.
internal sealed class TroubleGate(RequestDelegate next, PageRenderer pages, ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("Perun.Web");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await TellAsync(context, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
        catch (BadHttpRequestException bad)
        {
            await TellAsync(context, bad.StatusCode);
        }
        catch (OperationCanceledException late)
        {
            _log.LogWarning(late, "{Path} took too long to answer", context.Request.Path);
            await TellAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception bug)
        {
            _log.LogError(bug, "{Path} could not be answered", context.Request.Path);
            await TellAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    private async Task TellAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var text = Sentence(status);
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/live"))
            await Answer.TroubleAsync(context, status, text);
        else
            await Answer.PageAsync(context, status, await pages.TroubleAsync(status, text));
    }

    private static string Sentence(int status) => status switch
    {
        StatusCodes.Status404NotFound => "there is nothing at this address",
        StatusCodes.Status405MethodNotAllowed => "this address can't be used in this way",
        StatusCodes.Status408RequestTimeout => "the request did not arrive in time",
        StatusCodes.Status413PayloadTooLarge => "the request is too large",
        StatusCodes.Status503ServiceUnavailable => "the facts took too long to answer: try again",
        >= 500 => "this failed inside Perun: the log says why",
        _ => "the request was not understood",
    };
}
