using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Perun.Tests.Architecture;

/// One use of everything that what decides may not touch. It is only ever read by the search, never run.
public static class Offences
{
    public static IEnumerable<object> All()
    {
        yield return DateTime.UtcNow;
        yield return DateTime.Now;
        yield return DateTimeOffset.UtcNow;
        yield return Guid.NewGuid();
        yield return Random.Shared;
        yield return Stopwatch.GetTimestamp();
        yield return TimeZoneInfo.Local;
        yield return TimeProvider.System;
        yield return File.ReadAllText("x");
        yield return Environment.GetEnvironmentVariable("X") ?? "";
        yield return Dns.GetHostName();
        yield return ProcessId();
        yield return RandomNumberGenerator.GetInt32(2);
        yield return typeof(Offences).Assembly;
        yield return Type.GetType("System.Random")!;
        Console.WriteLine("x");
        Thread.Sleep(1);
        Wait = Task.CompletedTask;
    }

    public static Task? Wait { get; private set; }

    [DllImport("libc", EntryPoint = "getpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ProcessId();
}
