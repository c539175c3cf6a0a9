using Perun.Core.Bars;

namespace Perun.Backtest.History.Store;

/// Many runs become one: in order of time, and where times are equal in the order of the runs. Memory is bounded by the
/// stretches that runs hand out.
internal sealed class RunMerge(IReadOnlyList<IBarRun> runs, MergeLog log)
{
    private const int OutputBars = 8192;

    private readonly PriorityQueue<int, (long Time, int Run)> _queue = new();
    private readonly BarColumns[] _heads = new BarColumns[runs.Count];
    private readonly int[] _places = new int[runs.Count];
    private readonly BarColumns _output = new(OutputBars);

    public void Into(BarFileWriter writer, CancellationToken cancel)
    {
        if (runs.Count == 1)
        {
            for (var bars = runs[0].Next(); bars.Count > 0; bars = runs[0].Next())
            {
                cancel.ThrowIfCancellationRequested();
                writer.Add(bars);
            }
            return;
        }
        for (var run = 0; run < runs.Count; run++) Refill(run);
        Bar? pending = null;
        while (_queue.TryDequeue(out var run, out _))
        {
            var bar = _heads[run].Bars[_places[run]];
            if (pending is not { } last) pending = bar;
            else if (last.Time == bar.Time) pending = log.Settle(last, bar);
            else
            {
                Put(last, writer, cancel);
                pending = bar;
            }
            Advance(run);
        }
        if (pending is { } end) Put(end, writer, cancel);
        writer.Add(_output.Bars);
        _output.Clear();
    }

    private void Put(in Bar bar, BarFileWriter writer, CancellationToken cancel)
    {
        _output.Add(bar);
        if (!_output.IsFull) return;
        cancel.ThrowIfCancellationRequested();
        writer.Add(_output.Bars);
        _output.Clear();
    }

    private void Advance(int run)
    {
        if (++_places[run] < _heads[run].Count) Enqueue(run);
        else Refill(run);
    }

    private void Refill(int run)
    {
        var bars = runs[run].Next();
        if (bars.Count == 0) return;
        if (_heads[run] is null || _heads[run].Capacity < bars.Count) _heads[run] = new BarColumns(bars.Count);
        _heads[run].Clear();
        _heads[run].Fill(bars);
        _places[run] = 0;
        Enqueue(run);
    }

    private void Enqueue(int run) => _queue.Enqueue(run, (_heads[run].Bars.Times[_places[run]], run));
}
