using System.Runtime.InteropServices;
using Perun.Commands;

namespace Perun.Tests.Commands;

public sealed class StopSignalTests
{
    [Fact]
    public async Task The_first_asks_and_a_second_Ctrl_C_ends_the_process()
    {
        using var stop = new StopSignal();
        stop.Token.IsCancellationRequested.ShouldBeFalse();
        stop.Heed(PosixSignal.SIGINT).ShouldBeTrue();
        stop.Token.IsCancellationRequested.ShouldBeTrue();
        stop.Heed(PosixSignal.SIGTERM).ShouldBeTrue("a service manager may ask twice");
        stop.Heed(PosixSignal.SIGINT).ShouldBeFalse();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, stop.Token));
    }

    [Fact]
    public async Task What_stops_does_not_run_on_the_thread_of_the_signal()
    {
        using var stop = new StopSignal();
        var stoppedOn = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = stop.Token.Register(() => stoppedOn.SetResult(Environment.CurrentManagedThreadId));
        var signalled = new Thread(() => stop.Heed(PosixSignal.SIGTERM));
        signalled.Start();
        (await stoppedOn.Task).ShouldNotBe(signalled.ManagedThreadId);
        signalled.Join();
    }

    [Fact]
    public void A_signal_that_comes_too_late_is_no_mistake()
    {
        var stop = new StopSignal();
        stop.Dispose();
        stop.Heed(PosixSignal.SIGTERM).ShouldBeFalse();
    }
}
