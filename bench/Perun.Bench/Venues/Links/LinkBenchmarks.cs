using Perun.Bench.Measuring;

namespace Perun.Bench.Venues.Links;

/// What takes round trips: the streams of 200 instruments dropped and whole again, over a link whose round trip takes a tenth of a second,
/// and a thousand open orders read and held against ours.
internal static class LinkBenchmarks
{
    public const int Orders = 1_000;
    private const int Followed = 200;
    private const int Judged = 20;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<Benchmark> All()
    {
        var krakenStreams = new Lazy<Reconnecting>(static () => new Reconnecting(SimulatedVenue.Kraken(Followed, RoundTrip), ("/v2", """{"method":"ping"}"""u8.ToArray())));
        var alpacaStreams = new Lazy<Reconnecting>(static () => new Reconnecting(SimulatedVenue.Alpaca(Followed, RoundTrip), ("/v2/sip", null)));
        var kraken = new Lazy<(Reconciling Books, PlainReader Plain)>(static () => Open(SimulatedVenue.Kraken(Orders, TimeSpan.Zero)));
        var alpaca = new Lazy<(Reconciling Books, PlainReader Plain)>(static () => Open(SimulatedVenue.Alpaca(Orders, TimeSpan.Zero)));
        return
        [
            new Benchmark("kraken: 200 pairs reconnected", "s", () => krakenStreams.Value.Drop(), () => krakenStreams.Value.DropBare()),
            new Benchmark("alpaca: 200 shares reconnected", "s", () => alpacaStreams.Value.Drop(), () => alpacaStreams.Value.DropBare()),
            new Benchmark("kraken: 1,000 orders reconciled", "ms", () => kraken.Value.Books.ReadAndJudge(), () => kraken.Value.Plain.Kraken()),
            new Benchmark("alpaca: 1,000 orders reconciled", "ms", () => alpaca.Value.Books.ReadAndJudge(), () => alpaca.Value.Plain.Alpaca()),
            Benchmark.Nanoseconds("books of 1,000 orders judged", "order", Judged * Orders, () => Repeat(kraken.Value.Books.JudgeAlone), () => Repeat(kraken.Value.Books.LookUp)),
        ];
    }

    private static (Reconciling, PlainReader) Open(SimulatedVenue venue) => (new Reconciling(venue), new PlainReader(venue.Link.Address));

    private static void Repeat(Action action)
    {
        for (var time = 0; time < Judged; time++) action();
    }
}
