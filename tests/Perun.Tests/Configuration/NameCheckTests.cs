using Perun.Configuration;
using Perun.Core.Names;

namespace Perun.Tests.Configuration;

public sealed class NameCheckTests
{
    [Theory]
    [InlineData("MAX_POSITON_SIZE", "MAX_POSITION_SIZE")]
    [InlineData("MAX_POSITION_SIZES", "MAX_POSITION_SIZE")]
    [InlineData("DEFAULT_SYMBOL", "DEFAULT_SYMBOLS")]
    [InlineData("LOG_PAHT", "LOG_PATH")]
    [InlineData("log_path", "LOG_PATH")]
    [InlineData("PERUN_MOED", "PERUN_MODE")]
    [InlineData("PERUNPORT", "PERUN_PORT")]
    public void A_slip_of_the_finger_is_pointed_out(string typed, string meant)
    {
        Warning(environment: (typed, "1")).ShouldBe($"{typed} (environment) has no effect: did you mean {meant}?");
        Warning(file: $"{typed}=1").ShouldBe($"{typed} (.env line 1) has no effect: did you mean {meant}?");
    }

    [Fact]
    public void A_name_that_only_Perun_would_have_is_pointed_out() =>
        Warning(environment: ("PERUN_LEVERAGE", "canary")).ShouldBe(
            "PERUN_LEVERAGE (environment) is not a setting of this build and has no effect: see perun config for those that are.");

    [Fact]
    public void In_its_own_file_every_unknown_name_is_pointed_out() =>
        Warning(file: "BINANCE_API_KEY=canary").ShouldBe(
            "BINANCE_API_KEY (.env line 1) is not a setting of this build and has no effect: see perun config for those that are.");

    [Theory]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("LOGNAME")]
    [InlineData("LANG")]
    [InlineData("PERUN_HOME")]
    [InlineData("PERUN_LONG_TESTS")]
    [InlineData("LOG_LEVEL")]
    public void Other_programs_variables_are_none_of_its_business(string name) =>
        Given.Sources(environment: [(name, "1")]).Reading.Warnings.ShouldBeEmpty();

    [Fact]
    public void A_name_given_twice_is_pointed_out_and_the_later_one_counts()
    {
        var (settings, reading) = Given.Sources(file: "PERUN_PORT=1\nPERUN_PORT=2");
        settings!.Port.ShouldBe(2);
        reading.Warnings.ShouldBe(["PERUN_PORT is in .env twice, in lines 1 and 2: the later one counts, remove the other."]);
    }

    [Fact]
    public void Home_can_not_be_set_in_the_file_that_it_finds() =>
        Warning(file: "PERUN_HOME=/x").ShouldContain("set it in the environment");

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Typos_are_counted(string typed, string meant, int slips)
    {
        Typos.Between(typed, meant).ShouldBe(slips);
        Typos.Between(meant, typed).ShouldBe(slips);
    }

    private static string Warning(string file = "", (string, string)? environment = null)
    {
        var (settings, reading) = Given.Sources(file, environment is { } pair ? [pair] : []);
        settings.ShouldNotBeNull();
        return reading.Warnings.ShouldHaveSingleItem();
    }
}
