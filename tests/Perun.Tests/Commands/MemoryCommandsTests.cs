using Perun.Adapters.Memories;
using Perun.Adapters.Models;
using Perun.Commands;
using Perun.Daemon;
using Perun.Mind.Memories;
using Perun.VenueServers.Models;

namespace Perun.Tests.Commands;

/// The commands about memory, on a real database.
public sealed class MemoryCommandsTests : IDisposable
{
    private static readonly DateTime Monday = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Without_memories_the_way_to_some_is_told()
    {
        foreach (var line in (string[])["memory search gap", "memory show trade-1", "memory tag trade-1 keep", "memory stats", "memory export --out x", "memory prune --max-count 5"])
        {
            var said = await _line.TypeAsync(line);
            said.Code.ShouldBe(ExitCode.Refused, said.Error);
            said.Error.ShouldContain("Nothing is remembered yet: ./perun run");
        }
    }

    [Fact]
    public async Task What_is_remembered_is_found_and_shown_with_its_links()
    {
        Fill();
        var found = await _line.TypeAsync("memory search stop --json");
        found.Code.ShouldBe(ExitCode.Done, found.Error);
        found.Json[0].GetProperty("memory").GetProperty("id").GetString().ShouldBe("trade-20");
        found.Json[0].GetProperty("score").GetDouble().ShouldBeGreaterThan(0);
        (await _line.TypeAsync("memory search \"OR* NEAR(")).Code.ShouldBe(ExitCode.Done);
        (await _line.TypeAsync("memory search --symbol btcusd")).Output.ShouldContain("log-30");
        (await _line.TypeAsync("memory search --kind signal --to 2026-01-04")).Output.ShouldContain("Nothing of that kind");

        var shown = await _line.TypeAsync("memory show trade-20");
        shown.Output.ShouldContain("entry");
        shown.Output.ShouldContain("signal-10");
        shown.Output.ShouldContain("perun why 10");
        (await _line.TypeAsync("memory show signal-1 --json")).Json.GetProperty("linkedFrom")[0].GetString().ShouldBe("trade-20");
    }

    [Fact]
    public async Task What_says_the_same_but_for_its_numbers_is_found_once()
    {
        Fill();
        using (var store = SqliteMemoryStore.Open(Path.Combine(_line.Data, PerunDaemon.StoreFile)))
        {
            store.Add([.. Enumerable.Range(100, 50).Select(number => new Memory
            {
                Id = $"signal-{number}", Kind = MemoryKind.Signal, At = Monday.AddMinutes(number), Text = $"hold AAPL, confidence 0.{number}: not enough to act on", Source = "journal", Symbols = ["AAPL"], Importance = 0.1,
            })]);
        }
        var found = (await _line.TypeAsync("memory search AAPL --json")).Json;
        found.EnumerateArray().Select(one => (one.GetProperty("memory").GetProperty("kind").GetString(), one.GetProperty("alike").GetInt32())).ShouldBe([("trade", 0), ("signal", 0), ("signal", 49)], ignoreOrder: true);
        (await _line.TypeAsync("memory search AAPL")).Output.ShouldContain("(and 49 more like it)");
        (await _line.TypeAsync("memory search AAPL -n 1 --json")).Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_means_the_same_in_other_words_is_found_where_a_model_says_so()
    {
        Fill();
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_line.Home, ".env"), $"EMBEDDING_MODEL=scripted\nLLM_BASE_URL={server.Address}\n", TestContext.Current.CancellationToken);
        (await _line.TypeAsync("memory search profits")).Output.ShouldContain("Nothing is remembered that has \"profits\" in it.");
        server.Requests.ShouldBe(0, "without a vector there is nothing to compare");

        using (var store = SqliteMemoryStore.Open(Path.Combine(_line.Data, PerunDaemon.StoreFile)))
        {
            store.Add([new Memory { Id = "analysis-40", Kind = MemoryKind.Analysis, At = Monday.AddHours(1), Text = "earnings", Source = "model", Symbols = ["AAPL"] }]);
            using var directory = new ModelDirectory(new ModelAccess().WithAddress(ModelProvider.Custom, server.Address.ToString()), TimeProvider.System);
            directory.TryFindEmbedder("scripted", out var embedder, out _).ShouldBeTrue();
            store.KeepVectors("scripted", [("analysis-40", (await embedder!.GenerateAsync(["earnings"], cancellationToken: TestContext.Current.CancellationToken))[0].Vector.ToArray())]);
        }
        (await _line.TypeAsync("memory search profits")).Output.ShouldContain("analysis-40");
        (await _line.TypeAsync("memory search profits --by-words")).Output.ShouldContain("Nothing is remembered");
        (await _line.TypeAsync("memory search zebra")).Output.ShouldContain("or means much the same.");

