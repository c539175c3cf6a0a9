using Perun.Adapters.Memories;
using Perun.Mind.Memories;

namespace Perun.Memories.Tests.Files;

public sealed class FolderTests : IDisposable
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Some.Monday);
    private readonly Remembered _here = new();

    public void Dispose() => _here.Dispose();

    private MemoryFolder Folder => new(Path.Combine(_here.Folder, "files"));

    [Fact]
    public void What_is_written_can_be_read_by_a_person_and_imported_twice()
    {
        Memory[] memories = [Some.Trade(2, 1, -12.30m) with { Body = """{"entry":190.20,"why":"größer + 'älter'"}""" }, Some.Trade(3, 1, 4, "BTC/USD")];
        Folder.Write(MemoryKind.Trade, Day, memories).ShouldBeNull();
        var path = Folder.PathOf(MemoryKind.Trade, Day);
        path.ShouldEndWith(Path.Combine("trade", "2026", "2026-01-05.json"));
        var text = File.ReadAllText(path);
        text.ShouldContain("\"profit\": -12.30");
        text.ShouldContain("größer + 'älter'");

        Import(path).Taken.ShouldBe(new Taken(2, 0, 0));
        Import(path).Taken.ShouldBe(new Taken(0, 0, 2));
        _here.Store.Find("trade-2")!.Hash().ShouldBe(memories[0].Hash());
        Folder.Write(MemoryKind.Trade, Day, _here.Store.All(new MemoryFilter()));
        File.ReadAllText(path).ShouldBe(text);
    }

    [Fact]
    public void A_file_keeps_what_only_it_has_and_loses_what_is_gone_for_good()
    {
        Folder.Write(MemoryKind.Log, Day, [Some.Of(MemoryKind.Log, 1), Some.Of(MemoryKind.Log, 2)]);
        Folder.Write(MemoryKind.Log, Day, [Some.Of(MemoryKind.Log, 3)], new HashSet<string> { "log-1" });
        MemoryFolder.Read(Folder.PathOf(MemoryKind.Log, Day)).Memories.Select(memory => memory.Id).ShouldBe(["log-2", "log-3"]);
        Folder.Write(MemoryKind.Log, Day, [], new HashSet<string> { "log-2", "log-3" });
        File.Exists(Folder.PathOf(MemoryKind.Log, Day)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("[{\"id\": \"log-1\"", "line 1")]
    [InlineData("null", "no list")]
    [InlineData("{}", "line 1")]
    [InlineData("[null]", "entry 1")]
    [InlineData("[{\"id\": \"../../etc/passwd\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\"}]", "without a good id")]
    [InlineData("[{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\"}, {\"id\": \"log-2\", \"kind\": \"rumour\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\"}]", "entry 2 (log-2): its kind is none of")]
    [InlineData("[{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\", \"symbols\": [\"A B\"]}]", "symbols like AAPL")]
    [InlineData("[{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\", \"importance\": 7}]", "importance")]
    [InlineData("[{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\", \"hash\": \"00\"}]", "take its hash away")]
    [InlineData("[{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"\\ud800\"}]", "")]
    public void A_damaged_file_is_named_and_nothing_of_it_is_taken(string text, string told)
    {
        var path = Path.Combine(_here.Folder, "bad.json");
        File.WriteAllText(path, text);
        var imported = Import(path);
        imported.Troubles.ShouldHaveSingleItem().ShouldSatisfyAllConditions(said => said.ShouldContain(path), said => said.ShouldContain(told));
        imported.Files.ShouldBe(0);
        _here.Store.Stats().Count.ShouldBe(0);
    }

    [Fact]
    public void Depth_beyond_all_reason_is_damage_and_no_crash()
    {
        var path = Path.Combine(_here.Folder, "deep.json");
        File.WriteAllText(path, $"[{{\"id\": \"log-1\", \"kind\": \"log\", \"at\": \"2026-01-05T00:00:00Z\", \"text\": \"x\", \"body\": {string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_000)}}}]");
        Import(path).Troubles.Count.ShouldBe(1);
    }

    [Fact]
    public void A_damaged_file_in_the_way_is_set_aside_and_never_lost()
    {
        var path = Folder.PathOf(MemoryKind.Log, Day);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half of");
        Folder.Write(MemoryKind.Log, Day, [Some.Of(MemoryKind.Log, 1)])!.ShouldContain(path + ".damaged-1");
        File.ReadAllText(path + ".damaged-1").ShouldBe("half of");
        MemoryFolder.Read(path).Memories.Count.ShouldBe(1);
        MemoryFolder.Files(Folder.Folder).ShouldBe([path]);
    }

    [Fact]
    public void Another_journals_memories_are_refused_and_a_persons_own_words_are_taken()
    {
        _here.Store.Add([Some.Trade(2, 1, 5), Some.Lesson(1, "as it was")]);
        var foreign = Path.Combine(_here.Folder, "foreign.json");
        MemoryFolder.Write(foreign, [Some.Trade(2, 1, 6)]);
        Import(foreign).Troubles.Single().ShouldContain("trade-2 otherwise");
        _here.Store.Find("trade-2")!.Profit.ShouldBe(5);

        var own = Path.Combine(_here.Folder, "own.json");
        File.WriteAllText(own, """[{"id": "lesson-1", "kind": "lesson", "at": "2026-01-05T10:00:00Z", "text": "as I see it", "tags": ["mine"]}]""");
        Import(own).Taken.ShouldBe(new Taken(0, 1, 0));
        _here.Store.Find("lesson-1")!.Text.ShouldBe("as I see it");
    }

    [Fact]
    public void Tags_of_both_sides_are_kept()
    {
        var path = Path.Combine(_here.Folder, "tagged.json");
        MemoryFolder.Write(path, [Some.Trade(2, 1, 5) with { Tags = ["keep"] }]);
        _here.Store.Add([Some.Trade(2, 1, 5) with { Tags = ["win"] }]);
        Import(path).Troubles.ShouldBeEmpty();
        _here.Store.Find("trade-2")!.Tags.ShouldBe(["win", "keep"]);
        Import(path).Taken.Same.ShouldBe(1);
    }

    private Imported Import(string path) => MemoryImport.Run(_here.Store, [path], TestContext.Current.CancellationToken);
}
