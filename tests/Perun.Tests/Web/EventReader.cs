namespace Perun.Tests.Web;

/// Reads a stream of server-sent events, one awaited event at a time.
internal sealed class EventReader : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, Stream stream) => (_answer, _lines) = (answer, new StreamReader(stream));

    public static async Task<EventReader> OpenAsync(RunningDashboard dashboard, string path)
    {
        var answer = await dashboard.Reader.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// The data of the next event with this name; others are passed over.
    public async Task<string> NextAsync(string name)
    {
        var current = "";
        while (await _lines.ReadLineAsync(_patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                current = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && current == name)
                return line["data: ".Length..];
        }

        throw new EndOfStreamException($"the stream ended before an event named {name}");
    }

    public async Task<bool> IsOverAsync()
    {
        try
        {
            while (await _lines.ReadLineAsync(_patience.Token) is not null)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
        _patience.Dispose();
    }
}
