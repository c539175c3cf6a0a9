using System.Net;
using System.Net.Sockets;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Configuration;

namespace Perun.Commands.Checks;

/// Whether Perun runs, can run, and may enter.
internal static class DaemonChecks
{
    public static async Task<IReadOnlyList<Check>> LookAsync(PerunSettings settings, CancellationToken cancel)
    {
        var folder = settings.Paths.Data;
        var probe = await DaemonProbe.LookAsync(folder, cancel);
        List<Check> checks = [Daemon(probe), Port(settings.Port, probe)];
        if (File.Exists(DaemonFile.PathIn(folder)) && IsReadableByOthers(DaemonFile.PathIn(folder)))
            checks.Add(new Check("token", CheckState.Broken, $"other users can read {DaemonFile.PathIn(folder)}", $"chmod 600 {DaemonFile.PathIn(folder)}, and restart Perun for a new token"));
        if (KillFlag.Read(folder) is { } flag)
            checks.Add(new Check("kill file", CheckState.Doubtful, $"up since {Show.Time(flag.At)} UTC, no entries: {flag.Why}", "perun resume, once that is settled"));
        return checks;
    }

    private static Check Daemon(DaemonProbe probe) => probe.State switch
    {
        DaemonState.Running => new Check("daemon", CheckState.Real, $"runs as process {probe.Daemon!.Pid}, http://localhost:{probe.Daemon.Port}"),
        DaemonState.Absent => new Check("daemon", CheckState.Missing, "does not run", "./perun run starts it"),
        DaemonState.Silent => new Check("daemon", CheckState.Broken, probe.Sentence!, "stop its process and start it again; perun kill works in any case"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Check Port(int port, DaemonProbe probe)
    {
        if (probe is { State: DaemonState.Running, Daemon: { } daemon } && daemon.Port == port)
            return new Check("port", CheckState.Real, $"{port} is Perun's");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.ExclusiveAddressUse = true;
            listener.Start();
            return new Check("port", CheckState.Real, $"{port} is free");
        }
        catch (SocketException failure)
        {
            return new Check("port", CheckState.Broken, $"{port} can't be used: {failure.Message}", "stop what uses it, or set PERUN_PORT to another");
        }
    }

    private static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;
}
