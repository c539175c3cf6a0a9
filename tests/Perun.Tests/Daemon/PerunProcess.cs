using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Perun.Tests.Daemon;

/// The built program as a process of its own. Killed when the test ends, whatever happened.
internal sealed class PerunProcess : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];

    private PerunProcess(string home, IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        // A test run in the background inherits an ignored Ctrl-C; the program is to have it as a person's shell gives it.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "perun"), .. words])
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PERUN_HOME"] = home;
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Said => string.Join('\n', _said);

    public static PerunProcess Start(string home, params string[] words) => new(home, words);

    /// A command to its end.
    public static async Task<(int Code, string Said)> RunAsync(string home, params string[] words)
    {
        using var perun = new PerunProcess(home, words);
        return (await perun.EndAsync(), perun.Said);
    }

    /// The same in an environment of its own.
    public static async Task<(int Code, string Said)> RunInAsync((string Name, string Value)[] environment, string home, params string[] words)
    {
        using var perun = new PerunProcess(home, words, environment);
        return (await perun.EndAsync(), perun.Said);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// A daemon on a data folder, once it trades.
    public static async Task<PerunProcess> TradingAsync(string home, int port, string speed = "600")
    {
        var perun = Start(home, "run", "--data", Path.Combine(home, "data"), "--port", $"{port}", "--speed", speed);
        await perun.UntilAsync("Trading in");
        return perun;
    }

    public async Task UntilAsync(string text)
    {
        for (var begun = Stopwatch.StartNew(); !Said.Contains(text, StringComparison.Ordinal);)
        {
            if (_process.HasExited || begun.Elapsed > Bound) throw new InvalidOperationException($"\"{text}\" was never said, but:\n{Said}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task<int> EndAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        await _process.WaitForExitAsync(bound.Token);
        return _process.ExitCode;
    }

    public void Signal(int signal) => Native.Kill(_process.Id, signal).ShouldBe(0);

    /// As the power goes: nothing is said, nothing is put in order.
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null) _said.Enqueue(line);
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "kill")]
        public static extern int Kill(int process, int signal);
    }
}
