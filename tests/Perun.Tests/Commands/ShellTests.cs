using System.Globalization;
using Perun.Commands;
using Perun.Commands.Prompt;

namespace Perun.Tests.Commands;

public sealed class ShellTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task Redirected_input_runs_line_by_line_and_errors_do_not_end_it()
    {
        _perun.Input = "positions\n\n# a remark\nstatsu\nwhy \"42\nwhy 42\nperun orders\nshell\nexit\ntrades\n";
        var said = await _perun.TypeAsync("shell");
        said.Output.ShouldContain("by venue");
        said.Output.ShouldContain("Decision 42: Buy AAPL");
        said.Output.ShouldContain("42.1");
        said.Output.ShouldNotContain("-218.58");
        said.Error.ShouldContain("There is no command \"statsu\"");
        said.Error.ShouldContain("A quote is not closed");
        said.Error.ShouldContain("This is the shell already.");
        said.Code.ShouldBe(ExitCode.Usage);
        File.ReadAllLines(Path.Combine(_perun.Data, History.FileName)).ShouldBe(["positions", "statsu", "why 42", "perun orders", "shell", "exit"]);
    }

    [Fact]
    public async Task The_folder_of_the_shell_holds_for_its_commands()
    {
        using var other = new TemporaryFolder();
        _perun.Input = "kill from the shell\n";
        (await _perun.RunAsync("shell", "--data", other.Path)).Code.ShouldBe(ExitCode.Done);
        File.Exists(other.File("KILL")).ShouldBeTrue();
    }

    [Fact]
    public void History_is_bounded_private_and_survives()
    {
        var path = Path.Combine(_perun.Data, "history");
        var history = new History(path);
        for (var number = 0; number < History.MostLines + 10; number++) history.Add($"why {number}");
        history.Add($"why {History.MostLines + 9}");
        history.Add(new string('x', History.LongestLine + 1));
        history.Keep();
        var again = new History(path);
        again.Count.ShouldBe(History.MostLines);
        again[0].ShouldBe("why 10");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("a  b\tc", "a|b|c")]
    [InlineData("kill \"two words\" ''", "kill|two words|")]
    [InlineData("x\"y z\"w", "xy zw")]
    [InlineData("   ", "")]
    public void Lines_are_parted_into_words(string line, string expected) => string.Join('|', LineWords.Split(line)!).ShouldBe(expected);

    [Theory]
    [InlineData("status<Enter>", "status")]
    [InlineData("sttus<Left><Left><Left>a<Enter>", "status")]
    [InlineData("why 43<Back>2<Enter>", "why 42")]
    [InlineData("x<Home>y<End>z<Enter>", "yxz")]
    [InlineData("abc<Home><Del><Enter>", "bc")]
    [InlineData("one two<^W>three<Enter>", "one three")]
    [InlineData("one two<^U>x<Enter>", "x")]
    [InlineData("one two<^A><^K>y<Enter>", "y")]
    [InlineData("one two<^Left>x<Enter>", "one xtwo")]
    [InlineData("<Up><Enter>", "second")]
    [InlineData("<Up><Up><Up><Enter>", "first")]
    [InlineData("typed<Up><Down><Enter>", "typed")]
    [InlineData("pos<Tab><Enter>", "positions ")]
    [InlineData("config --sto<Tab>l<Tab>5<Enter>", "config --stopout-limit 5")]
    [InlineData("config --max-da<Tab>5<Enter>", "config --max-daily-loss 5")]
    [InlineData("buy btc<Tab>1<Enter>", "buy BTC/USD 1")]
    [InlineData("xq<Tab><Enter>", "xq")]
    public void Keys_edit_the_line(string keys, string expected)
    {
        var (end, line) = Type(keys, out _);
        end.ShouldBe(LineEnd.Entered);
        line.ShouldBe(expected);
    }

    [Fact]
    public void Control_c_cancels_the_line_and_control_d_leaves()
    {
        Type("half a li<^C>", out var screen).End.ShouldBe(LineEnd.Cancelled);
        screen.ShouldContain("^C");
        Type("<^D>", out _).End.ShouldBe(LineEnd.Left);
        Type("a<^D><^C>", out _).End.ShouldBe(LineEnd.Cancelled);
    }

    [Fact]
    public void Several_candidates_are_listed()
    {
        Type("co<Tab><Enter>", out var screen);
        screen.ShouldContain("compare  context  config  completion");
    }

    [Fact]
    public void A_line_longer_than_the_screen_scrolls()
    {
        Type(new string('x', 100) + "end<Enter>", out var screen);
        screen.Split('\r').Max(part => part.Length).ShouldBeLessThan(50);
        screen.ShouldContain("xend");
    }

    private (LineEnd End, string Line) Type(string keys, out string screen)
    {
        var history = new History(Path.Combine(_perun.Data, "none"));
        history.Add("first");
        history.Add("second");
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var scope = new CommandScope(new PerunActions(), new Perun.Commands.Output.Terminal { Output = output, Error = output, Input = TextReader.Null }, TimeProvider.System) { Sources = _perun.Sources };
        var editor = new LineEditor("> ", history, before => Perun.Commands.Completion.Completer.Complete(scope, LineWords.ForCompletion(before)), output, () => 40);
        var queue = new Queue<ConsoleKeyInfo>(Keys(keys));
        var read = editor.Read(queue.Dequeue);
        screen = output.ToString();
        return read;
    }

    private static IEnumerable<ConsoleKeyInfo> Keys(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '<')
            {
                yield return new ConsoleKeyInfo(text[at], ConsoleKey.None, shift: false, alt: false, control: false);
                continue;
            }
            var end = text.IndexOf('>', at);
            var name = text[(at + 1)..end];
            at = end;
            var isControl = name[0] == '^';
            var key = name.TrimStart('^') switch
            {
                "Left" => ConsoleKey.LeftArrow,
                "Up" => ConsoleKey.UpArrow,
                "Down" => ConsoleKey.DownArrow,
                "Back" => ConsoleKey.Backspace,
                "Del" => ConsoleKey.Delete,
                var other => Enum.Parse<ConsoleKey>(other),
            };
            yield return new ConsoleKeyInfo('\0', key, shift: false, alt: false, isControl);
        }
    }
}
