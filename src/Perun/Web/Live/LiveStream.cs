using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Perun.Web.Live;

/// One browser's stream. Each waits on its own connection, so a slow one holds up nobody.
internal sealed class LiveStream(LiveStream.Look look, IFactChanges changes, WebOptions options)
{
    /// The sections of a page, at least as new as the version.
    public delegate ValueTask<IReadOnlyList<Section>> Look(long version, CancellationToken cancel);

    private readonly Dictionary<string, string> _sent = [];

    public async Task RunAsync(HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "text/event-stream";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(response, "retry: 1000\n\n", cancel);

        var seen = changes.Version;
        while (!cancel.IsCancellationRequested)
        {
            var changed = Changed(await look(seen, cancel));
            if (changed.Count > 0)
                await WriteAsync(response, Event("sections", seen, changed), cancel);
            await Task.Delay(options.UpdateGap, options.Clock, cancel);
            seen = await NextAsync(response, seen, cancel);
        }
    }

    private async Task<long> NextAsync(HttpResponse response, long seen, CancellationToken cancel)
    {
        while (true)
        {
            using var quiet = new CancellationTokenSource(options.Heartbeat, options.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancel);
            try
            {
                return await changes.NextAsync(seen, either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                await WriteAsync(response, Event("beat", seen, []), cancel);
            }
        }
    }

    private List<Section> Changed(IReadOnlyList<Section> sections)
    {
        var changed = new List<Section>();
        foreach (var section in sections)
        {
            if (_sent.TryGetValue(section.Id, out var known) && known == section.Html)
                continue;
            _sent[section.Id] = section.Html;
            changed.Add(section);
        }

        return changed;
    }

    private async Task WriteAsync(HttpResponse response, string text, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.WritePatience, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await response.WriteAsync(text, either.Token);
            await response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            response.HttpContext.Abort();
            throw;
        }
    }

    // JSON escapes line ends, so that an event's data is always one line.
    private static string Event(string name, long version, List<Section> sections)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", version);
            json.WriteStartObject("sections");
            foreach (var section in sections)
                json.WriteString(section.Id, section.Html);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return $"event: {name}\nid: {version}\ndata: {System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)}\n\n";
    }
}