        await File.WriteAllTextAsync(Path.Combine(_line.Home, ".env"), "EMBEDDING_MODEL=scripted\n", TestContext.Current.CancellationToken);
        var said = await _line.TypeAsync("memory search stop");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("trade-20");
        said.Error.ShouldContain("Found by words alone");
    }

    [Theory]
    [InlineData("memory show trade-21", "did you mean trade-20")]
    [InlineData("memory show ../etc", "There is no memory")]
    [InlineData("memory search --kind trad", "did you mean trade")]
    [InlineData("memory search --symbol APPL", "did you mean AAPL")]
    [InlineData("memory search --from yesterday", "is not a time")]
    [InlineData("memory search -n 0", "whole number from 1")]
    [InlineData("memory tag trade-20", "Give tags to add")]
    [InlineData("memory tag trade-20 Two/words", "is no tag")]
    [InlineData("memory tag trade-20 --remove wim", "did you mean win")]
    [InlineData("memory prune --max-age-days 0", "whole number from 1")]
    [InlineData("memory export", "MEMDIR_PATH")]
    [InlineData("memory import", "MEMDIR_PATH")]
    [InlineData("memory import nowhere", "There is no file or folder")]
    [InlineData("memory serch x", "did you mean search")]
    public async Task What_can_not_be_meant_is_told(string line, string told)
    {
        Fill();
        var said = await _line.TypeAsync(line);
        said.Code.ShouldNotBe(ExitCode.Done);
        said.Error.ShouldContain(told);
    }

    [Fact]
    public async Task A_tag_keeps_a_memory_and_a_prune_asks_first()
    {
        Fill();
        (await _line.TypeAsync("memory tag trade-20 keep earnings")).Output.ShouldContain("is tagged win, keep, earnings");
        (await _line.TypeAsync("memory search earnings")).Output.ShouldContain("trade-20");
        (await _line.TypeAsync("memory prune --max-count 1")).Output.ShouldContain("Nothing was changed");
        var pruned = (await _line.TypeAsync("memory prune --max-count 1 --yes --json")).Json;
        pruned.GetProperty("gone").GetInt32().ShouldBe(1);
        pruned.GetProperty("left").GetInt32().ShouldBe(2);
        (await _line.TypeAsync("memory show log-30")).Code.ShouldBe(ExitCode.Refused);
        (await _line.TypeAsync("memory tag trade-20 --remove keep")).Output.ShouldContain("is tagged win, earnings");
    }

    [Fact]
    public async Task An_export_is_imported_into_another_folder_and_twice_is_once()
    {
        Fill();
        var files = Path.Combine(_line.Home, "files");
        (await _line.TypeAsync($"memory export --out {files} --json")).Json.GetProperty("memories").GetInt64().ShouldBe(3);
        var other = Path.Combine(_line.Home, "other");
        (await _line.TypeAsync($"memory import {files} --data {other} --json")).Json.GetProperty("new").GetInt32().ShouldBe(3);
        (await _line.TypeAsync($"memory import {files} --data {other} --json")).Json.GetProperty("same").GetInt32().ShouldBe(3);
        var stats = (await _line.TypeAsync($"memory stats --data {other} --json")).Json;
        stats.GetProperty("kinds").GetProperty("trade").GetInt64().ShouldBe(1);
        stats.GetProperty("symbols").GetProperty("AAPL").GetInt64().ShouldBe(2);

        await File.WriteAllTextAsync(Path.Combine(files, "bad.json"), "[", TestContext.Current.CancellationToken);
        var said = await _line.TypeAsync($"memory import {files} --data {other}");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("bad.json");
    }

    [Fact]
    public async Task Files_follow_where_there_are_files()
    {
        Fill();
        await File.WriteAllTextAsync(Path.Combine(_line.Home, ".env"), "MEMDIR_PATH=mem\n", TestContext.Current.CancellationToken);
        await _line.TypeAsync("memory export");
        var day = Path.Combine(_line.Home, "mem", "trade", "2026", "2026-01-05.json");
        await _line.TypeAsync("memory tag trade-20 earnings");
        (await File.ReadAllTextAsync(day, TestContext.Current.CancellationToken)).ShouldContain("earnings");
        await _line.TypeAsync("memory prune --max-count 1 --yes");
        Directory.EnumerateFiles(Path.Combine(_line.Home, "mem"), "*.json", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    private void Fill()
    {
        using var store = SqliteMemoryStore.Open(Path.Combine(_line.Data, PerunDaemon.StoreFile));
        store.Add(
        [
            new Memory { Id = "signal-10", Kind = MemoryKind.Signal, At = Monday.AddMinutes(10), Text = "buy AAPL", Source = "journal", Symbols = ["AAPL"], Position = 10, Decision = 10 },
            new Memory
            {
                Id = "trade-20", Kind = MemoryKind.Trade, At = Monday.AddMinutes(20), Text = "AAPL long closed by stop", Source = "journal", Symbols = ["AAPL"], Tags = ["win"], Importance = 0.8,
                Links = [new MemoryLink("entry", "signal-10")], Position = 20, Decision = 10, Profit = 5,
            },
            new Memory { Id = "log-30", Kind = MemoryKind.Log, At = Monday.AddMinutes(30), Text = "brake off", Source = "journal", Symbols = ["BTC/USD"], Importance = 0.1, Position = 30 },
        ]);
    }
}
