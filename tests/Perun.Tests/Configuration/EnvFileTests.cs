using System.IO.Pipes;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Perun.Configuration;

namespace Perun.Tests.Configuration;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A = 1 ", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("  export\tA=1", "1")]
    [InlineData("A=", "")]
    [InlineData("A=   # nothing", "")]
    [InlineData("A=#nothing", "")]
    [InlineData("A=one two # three", "one two")]
    [InlineData("A=pass#word", "pass#word")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A='one # two' # three", "one # two")]
    [InlineData("A='no \\n escape'", "no \\n escape")]
    [InlineData("A=\"one # two\"", "one # two")]
    [InlineData("A=\"line\\nbreak\\t\\\"quoted\\\" \\\\ \\$\"", "line\nbreak\t\"quoted\" \\ $")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=${HOME}", "${HOME}")]
    [InlineData("A=ключ", "ключ")]
    public void A_line_gives_its_name_a_value(string line, string value)
    {
        var file = EnvFile.Parse(".env", line);
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBe([new EnvEntry("A", value, 1)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("# A=1")]
    [InlineData("  #")]
    public void Blank_lines_and_comments_say_nothing(string line)
    {
        var file = EnvFile.Parse(".env", line);
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("canary", "there is no '='")]
    [InlineData("=canary", "not a name")]
    [InlineData("1A=canary", "not a name")]
    [InlineData("A-B=canary", "not a name")]
    [InlineData("A B=canary", "not a name")]
    [InlineData("A=\"canary", "not closed")]
    [InlineData("A=\"canary\\", "not closed")]
    [InlineData("A='canary", "not closed")]
    [InlineData("A=\"canary\\q\"", "means nothing")]
    [InlineData("A=\"canary\" more", "after its closing quote")]
    [InlineData("A='canary'more", "after its closing quote")]
    public void A_line_that_makes_no_sense_is_named_with_its_number_and_without_its_value(string line, string complaint)
    {
        var file = EnvFile.Parse("/some/.env", "B=1\n\n" + line);
        var problem = file.Problems.ShouldHaveSingleItem();
        problem.ShouldStartWith("/some/.env line 3:");
        problem.ShouldContain(complaint);
        problem.ShouldNotContain("canary");
        file.Entries.ShouldBe([new EnvEntry("B", "1", 1)]);
    }

    [Fact]
    public void All_wrong_lines_are_reported_at_once() =>
        EnvFile.Parse(".env", "x\nA=1\ny\n='z'").Problems.Count.ShouldBe(3);

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_no_harm()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "A=1\r\nB='2'\r\n"u8];
        var file = EnvFile.Parse(".env", bytes);
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBe([new EnvEntry("A", "1", 1), new EnvEntry("B", "2", 2)]);
    }

    [Fact]
    public void A_file_in_UTF_16_is_to_be_saved_as_UTF_8()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("A=1")];
        EnvFile.Parse(".env", bytes).Problems.ShouldHaveSingleItem().ShouldContain("save it as UTF-8");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_found_in_their_line()
    {
        byte[] bytes = [.. "A=1\nB="u8, 0xFC, .. "ber\n"u8];
        EnvFile.Parse(".env", bytes).Problems.ShouldHaveSingleItem().ShouldStartWith(".env line 2 ");
    }

    [Fact]
    public void A_binary_file_is_no_settings_file() =>
        EnvFile.Parse(".env", [65, 61, 0, 1]).Problems.ShouldHaveSingleItem().ShouldContain("not a text file");

    [Fact]
    public void A_missing_file_says_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = EnvFile.Read(folder.File(".env"));
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_in_the_files_place_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        EnvFile.Read(folder.Path).Problems.ShouldHaveSingleItem().ShouldContain("it is a folder");
    }

    [Fact]
    public void A_pipe_in_the_files_place_is_a_problem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pipe has a path on Linux only");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        EnvFile.Read($"/proc/self/fd/{pipe.GetClientHandleAsString()}").Problems.ShouldHaveSingleItem().ShouldContain("not an ordinary file");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_problem()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        using var folder = new TemporaryFolder();
        var path = folder.Write(".env", "A=1");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        EnvFile.Read(path).Problems.ShouldHaveSingleItem().ShouldContain("may not read it");
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(".env", new string('#', EnvFile.MostBytes + 1));
        EnvFile.Read(path).Problems.ShouldHaveSingleItem().ShouldContain("check that it is the right file");
    }

    [Fact]
    public void Any_value_survives_being_written_in_double_quotes() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<NonNull<string>>(given =>
        {
            var value = new string([.. given.Get.Where(letter => !char.IsControl(letter) || letter is '\n' or '\r' or '\t')]);
            // The line separators of Unicode end a line for every reader, quoted or not.
            value = value.Replace("\u2028", "").Replace("\u2029", "").Replace("\u0085", "");
            var quoted = value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");
            EnvFile.Parse(".env", $"A=\"{quoted}\"").Entries.ShouldHaveSingleItem().Value.ShouldBe(value);
        }));

    [Fact]
    public void No_bytes_make_it_fail() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes =>
        {
            var file = EnvFile.Parse(".env", bytes);
            file.Problems.ShouldAllBe(problem => problem.StartsWith(".env "));
        }));
}
