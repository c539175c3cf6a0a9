using Perun.Mind.Knowledge.Lanes;
using Perun.Minds;

namespace Perun.Tests.Minds;

public sealed class LaneBookTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly List<string> _said = [];

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_first_use_writes_the_built_in_lanes_and_the_second_leaves_them_alone()
    {
        LaneBook.Begin(_home.Path).ShouldBeNull();
        File.ReadAllText(LaneBook.PathIn(_home.Path)).ShouldBe(DefaultLanes.Text);
        Write("[mine]\n");
        LaneBook.Begin(_home.Path).ShouldBeNull();
        File.ReadAllText(LaneBook.PathIn(_home.Path)).ShouldBe("[mine]\n");
    }

    [Fact]
    public void A_home_that_can_not_be_written_is_told_of() =>
        LaneBook.Begin(Path.Combine(_home.Path, "nowhere")).ShouldNotBeNull().ShouldContain("the built-in lanes are in force");

    [Fact]
    public void Without_a_file_the_built_in_lanes_are_in_force_and_nothing_is_said()
    {
        var book = LaneBook.Open(_home.Path, _said.Add);
        book.Lanes.ShouldBeSameAs(DefaultLanes.Lanes);
        book.Refresh(_said.Add).ShouldBeFalse();
        _said.ShouldBeEmpty();
        LaneBook.Problems(_home.Path).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_changed_counts_from_then_on()
    {
        Write("[mine]\ncap = 3\n");
        var book = LaneBook.Open(_home.Path, _said.Add);
        book.Lanes.Lanes.ShouldHaveSingleItem().Cap.ShouldBe(3);
        Write("[mine]\ncap = 12\n");
        book.Refresh(_said.Add).ShouldBeTrue();
        book.Lanes.Lanes[0].Cap.ShouldBe(12);
        book.Refresh(_said.Add).ShouldBeFalse();
        _said.ShouldHaveSingleItem().ShouldContain("its lanes are in force");
    }

    [Fact]
    public void A_broken_file_leaves_the_last_good_lanes_and_is_told_of_once_with_every_mistake()
    {
        Write("[mine]\ncap = 3\n");
        var book = LaneBook.Open(_home.Path, _said.Add);
        Write("[mine]\ncap = many\nfloor = 300%\n");
        book.Refresh(_said.Add).ShouldBeFalse();
        book.Refresh(_said.Add).ShouldBeFalse();
        book.Lanes.Lanes[0].Cap.ShouldBe(3);
        var said = _said.ShouldHaveSingleItem();
        said.ShouldContain("line 2");
        said.ShouldContain("line 3");
        said.ShouldContain("The last good ones stay in force");
        LaneBook.Problems(_home.Path).Count.ShouldBe(2);

        Write("[mine]\ncap = 4\n\n");
        book.Refresh(_said.Add).ShouldBeTrue();
        book.Lanes.Lanes[0].Cap.ShouldBe(4);
    }

    [Fact]
    public void One_that_is_broken_from_the_start_leaves_the_built_in_lanes()
    {
        Write("what is this");
        LaneBook.Open(_home.Path, _said.Add).Lanes.ShouldBeSameAs(DefaultLanes.Lanes);
        _said.ShouldHaveSingleItem().ShouldContain("The built-in lanes are in force");
    }

    [Fact]
    public void One_that_is_taken_away_leaves_the_built_in_lanes()
    {
        Write("[mine]\n");
        var book = LaneBook.Open(_home.Path, _said.Add);
        File.Delete(LaneBook.PathIn(_home.Path));
        book.Refresh(_said.Add).ShouldBeTrue();
        book.Lanes.ShouldBeSameAs(DefaultLanes.Lanes);
        _said.ShouldHaveSingleItem().ShouldContain("is gone");
    }

    private void Write(string text) => File.WriteAllText(LaneBook.PathIn(_home.Path), text);
}
