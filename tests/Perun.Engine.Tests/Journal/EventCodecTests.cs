using System.Buffers;
using System.Text;
using System.Text.Json;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Engine.Journal;

namespace Perun.Engine.Tests.Journal;

public class EventCodecTests
{
    private static readonly DateTime At = new DateTime(2026, 3, 4, 17, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567);
    private static readonly InstrumentId Share = Listing.Share;
    private static readonly InstrumentId Strange = new(3);

    private readonly EventCodec _codec = new(new Universe([.. Listing.All, Listing.ShareTerms with { Symbol = "ŠÞ\"\\/ 💹\n<&'>" }]));

    public static TheoryData<IEngineEvent> Events() =>
    [
        new Started("perun \"1\"", "simulation", 0.10m, new EngineSettings { MaxDailyLoss = AmountOrPercent.Amount(12.50m), Cooldown = TimeSpan.FromTicks(1), MinVolume = double.Epsilon, Protection = ProtectionStyle.EngineHeld }),
        new InstrumentListed(Listing.CoinTerms),
        new InstrumentListed(Listing.StockTerms with { Symbol = "ŠÞ\"\\/ 💹\n<&'>", MinNotional = 0.000000001m }),
        new BarClosed(Share, new Bar(At, 0.1 + 0.2, double.MaxValue, double.Epsilon, -0.0, 1e300)),
        new BarClosed(Strange, new Bar(At, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 / 3, 0)),
        new BarClosed(new InstrumentId(99), new Bar(default, 1, 2, 3, 4, 5)),
        new QuoteSeen(Strange, new Quote(At, double.NaN, double.PositiveInfinity, 0, -1)),
        new SignalProposed(new Signal { Analyst = "ana", Instrument = Strange, Action = SignalAction.Sell, Confidence = double.NaN, Rationale = "<b>\u0000\u2028\uFFFF</b>", BasedOn = At }),
        new SignalProposed(new Signal { Analyst = "", Instrument = new InstrumentId(99), Action = SignalAction.Buy, Confidence = 1e-300, Rationale = "", BasedOn = At, ReferencePrice = decimal.MaxValue, Stop = 0.0000000000000000000000000001m, Target = -1.00m, Horizon = TimeSpan.MaxValue }),
        new OrderReported(new OrderReport { Order = OrderId.At(123_456_789, 1023), Instrument = Share, Kind = ReportKind.Replaced, VenueTime = At, CumulativeQuantity = 1.0000m, CumulativeValue = decimal.MaxValue, CumulativeFee = decimal.MinValue, FeeIsInBase = true, Quantity = 3, LimitPrice = 4.50m, StopPrice = 5, VenueOrderId = "v\"1", Reason = "né" }),
        new OrderReported(new OrderReport { Order = OrderId.None, Instrument = Share, Kind = ReportKind.NotFound, VenueTime = default }),
        default(TimePassed),
        new TradingHalted(Strange, IsHalted: true, "LUDP"),
        new AccountSeen(0.10m, [new Holding(Share, -1.50m), new Holding(Strange, decimal.MaxValue)]),
        new AccountSeen(-1, []),
        new VenueStood(IsReady: false, "the \"orders\" stream is lost"),
        new CashMoved(-12.340m, IsGain: true, "dividend of SHR"),
        new OutsideSeen(Strange, -1.5m, 0.0001m),
        new HoldingCorrected(Share, -3, 99.90m, IsRounding: true, "sold by hand"),
        new VenueRemarked("an order of \"somebody\" else"),
        new OperatorAsked(new OperatorRequest.AcceptCash("so it is")),
        new SplitSeen(Share, 0.1m, "1 for 10"),
        new OperatorAsked(new OperatorRequest.Adopt(Strange, 1.10m)),
        new OperatorAsked(new OperatorRequest.Adopt(Share)),
        new OperatorAsked(new OperatorRequest.Kill("why \"so\"") { By = "ann" }),
        new OperatorAsked(new OperatorRequest.Resume("")),
        new OperatorAsked(new OperatorRequest.Flatten("💥")),
        new OperatorAsked(new OperatorRequest.Close(Strange)),
        new OperatorAsked(new OperatorRequest.CancelOrder(OrderId.At(7, 3))),
        new OperatorAsked(new OperatorRequest.Enter(Share, Side.Sell, 1.10m, null, decimal.MaxValue, 0.0000000000000000000000000001m)),
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void What_is_written_reads_back_and_writes_the_same_bytes(IEngineEvent happened)
    {
        var body = Write(happened);
        var back = _codec.Read(happened.Name, body);
        back.GetType().ShouldBe(happened.GetType());
        Write(back).ShouldBe(body);
        if (happened is AccountSeen seen) ((AccountSeen)back).Holdings.ShouldBe(seen.Holdings);
        else if (happened is BarClosed bar) ((BarClosed)back).Bar.Equals(bar.Bar).ShouldBeTrue();
        else back.ShouldBe(happened);
    }

    [Fact]
    public void Every_kind_of_event_is_tried() =>
        Events().Select(static row => row.Data.GetType()).Distinct().Count()
            .ShouldBe(typeof(IEngineEvent).Assembly.GetTypes().Count(static type => type.IsValueType && typeof(IEngineEvent).IsAssignableFrom(type)));

    [Theory]
    [InlineData("dream", "{}")]
    [InlineData("signal", "{}")]
    [InlineData("listed", "{}")]
    [InlineData("started", "{}")]
    [InlineData("signal", "null")]
    [InlineData("operator", "{\"ask\":\"dance\"}")]
    [InlineData("operator", "{\"ask\":\"close\"}")]
    [InlineData("operator", "{\"ask\":5}")]
    [InlineData("operator", "{\"ask\":\"enter\",\"instrument\":\"SHR\",\"side\":\"up\"}")]
    [InlineData("bar", "{\"c\":\"x\"}")]
    [InlineData("bar", "{\"\":1}")]
    [InlineData("bar", "{\"i\":\"NOPE\"}")]
    [InlineData("report", "{\"report\":{\"order\":\"x\"}}")]
    [InlineData("quote", "\u0001")]
    [InlineData("time!", "")]
    public void What_is_no_event_is_told_as_such(string name, string body) =>
        Should.Throw<JsonException>(() => _codec.Read(name, Encoding.UTF8.GetBytes(body)));

    private byte[] Write(IEngineEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        switch (happened)
        {
            case BarClosed bar: _codec.Write(bar, writer); break;
            case QuoteSeen quote: _codec.Write(quote, writer); break;
            case SignalProposed signal: _codec.Write(signal, writer); break;
            case OrderReported report: _codec.Write(report, writer); break;
            case TimePassed time: _codec.Write(time, writer); break;
            case OperatorAsked asked: _codec.Write(asked, writer); break;
            case TradingHalted halted: _codec.Write(halted, writer); break;
            case AccountSeen account: _codec.Write(account, writer); break;
            case VenueStood stood: _codec.Write(stood, writer); break;
            case CashMoved moved: _codec.Write(moved, writer); break;
            case OutsideSeen outside: _codec.Write(outside, writer); break;
            case HoldingCorrected corrected: _codec.Write(corrected, writer); break;
            case SplitSeen split: _codec.Write(split, writer); break;
            case VenueRemarked remarked: _codec.Write(remarked, writer); break;
            case InstrumentListed listed: _codec.Write(listed, writer); break;
            case Started started: _codec.Write(started, writer); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
