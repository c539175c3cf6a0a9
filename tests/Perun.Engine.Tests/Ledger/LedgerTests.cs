using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Ledger;

public class LedgerTests
{
    private static readonly DateTime At = EngineBench.Start;

    private readonly AccountLedger _ledger = new();
    private readonly LedgerAudit _audit = new();

    public LedgerTests()
    {
        _ledger.List(Listing.Share);
        _audit.List(Listing.Share);
        _ledger.Open(10_000);
    }

    private Position Position => _ledger[Listing.Share];

    private decimal Book(Side side, decimal quantity, decimal price, decimal fee = 0, decimal feeInBase = 0)
    {
        var fill = new Fill
        {
            Order = new OrderId(1),
            Instrument = Listing.Share,
            Side = side,
            Quantity = quantity,
            Value = quantity * price,
            FeeInBase = feeInBase,
            FeeInQuote = feeInBase > 0 ? feeInBase * price : fee,
            At = At,
        };
        var realised = _ledger.Book(fill);
        _audit.Count(fill);
        _audit.CheckAll(_ledger).ShouldBeNull();
        return realised;
    }

    [Fact]
    public void The_first_bought_is_the_first_sold()
    {
        Book(Side.Buy, 10, 100);
        Book(Side.Buy, 10, 110);
        Book(Side.Sell, 15, 120).ShouldBe(10 * 20 + 5 * 10);
        (Position.Quantity, Position.Cost, Position.AverageEntry).ShouldBe((5m, 550m, 110m));
        _ledger.Cash.ShouldBe(10_000 - 2_100 + 1_800);
    }

    [Fact]
    public void A_short_gains_when_it_is_bought_back_lower()
    {
        Book(Side.Sell, 10, 100).ShouldBe(0);
        Book(Side.Sell, 5, 104);
        Book(Side.Buy, 12, 90).ShouldBe(10 * 10 + 2 * 14);
        (Position.Quantity, Position.Cost, Position.IsLong).ShouldBe((-3m, -312m, false));
        _ledger.Mark(Listing.Share, 80);
        (Position.Unrealised, _ledger.Equity).ShouldBe((72m, 10_000 + 128 + 72));
    }

    [Fact]
    public void One_sale_can_close_a_long_and_open_a_short()
    {
        Book(Side.Buy, 10, 100);
        Book(Side.Sell, 25, 102).ShouldBe(20);
        (Position.Quantity, Position.Cost).ShouldBe((-15m, -1_530m));
        Position.Lots.ShouldHaveSingleItem();
    }

    [Fact]
    public void Fees_in_the_quote_currency_leave_cash_and_not_the_position()
    {
        Book(Side.Buy, 10, 100, fee: 1.5m);
        Book(Side.Sell, 10, 101, fee: 1.51m).ShouldBe(10);
        (_ledger.Cash, _ledger.Equity, _ledger.Fees, _ledger.Realised).ShouldBe((10_006.99m, 10_006.99m, 3.01m, 10m));
    }

    [Fact]
    public void Fees_in_the_asset_leave_less_of_it_at_the_same_cost()
    {
        Book(Side.Buy, 0.1m, 20_000, feeInBase: 0.00025m);
        (Position.Quantity, Position.Cost, _ledger.Cash).ShouldBe((0.09975m, 2_000m, 8_000m));
        Book(Side.Sell, 0.0997m, 21_000);
        (Position.Quantity, _ledger.Cash, _ledger.Fees).ShouldBe((0.00005m, 10_093.7m, 5m));
        _ledger.Realised.ShouldBe(2_093.7m - Math.Round(2_000m * (0.0997m / 0.09975m), 12));
    }

    [Fact]
    public void Thirds_lose_nothing_to_the_last_digit()
    {
        Book(Side.Buy, 3, 100m / 3);
        Book(Side.Sell, 1, 40);
        Book(Side.Sell, 1, 40);
        Book(Side.Sell, 1, 40);
        (Position.Quantity, Position.Cost, Position.Lots.Count).ShouldBe((0m, 0m, 0));
        (_ledger.Cash - 10_000).ShouldBe(_ledger.Realised);
    }

    [Fact]
    public void A_late_fee_in_the_asset_takes_from_what_is_left()
    {
        Book(Side.Buy, 1, 100);
        Book(Side.Buy, 0, 100, feeInBase: 0.01m).ShouldBe(-1);
        (Position.Quantity, Position.Cost).ShouldBe((0.99m, 99m));
    }

    [Fact]
    public void A_fee_that_takes_all_that_was_bought_is_a_loss()
    {
        Book(Side.Buy, 0.0001m, 100, feeInBase: 0.0001m).ShouldBe(-0.01m);
        (Position.IsFlat, _ledger.Cash, _ledger.Realised).ShouldBe((true, 9_999.99m, -0.01m));
    }

    [Fact]
    public void A_new_position_is_marked_at_what_it_cost()
    {
        Book(Side.Buy, 1, 100);
        Book(Side.Sell, 1, 100);
        Book(Side.Buy, 1, 200);
        (Position.Mark, _ledger.Equity).ShouldBe((200m, 10_000m));
    }

    [Fact]
    public void Every_kind_of_tampering_is_found()
    {
        Book(Side.Buy, 10, 100, fee: 1);
        _audit.Check(_ledger, Listing.Share).ShouldBeNull();
        Position.Take(1, 0, At);
        _audit.Check(_ledger, Listing.Share).ShouldNotBeNull().ShouldContain("position is 11, but the fills sum to 10");
        Position.Take(-1, 50, At);
        _audit.CheckAll(_ledger).ShouldNotBeNull();
    }

    [Fact]
    public void Random_fills_in_odd_fractions_always_balance()
    {
        var random = new Random(20260304);
        for (var i = 0; i < 20_000; i++)
        {
            var quantity = Math.Round((decimal)random.NextDouble() * 10 + 0.00000001m, random.Next(9));
            if (quantity == 0) continue;
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var feeInBase = random.Next(4) == 0 ? Math.Round(quantity * 0.0025m, 10) : 0;
            Book(side, quantity, Math.Round((decimal)random.NextDouble() * 100, random.Next(5)) + 0.0001m, random.Next(2), feeInBase);
            if (i % 50 == 0) _ledger.Mark(Listing.Share, (decimal)random.NextDouble() * 100);
        }
        _ledger.Realised.ShouldNotBe(0);
    }
}
