using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Tests.Daemon;

namespace Perun.Tests.Backtesting;

/// The built program, as often as there are kinds of machines.
public sealed class SameBytesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_report_has_the_same_bytes_on_one_core_or_many_and_whatever_collects_the_garbage()
    {
        Generator.Run(BarStore.In(_folder.File("data")), ["BTC/USD", "AAPL"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 5, null, CancellationToken.None);
        (string Name, string Value)[][] machines =
        [
            [],
            [("DOTNET_PROCESSOR_COUNT", "1")],
            [("DOTNET_PROCESSOR_COUNT", "7"), ("DOTNET_gcServer", "1"), ("DOTNET_GCHeapCount", "2"), ("DOTNET_TieredCompilation", "0"), ("LANG", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu")],
        ];
        for (var i = 0; i < machines.Length; i++)
        {
            var (code, said) = await PerunProcess.RunInAsync(machines[i], _folder.Path, "backtest", "sma-atr", "--symbols", "BTC/USD,AAPL", "--bars", "1m", "--allow-short", "--latency", "1", "--fees", "kraken", "--out", _folder.File($"{i}"));
            code.ShouldBe(0, said);
        }
        foreach (var name in (string[])["report.html", "report.json", "trades.csv", "equity.csv"])
        {
            var bytes = await File.ReadAllBytesAsync(_folder.File($"0/{name}"), TestContext.Current.CancellationToken);
            bytes.Length.ShouldBeGreaterThan(1000, name);
            for (var i = 1; i < machines.Length; i++)
                (await File.ReadAllBytesAsync(_folder.File($"{i}/{name}"), TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(bytes).ShouldBeTrue($"{name} on machine {i}");
        }
    }
}
