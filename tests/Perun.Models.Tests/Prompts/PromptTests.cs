using Perun.Adapters.Prompts;
using Perun.Mind.Models;
using Perun.Mind.Prompts;

namespace Perun.Models.Tests.Prompts;

public sealed class PromptTests
{
    private const string Good = """
        ---
        name: mine
        task: trading-analysis
        version: bolder
        model: claude-sonnet-4-5
        temperature: 0.7
        max_tokens: 900
        ---
        You decide at {{as_of}} by {{schema}}.
        ===
        {{symbols}}
        {{ note }}
        """;

    [Fact]
    public void A_prompt_says_what_it_is_and_knows_its_version()
    {
        var (prompt, problems) = PromptParser.Parse("mine.md", Good);
        problems.ShouldBeEmpty();
        (prompt!.Name, prompt.Task, prompt.Version, prompt.Model, prompt.Temperature, prompt.MostAnswerTokens).ShouldBe(("mine", ModelTask.TradingAnalysis, "bolder", "claude-sonnet-4-5", 0.7, 900));
        prompt.System.ShouldBe("You decide at {{as_of}} by {{schema}}.");
        prompt.Hash.Length.ShouldBe(64);
        PromptParser.Parse("other.md", Good.ReplaceLineEndings("\r\n")).Prompt!.Hash.ShouldBe(prompt.Hash, "line ends make no version");
        PromptParser.Parse("mine.md", Good + " ").Prompt!.Hash.ShouldNotBe(prompt.Hash);
    }

    [Theory]
    [InlineData("name: mine", "nome: mine", "mine.md line 2: the head knows")]
    [InlineData("task: trading-analysis", "task: trading", "mine.md line 3: \"trading\" is no task")]
    [InlineData("temperature: 0.7", "temperature: warm", "line 6: temperature must be a number from 0 to 2")]
    [InlineData("max_tokens: 900", "max_tokens: 900\nmax_tokens: 901", "line 8: \"max_tokens\" is said twice")]
    [InlineData("{{as_of}}", "{{ as_off }}", "line 9: there is no placeholder {{as_off}} here")]
    [InlineData("{{as_of}}", "{{note}}", "line 9: {{note}} may hold text from outside, so it must stand below the line ===")]
    [InlineData("{{as_of}}", "{{as_of", "line 9: a placeholder is not closed")]
    [InlineData("===", "==", "has no line ===")]
    [InlineData("---\nname", "name", "line 1: begin with a head")]
    public void What_is_wrong_is_told_with_its_line(string part, string instead, string says)
    {
        var (prompt, problems) = PromptParser.Parse("mine.md", Good.Replace(part, instead, StringComparison.Ordinal));
        prompt.ShouldBeNull();
        string.Join("\n", problems).ShouldContain(says);
    }

    [Fact]
    public void What_is_filled_in_is_not_searched_for_placeholders()
    {
        var prompt = PromptParser.Parse("mine.md", Good).Prompt!;
        var request = PromptFilling.Fill(prompt, new Dictionary<string, string> { ["as_of"] = "noon", ["schema"] = "S", ["symbols"] = "{{note}}", ["note"] = "<data>{{schema}}</data>" }, null);
        request.System.ShouldBe("You decide at noon by S.");
        request.Turns.Single().Text.ShouldBe("{{note}}\n<data>{{schema}}</data>");
        (request.Model, request.PromptName, request.PromptHash).ShouldBe(("claude-sonnet-4-5", "mine", prompt.Hash));
    }

    [Theory]
    [InlineData("nothing marked", true)]
    [InlineData("<data>a</data> own <data>b</data>", true)]
    [InlineData("<data>a", false)]
    [InlineData("a</data>", false)]
    [InlineData("<data>a</data>b</DATA>c", false)]
    [InlineData("<data>a<data>b</data></data>", false)]
    public void Marks_that_do_not_match_are_seen(string text, bool isFine) => PromptFilling.IsWellEnveloped(text).ShouldBe(isFine);

    [Fact]
    public void Every_task_has_a_prompt_that_Perun_came_with()
    {
        var library = new PromptLibrary(new Folder());
        library.Problems.ShouldBeEmpty();
        // Vectors are made of texts as they are.
        foreach (var task in Enum.GetValues<ModelTask>().Where(task => task != ModelTask.Embedding)) library.For(task).Task.ShouldBe(task);
        library.For(ModelTask.TradingAnalysis).Request.ShouldContain("{{note}}");
    }

    [Fact]
    public void A_changed_file_is_in_force_at_the_next_refresh_and_a_broken_one_leaves_the_last_good_version()
    {
        var folder = new Folder(("mine.md", Good.Replace("name: mine", "name: trading-analysis", StringComparison.Ordinal)));
        var library = new PromptLibrary(folder);
        var first = library.For(ModelTask.TradingAnalysis);
        first.Source.ShouldBe("mine.md");
        library.Refresh().ShouldBeEmpty();

        folder.Edit("mine.md", text => text.Replace("bolder", "meeker", StringComparison.Ordinal));
        library.Refresh().Single().ShouldContain($"it was {first.ShortHash}");
        var second = library.For(ModelTask.TradingAnalysis);
        second.Version.ShouldBe("meeker");

        folder.Edit("mine.md", text => text.Replace("{{symbols}}", "{{simbols}}", StringComparison.Ordinal));
        var said = library.Refresh().Single();
        said.ShouldContain("mine.md line 11: there is no placeholder {{simbols}}");
        said.ShouldContain($"its last good version, {second.ShortHash}, stays in force");
        library.Refresh().ShouldBeEmpty("it is said once");
        library.For(ModelTask.TradingAnalysis).ShouldBe(second);
        library.Problems.Count.ShouldBe(1);

        folder.Remove("mine.md");
        library.Refresh().Single().ShouldContain("is gone");
        library.For(ModelTask.TradingAnalysis).Source.ShouldStartWith("built-in");
    }

    [Fact]
    public void Challengers_are_found_by_name_beside_the_champion()
    {
        var library = new PromptLibrary(new Folder(("mine.md", Good), ("zz.md", Good)));
        library.For(ModelTask.TradingAnalysis).Name.ShouldBe("trading-analysis");
        library.For(ModelTask.TradingAnalysis, "mine").Source.ShouldBe("mine.md");
        library.Problems.Single().ShouldContain("zz.md: its name is taken by mine.md");
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_too_much_is_no_trouble()
    {
        using var home = new TemporaryFolder();
        new PromptFolder(home.File("nowhere")).Read().Files.ShouldBeEmpty();
        home.Write("a.md", Good);
        home.Write("README.md", "about prompts");
        home.Write("big.md", new string('x', 1_000_000));
        var (files, problems) = new PromptFolder(home.Path).Read();
        problems.ShouldBeEmpty();
        files.Select(file => file.Name).ShouldBe(["a.md", "big.md"]);
        new PromptLibrary(new PromptFolder(home.Path)).Problems.Single().ShouldContain("big.md is longer than");
    }

    private sealed class Folder(params (string Name, string Text)[] files) : IPromptFiles
    {
        private readonly SortedDictionary<string, string> _files = new(files.ToDictionary(file => file.Name, file => file.Text), StringComparer.Ordinal);

        public void Edit(string name, Func<string, string> change) => _files[name] = change(_files[name]);

        public void Remove(string name) => _files.Remove(name);

        public (IReadOnlyList<PromptFile> Files, IReadOnlyList<string> Problems) Read() => ([.. _files.Select(file => new PromptFile(file.Key, file.Value))], []);
    }
}
