using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Perun.Tests.Web.Browser;

/// A real browser without a window, with a profile of its own.
internal sealed class Chromium : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";

    /// Longer than any browser takes, however busy the machine: only one that hangs meets it.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Announcement = "DevTools listening on ";

    private readonly Process _process;
    private readonly string _profile;
    private readonly DevTools _tools;

    private Chromium(Process process, string profile, DevTools tools) => (_process, _profile, _tools) = (process, profile, tools);

    public static bool IsMissing => !File.Exists(Program);

    public static async Task<Chromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("perun-browser-").FullName;
        var process = Process.Start(new ProcessStartInfo(Program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
            $"--user-data-dir={profile}", "about:blank",
        ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var tools = await DevTools.ConnectAsync(await AddressAsync(process));
            return new Chromium(process, profile, tools);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async Task<Tab> OpenAsync(Uri address, int width = 1280, int height = 900, string scheme = "light")
    {
        var context = await _tools.AskAsync("Target.createBrowserContext", new { });
        var target = await _tools.AskAsync(
            "Target.createTarget", new { url = "about:blank", browserContextId = (string)context["browserContextId"]! });
        var attached = await _tools.AskAsync(
            "Target.attachToTarget", new { targetId = (string)target["targetId"]!, flatten = true });
        var tab = new Tab(_tools, (string)attached["sessionId"]!);
        await tab.PrepareAsync(width, height, scheme);
        await tab.GoAsync(address);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Asked to go it leaves no child behind that would still write to the profile.
            await _tools.AskAsync("Browser.close", new { });
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            await _tools.DisposeAsync();
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
            Directory.Delete(_profile, recursive: true);
        }
    }

    // What is written after the announcement is read too, or the browser would wait for a reader.
    private static Task<Uri> AddressAsync(Process process)
    {
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                found.TrySetException(new InvalidOperationException("the browser ended before it could be spoken to"));
            else if (line.Data.StartsWith(Announcement, StringComparison.Ordinal))
                found.TrySetResult(new Uri(line.Data[Announcement.Length..]));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return found.Task.WaitAsync(Patience);
    }
}

/// One page in the browser.
internal sealed class Tab(DevTools tools, string session)
{
    public IReadOnlyList<string> Complaints => tools.Complaints(session);

    public async Task PrepareAsync(int width, int height, string scheme)
    {
        foreach (var part in new[] { "Page.enable", "Runtime.enable", "Log.enable" })
            await tools.AskAsync(part, new { }, session);
        await tools.AskAsync(
            "Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = width < 600 }, session);
        await tools.AskAsync(
            "Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } }, session);
        await tools.AskAsync("Emulation.setTimezoneOverride", new { timezoneId = "America/New_York" }, session);
    }

    public async Task GoAsync(Uri address)
    {
        await tools.AskAsync("Page.navigate", new { url = address.ToString() }, session);
        await WaitForAsync($"document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// What an expression says; a promise is awaited.
    public async Task<JsonNode?> SayAsync(string expression)
    {
        var answer = await tools.AskAsync(
            "Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, session);
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException(thrown.ToJsonString())
            : answer["result"]!["value"]?.DeepClone();
    }

    /// Returns once the condition holds; the page tells by itself when it has changed.
    public Task WaitForAsync(string condition) => SayAsync($$"""
        new Promise(done => {
          const look = () => { if ({{condition}}) { watch.disconnect(); done(true); } };
          const watch = new MutationObserver(look);
          watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          addEventListener('load', look);
          look();
        })
        """);

    public async Task<byte[]> PictureAsync()
    {
        var size = await tools.AskAsync("Page.getLayoutMetrics", new { }, session);
        var content = size["cssContentSize"]!;
        var picture = await tools.AskAsync(
            "Page.captureScreenshot",
            new
            {
                format = "png",
                captureBeyondViewport = true,
                clip = new { x = 0, y = 0, width = (double)content["width"]!, height = (double)content["height"]!, scale = 1 },
            },
            session);
        return Convert.FromBase64String((string)picture["data"]!);
    }
}
