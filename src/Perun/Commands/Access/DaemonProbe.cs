using System.Diagnostics;
using System.Net;
using Perun.Facts;

namespace Perun.Commands.Access;

internal enum DaemonState
{
    /// None runs on this data folder.
    Absent,

    Running,

    /// Its process is there, and it does not answer as it should.
    Silent,
}

/// Whether a daemon runs on a data folder.
/// <param name="Sentence">What is wrong, where something is.</param>
internal sealed record DaemonProbe(DaemonState State, DaemonFile? Daemon, string? Sentence)
{
    public const string Product = "Perun";

    public static DaemonPatience Patience { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));

    public static async Task<DaemonProbe> LookAsync(string dataFolder, CancellationToken cancel, DaemonPatience? patience = null)
    {
        DaemonFile? daemon;
        try
        {
            daemon = DaemonFile.Read(dataFolder);
        }
        catch (CommandFailedException failure)
        {
            return new DaemonProbe(DaemonState.Silent, null, failure.Message);
        }
        if (daemon is null) return new DaemonProbe(DaemonState.Absent, null, null);
        // A daemon that was killed leaves its file behind.
        if (!IsAlive(daemon.Pid)) return new DaemonProbe(DaemonState.Absent, daemon, null);

        using var line = new DaemonLine(daemon, patience ?? Patience);
        try
        {
            var reply = await line.AskAsync(HttpMethod.Get, "/api/health", null, cancel);
            if (reply.Status == HttpStatusCode.OK && line.Read(reply, FactsJson.Default.Health).Product == Product)
                return new DaemonProbe(DaemonState.Running, daemon, null);
            return new DaemonProbe(DaemonState.Silent, daemon, reply.Status == HttpStatusCode.OK
                ? $"What answers on port {daemon.Port} is not Perun: stop it, or set PERUN_PORT to another port."
                : $"Perun (process {daemon.Pid}, port {daemon.Port}) says that it is not well ({(int)reply.Status}). Its log says more (LOG_PATH).");
        }
        catch (CommandFailedException failure)
        {
            return new DaemonProbe(DaemonState.Silent, daemon, failure.Message);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // No such process, or one that may not be looked at; the latter is not ours.
            return failure is System.ComponentModel.Win32Exception;
        }
    }
}
