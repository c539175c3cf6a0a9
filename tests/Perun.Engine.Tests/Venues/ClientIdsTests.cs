using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Engine.Tests.Venues;

public class ClientIdsTests
{
    private static readonly ClientIds Ours = new("a7z0");

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(1_234_567_890_123)]
    [InlineData(long.MaxValue)]
    public void A_name_says_which_order_it_is(long value)
    {
        var name = Ours.Of(new OrderId(value));
        name.Length.ShouldBeLessThanOrEqualTo(18);
        name.All(char.IsAsciiLetterOrDigit).ShouldBeTrue();
        Ours.TryRead(name, out var order).ShouldBeTrue();
        order.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pa7z0")]
    [InlineData("pa7z1x")]
    [InlineData("qa7z0x")]
    [InlineData("pa7z0-1")]
    [InlineData("pa7z00")]
    [InlineData("pa7z0zzzzzzzzzzzzz")]
    [InlineData("manual order of Tuesday")]
    public void What_others_named_is_not_ours(string name) => Ours.TryRead(name, out _).ShouldBeFalse();

    [Fact]
    public void Another_journal_has_other_names() => new ClientIds("a7z1").TryRead(Ours.Of(new OrderId(99)), out _).ShouldBeFalse();

    [Theory]
    [InlineData("abc")]
    [InlineData("ABCD")]
    [InlineData("ab-d")]
    public void A_tag_is_four_small_letters_or_digits(string tag) => Should.Throw<ArgumentException>(() => new ClientIds(tag));
}
