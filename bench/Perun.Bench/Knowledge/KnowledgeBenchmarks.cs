using System.Diagnostics;
using Perun.Bench.Measuring;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Bench.Knowledge;

/// A note of 1,500 tokens from 100,000 live objects after so many of them changed, changes included. The yardstick scores every
/// object in every lane, sorts each lane and takes its best, as one would without an index; it writes no note and folds nothing.
internal static class KnowledgeBenchmarks
{
    private const int Live = 100_000;

    public static IEnumerable<Benchmark> All()
    {
        var world = new Lazy<World>(static () => new World());
        return
        [
            .. ((int[])[0, 100, 1_000, 10_000]).Select(changed => new Benchmark(
                $"knowledge: note, {changed} changed", "ms",
                () => world.Value.Measure(changed, world.Value.ChangeAndWrite),
                () => world.Value.Measure(changed, world.Value.ChangeAndSort))),
        ];
    }

    private sealed class World
    {
        private static readonly string[] Lanes = ["news-sentiment", "market-events", "market-data", "strategy", "memory"];
        private static readonly string[] Words = [.. from first in (string[])["ba", "co", "dri", "fe", "gru", "ha", "jo", "ki", "lo", "mar"] from middle in (string[])["ter", "lin", "dus", "mo", "pran", "vi"] from last in (string[])["ment", "tion", "ry", "sel", "ges"] select first + middle + last];
        private static readonly string[] Focus = ["S7", "S8", "S9"];

        private readonly KnowledgeBase _knowledge = new(DefaultLanes.Lanes);
        private readonly Held[] _plain = new Held[Live];
        private readonly List<(double Score, Held Held)> _ranked = [];
        private readonly NoteWriter _writer = new(EstimatedTokens.Instance);
        private DateTime _now = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);
        private uint _dice = 1;

        public World()
        {
            for (var i = 0; i < Live; i++)
            {
                _now = _now.AddMilliseconds(200);
                Change(i);
            }
        }

        /// Milliseconds. Making the changes is not counted, taking them in is.
        public double Measure(int changed, Action<List<Evidence>> work)
        {
            _now = _now.AddSeconds(1);
            var changes = new List<Evidence>(changed);
            for (var i = 0; i < changed; i++) changes.Add(About(Roll(Live)));
            var start = Stopwatch.GetTimestamp();
            work(changes);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public void ChangeAndWrite(List<Evidence> changes)
        {
            foreach (var about in changes) _knowledge.Upsert(about, _now);
            var synthesis = _writer.Write(_knowledge, new NoteRequest { AsOf = _now, Budget = 1_500, Focus = Focus });
            if (synthesis is not Note { Tokens: <= 1_500, Objects.Count: > 5 }) throw new InvalidOperationException("there is no note to measure");
        }

        public void ChangeAndSort(List<Evidence> changes)
        {
            foreach (var about in changes) _plain[int.Parse(about.Id)] = new Held(about, _now);
            foreach (var lane in DefaultLanes.Lanes.Lanes)
            {
                _ranked.Clear();
                foreach (var held in _plain)
                    if (lane.Wants(held.About)) _ranked.Add((Score.Of(lane, held.About.Grades, _now - held.Updated, Relevance(held.About)).Total, held));
                _ranked.Sort(static (one, other) => other.Score.CompareTo(one.Score));
                if (_ranked.Count > lane.Cap) _ranked.RemoveRange(lane.Cap, _ranked.Count - lane.Cap);
            }
        }

        private void Change(int id)
        {
            var about = About(id);
            _plain[id] = new Held(about, _now);
            if (_knowledge.Upsert(about, _now) is { } why) throw new InvalidOperationException(why);
        }

        private Evidence About(int id) => new()
        {
            Id = id.ToString(),
            From = new Provenance($"wire{Roll(20)}", _now),
            Summary = string.Join(' ', Enumerable.Range(0, 9).Select(_ => Words[Roll(Words.Length)])),
            Severity = (Severity)(1 + Roll(4)),
            Confidence = (Confidence)(1 + Roll(3)),
            Tags = [new Tag(Tag.Lane, Lanes[id % Lanes.Length]), new Tag(Tag.Symbol, $"S{Roll(500)}")],
        };

        private static double Relevance(KnowledgeObject about) => about.Tags.Any(static tag => tag.Key == Tag.Symbol && Focus.Contains(tag.Value)) ? 1 : 0;

        private int Roll(int sides)
        {
            _dice = _dice * 1664525 + 1013904223;
            return (int)((ulong)(_dice ^ (_dice >> 15)) % (ulong)sides);
        }

        private readonly record struct Held(KnowledgeObject About, DateTime Updated);
    }
}
