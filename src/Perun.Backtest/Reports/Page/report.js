'use strict';
(() => {
  const theme = byId('theme');
  if (theme) {
    theme.hidden = false;
    theme.addEventListener('click', () => {
      const root = document.documentElement, isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = isDark ? 'light' : 'dark';
    });
  }
  const log = byId('log');
  const isLog = () => log && log.getAttribute('aria-pressed') === 'true';
  const whenLog = chart => log && log.addEventListener('click', () => { log.setAttribute('aria-pressed', String(!isLog())); chart.again(); });

  if (data.runs) {
    const runs = data.runs.map((run, i) => ({ name: run.name, kind: 'run' + i % 6, t: summed(run.curve.t), v: run.curve.v, down: { t: summed(run.drawdown.t), v: run.drawdown.v } }));
    const many = runs.filter(run => run.t.length > 1);
    if (!many.length) return;
    const chart = curves(byId('equity'), width => width < 500 ? 240 : 340, many, [], { labels: marks => { const gain = percents(marks); return v => gain(v - 1); }, say: v => percent(v - 1, 2), base: 1, isLog });
    key(byId('equity-key'), many.map(run => [run.name, run.kind, run]), chart);
    whenLog(chart);
    curves(byId('drawdown'), 150, many.map(run => ({ name: run.name, kind: run.kind, ...run.down })), [], { labels: percents, say: v => percent(v, 2), top: 0 });
    return;
  }

  const equity = { name: 'Equity', kind: 'equity', t: summed(data.equity.t), v: data.equity.v };
  if (equity.t.length > 1) {
    const series = [equity], bands = [], entries = [['Equity', 'equity']];
    if (data.benchmark) { series.push({ name: data.benchmarkName, kind: 'benchmark', t: summed(data.benchmark.t), v: data.benchmark.v }); entries.push([data.benchmarkName, 'benchmark', series[1]]); }
    if (data.band) {
      const t = summed(data.band.t);
      bands.push({ t, low: data.band.p5, high: data.band.p95, kind: 'band outer' }, { t, low: data.band.p25, high: data.band.p75, kind: 'band inner' });
      entries.push(['9 of 10', 'outer'], ['5 of 10', 'inner']);
    }
    const chart = curves(byId('equity'), width => width < 500 ? 240 : 340, series, bands, { label: compact, say: money, base: equity.v[0], isLog });
    key(byId('equity-key'), entries, chart);
    whenLog(chart);
    curves(byId('drawdown'), 130, [{ name: 'Drawdown', kind: 'down', t: summed(data.drawdown.t), v: data.drawdown.v, fill: 0 }], [], { labels: percents, say: v => percent(v, 2), top: 0 });
  } else {
    for (const id of ['equity', 'drawdown']) byId(id).append(make('p', { class: 'empty' }, 'There are too few bars to draw.'));
  }

  const rows = data.trades.map(cells => {
    const row = Object.fromEntries(data.columns.map((column, i) => [column, cells[i]]));
    row.name = data.symbols[row.symbol];
    row.way = data.reasons[row.reason];
    return row;
  });
  for (const [id, label] of [['days', { labels: percents }], ['profits', compact], ['order', { labels: percents }]])
    if (data[id]) histogram(byId(id), data[id], label);
    else if (byId(id)) byId(id).append(make('p', { class: 'empty' }, 'Too few values, or all alike.'));
  if (byId('excursions')) {
    const every = Math.max(1, Math.ceil(rows.length / data.scatter));
    scatter(byId('excursions'), rows.filter((_, i) => i % every === 0).map(row => [row.mae, row.mfe, row.profit >= 0 ? 'gain' : 'loss',
      [[`#${row.no} ${row.name}`, 'when'], [`worst ${money(row.mae)}, best ${money(row.mfe)}`], [`ended ${money(row.profit)}`, row.profit >= 0 ? 'gain' : 'loss']]]),
    compact, ['worst moment', 'best moment']);
  }
  if (data.splits && byId('splits'))
    scatter(byId('splits'), data.splits.x.map((x, i) => [x, data.splits.y[i], data.splits.y[i] >= 0 ? 'gain' : 'loss', [[`chosen at ${grouped(x, 2)}`, 'when'], [`then ${grouped(data.splits.y[i], 2)}`]]]),
      v => grouped(v, 1), ['Sharpe where chosen', 'Sharpe afterwards']);
  const market = candleChart(byId('candles'), rows);
  tradeTable(rows, row => { if (market && row.from >= 0) { market.show(row); byId('market').scrollIntoView({ block: 'nearest' }); } });
})();
