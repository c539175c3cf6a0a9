'use strict';
// The chart of a market: x counts bars, so that nights and weekends leave no holes.
function candleChart(host, rows) {
  if (!host || !data.candles.length) return null;
  const markets = data.candles.map(raw => {
    const read = (part, first, step) => {
      const times = summed(part.t), bars = new Array(times.length);
      let before = 0;
      for (let i = 0; i < times.length; i++) {
        const open = before + part.p[4 * i], close = open + part.p[4 * i + 3];
        bars[i] = { at: first + i * step, t: times[i], o: open / raw.scale, h: (open + part.p[4 * i + 1]) / raw.scale, l: (open - part.p[4 * i + 2]) / raw.scale, c: close / raw.scale };
        before = close;
      }
      return bars;
    };
    const symbol = data.symbols.indexOf(raw.symbol);
    return {
      name: raw.symbol, count: raw.count, step: raw.step, overview: read(raw, 0, raw.step),
      detail: raw.detail.map(part => ({ from: part.from, to: part.from + part.t.length, bars: read(part, part.from, 1) })),
      trades: rows.filter(row => row.symbol === symbol && row.from >= 0).sort((a, b) => a.from - b.from),
    };
  });
  let market = markets[0], from = 0, to = 1, chosen = null;

  const select = byId('symbol');
  markets.forEach((one, i) => select.append(make('option', { value: i }, `${one.name} (${grouped(one.trades.length, 0)} trades)`)));
  select.hidden = markets.length < 2;
  key(byId('market-key'), [['long', 'gain'], ['short', 'loss'], ['stop', 'stop-wash'], ['target', 'target-wash']]);

  const overlap = () => market.detail.filter(part => part.from < to && part.to > from);
  const shortest = () => overlap().length || market.step === 1 ? 20 : 20 * market.step;

  function move(start, end) {
    const length = Math.min(market.count, Math.max(end - start, shortest()));
    const middle = (start + end) / 2;
    from = Math.max(0, Math.min(market.count - length, middle - length / 2));
    to = from + length;
    chart.again();
  }

  // The bars to draw, joined until each has room for itself.
  function visible(width) {
    const span = Math.max(1, Math.ceil((to - from) / Math.max(20, width / 5)));
    const bars = [];
    const start = Math.max(0, Math.floor(from / market.step) - 1), end = Math.min(market.overview.length, Math.ceil(to / market.step) + 1);
    const parts = span < market.step ? overlap() : [];
    for (let i = start; i < end; i++) {
      const part = parts.find(p => i * market.step >= p.from && i * market.step < p.to);
      if (part) bars.push(...part.bars.slice(i * market.step - part.from, (i + 1) * market.step - part.from));
      else bars.push({ ...market.overview[i], wide: market.step });
    }
    const joined = [];
    for (const bar of bars) {
      const group = Math.floor(bar.at / span), last = joined[joined.length - 1];
      const wide = bar.wide || 1;
      if (last && last.group === group && wide <= span) { last.h = Math.max(last.h, bar.h); last.l = Math.min(last.l, bar.l); last.c = bar.c; last.end = bar.at + wide; }
      else joined.push({ ...bar, group, end: bar.at + wide });
    }
    return joined.filter(bar => bar.end >= from && bar.at <= to);
  }

  function paint(svg, width, height, place) {
    const bars = visible(width - edge.left - edge.right);
    const shown = market.trades.filter(trade => trade.from <= to && trade.to >= from);
    const showBrackets = shown.length <= 40;
    let low = Infinity, high = -Infinity;
    for (const bar of bars) { low = Math.min(low, bar.l); high = Math.max(high, bar.h); }
    if (chosen && shown.includes(chosen)) for (const price of [chosen.stop, chosen.target]) if (price !== null && price > low * 0.9 && price < high * 1.1) { low = Math.min(low, price); high = Math.max(high, price); }
    const air = (high - low || high * 0.01) * 0.05;
    low -= air; high += air;
    const x = at => edge.left + (at - from) / (to - from) * (width - edge.left - edge.right);
    const y = price => height - edge.bottom - (price - low) / (high - low) * (height - edge.top - edge.bottom);
    const timeAt = at => { let best = bars[0]; for (const bar of bars) if (bar.at <= at) best = bar; return best.t; };
    const xs = [], wanted = Math.max(2, Math.floor(width / 130));
    const isLong = bars.length && bars[bars.length - 1].t - bars[0].t > 86400 * 5;
    for (let i = 0; i < wanted; i++) { const at = from + (i + 0.5) / wanted * (to - from), t = timeAt(at); xs.push([x(at), isLong ? dayOf(t) : minuteOf(t).slice(5)]); }
    frame(svg, width, height, { ys: labelled(ticks(low, high, height / 55), { labels: prices }).map(([v, text]) => [y(v), text]), xs });

    const clip = draw('svg', { x: edge.left, y: 0, width: width - edge.left - edge.right, height: height - edge.bottom + 4, viewBox: `${edge.left} 0 ${width - edge.left - edge.right} ${height - edge.bottom + 4}` });
    svg.append(clip);
    const paths = { up: '', down: '', upWick: '', downWick: '' };
    for (const bar of bars) {
      const left = x(bar.at), room = x(bar.end) - left, body = Math.max(1, room * 0.7), start = left + (room - body) / 2, middle = (left + room / 2).toFixed(1);
      const kind = bar.c >= bar.o ? 'up' : 'down';
      const top = y(Math.max(bar.o, bar.c)), tall = Math.max(1, Math.abs(y(bar.o) - y(bar.c)));
      paths[kind + 'Wick'] += `M${middle} ${y(bar.h).toFixed(1)}V${y(bar.l).toFixed(1)}`;
      paths[kind] += `M${start.toFixed(1)} ${top.toFixed(1)}h${body.toFixed(1)}v${tall.toFixed(1)}h-${body.toFixed(1)}z`;
    }
    if (showBrackets) {
      for (const trade of shown) {
        const left = x(trade.from), wide = Math.max(3, x(trade.to + 1) - left);
        for (const [price, kind] of [[trade.stop, 'stop-wash'], [trade.target, 'target-wash']])
          if (price !== null) clip.append(draw('rect', { class: kind, x: left, width: wide, y: Math.min(y(price), y(trade.entry)), height: Math.max(1, Math.abs(y(price) - y(trade.entry))) }));
      }
    }
    for (const kind in paths) clip.append(draw('path', { class: kind.endsWith('Wick') ? 'wick ' + kind.slice(0, -4) : 'body ' + kind, d: paths[kind] }));
    const size = shown.length > 400 ? 2.5 : shown.length > 40 ? 4 : 6.5;
    for (const trade of shown) {
      const x1 = x(trade.from + 0.5), y1 = y(trade.entry), x2 = x(trade.to + 0.5), y2 = y(trade.exit);
      if (showBrackets) clip.append(draw('line', { class: 'path ' + (trade.profit >= 0 ? 'gain' : 'loss'), x1, y1, x2, y2 }));
      const s = size * trade.side;
      clip.append(draw('path', { class: 'entry-mark ' + (trade.side > 0 ? 'gain' : 'loss') + (trade === chosen ? ' chosen' : ''), d: `M${x1} ${y1}l${size} ${s * 1.5}h${-2 * size}z` }));
      if (showBrackets) clip.append(draw('path', { class: 'exit-mark ' + (trade.profit >= 0 ? 'gain' : 'loss'), d: `M${x2 - 4} ${y2 - 4}l8 8m0 -8l-8 8` }));
    }
    readout(svg, place, height, (px, py) => {
      const at = from + (px - edge.left) / (width - edge.left - edge.right) * (to - from);
      const bar = bars.find(b => at >= b.at && at < b.end);
      if (!bar || px > width - edge.right) return null;
      const lines = [[minuteOf(bar.t) + ' UTC', 'when'], [`O ${price(bar.o)}  H ${price(bar.h)}  L ${price(bar.l)}  C ${price(bar.c)}`]];
      const near = shown.filter(t => Math.abs(x(t.from + 0.5) - px) < 9 || Math.abs(x(t.to + 0.5) - px) < 9).slice(0, 3);
      for (const t of near) lines.push([`#${t.no} ${t.side > 0 ? 'long' : 'short'} ${price(t.entry)} \u2192 ${price(t.exit)}, ${money(t.profit)} (${data.reasons[t.reason]})`, t.profit >= 0 ? 'gain' : 'loss']);
      return { x: x((bar.at + bar.end) / 2), lines };
    });
  }

  const chart = picture(host, width => width < 500 ? 280 : 420, paint);
  const inner = () => host.clientWidth - edge.left - edge.right;
  const zoom = (factor, part = 0.5) => { const at = from + (to - from) * part, length = (to - from) * factor; move(at - length * part, at + length * (1 - part)); };
  const where = event => Math.max(0, Math.min(1, (event.clientX - host.getBoundingClientRect().left - edge.left) / inner()));

  host.addEventListener('wheel', event => {
    if (event.deltaY > 0 && to - from >= market.count) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { const shift = event.deltaX / inner() * (to - from); move(from + shift, to + shift); }
    else zoom(Math.exp(event.deltaY * 0.0015), where(event));
  }, { passive: false });
  const fingers = new Map();
  host.addEventListener('pointerdown', event => { fingers.set(event.pointerId, event.clientX); host.setPointerCapture(event.pointerId); });
  host.addEventListener('pointermove', event => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, event.clientX);
    const after = [...fingers.values()];
    if (after.length === 1) { const shift = (before[0] - after[0]) / inner() * (to - from); if (shift) move(from + shift, to + shift); }
    else zoom(Math.max(8, Math.abs(before[0] - before[1])) / Math.max(8, Math.abs(after[0] - after[1])), where(event));
  });
  for (const ended of ['pointerup', 'pointercancel']) host.addEventListener(ended, event => fingers.delete(event.pointerId));
  host.addEventListener('keydown', event => {
    const shift = (to - from) / 8;
    const act = { ArrowLeft: () => move(from - shift, to - shift), ArrowRight: () => move(from + shift, to + shift), '+': () => zoom(0.7), '-': () => zoom(1.4) }[event.key];
    if (act) { act(); event.preventDefault(); }
  });

  function show(trade) {
    const next = markets.find(one => one.trades.includes(trade));
    if (!next) return;
    market = next;
    select.value = markets.indexOf(market);
    chosen = trade;
    const air = Math.max(25, (trade.to - trade.from) * 0.6);
    from = trade.from - air; to = trade.to + air;
    move(from, to);
  }
  const step = by => {
    if (!market.trades.length) return;
    const place = chosen && market.trades.includes(chosen) ? market.trades.indexOf(chosen) + by : market.trades.findIndex(t => t.from >= from);
    show(market.trades[Math.max(0, Math.min(market.trades.length - 1, place))]);
  };
  const start = () => { chosen = null; from = Math.max(0, market.count - Math.max(160, market.step * 160)); to = market.count; chart.again(); };
  select.addEventListener('change', () => { market = markets[select.value]; start(); });
  byId('in').addEventListener('click', () => zoom(0.5));
  byId('out').addEventListener('click', () => zoom(2));
  byId('all').addEventListener('click', () => move(0, market.count));
  byId('earlier').addEventListener('click', () => step(-1));
  byId('later').addEventListener('click', () => step(1));
  start();
  return { show };
}
