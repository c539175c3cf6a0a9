using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Perun.Faults.Tests.Harness;

/// Waits until nothing in this process moves any more: no work waits or runs, and no byte lies unread that somebody would read. What then still has
/// not happened waits for a clock, and time may pass. That several programs talk over real sockets here is so no reason to guess how long they take.
internal sealed class Stillness : IDisposable
{
    /// What one thing sets off is seen a round later.
    private const int Rounds = 3;

    private readonly byte[] _byte = [1];
    private readonly Socket _there;
    private readonly Socket _here;

    public Stillness()
    {
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door.Listen(1);
        _there = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _there.Connect(door.LocalEndPoint!);
        _here = door.Accept();
    }

    public async Task ComeAsync()
    {
        for (var (round, before) = (0, -1L); round < Rounds; round++)
        {
            await EchoAsync();
            while (ThreadPool.PendingWorkItemCount > 0 || Busy() > 1) Thread.Yield();
            // What lies there though everybody had a chance to read it is wanted by nobody, until a clock says so.
            var unread = Unread();
            if (unread != before) (round, before) = (unread == 0 ? round : 0, unread);
        }
    }

    public void Dispose()
    {
        _there.Dispose();
        _here.Dispose();
    }

    /// One byte the way that all of them go: what came to any socket before it has been handed to somebody when it arrives.
    private async Task EchoAsync()
    {
        var arrives = _here.ReceiveAsync(_byte.AsMemory());
        _there.Send(_byte);
        await arrives;
    }

    /// Threads at work, this one among them.
    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free;
    }

    /// How many sockets this process has open; none where the system does not say.
    public static int Connections() => Sockets().Count();

    /// A number for which bytes lie unread in which sockets: zero where none do.
    private static long Unread()
    {
        const int fionread = 0x541B;
        var mark = 0L;
        foreach (var socket in Sockets())
        {
            var unread = 0;
            if (Control(socket, fionread, ref unread) == 0 && unread > 0) mark = mark * 31 + socket * 1_000_003L + unread;
        }
        return mark;
    }

    /// Only Linux tells so easily; elsewhere the echo alone has to do.
    private static IEnumerable<int> Sockets()
    {
        const int solSocket = 1, soType = 3, notOpen = 9, mostGap = 64;
        if (!OperatingSystem.IsLinux()) yield break;
        for (int handle = 0, gap = 0; gap < mostGap; handle++)
        {
            var (type, length) = (0, sizeof(int));
            if (GetOption(handle, solSocket, soType, ref type, ref length) == 0)
            {
                gap = 0;
                yield return handle;
            }
            else
            {
                gap = Marshal.GetLastPInvokeError() == notOpen ? gap + 1 : 0;
            }
        }
    }

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern int GetOption(int handle, int level, int name, ref int value, ref int length);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int handle, nuint request, ref int value);
}
