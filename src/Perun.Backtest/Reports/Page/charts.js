'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);

function make(tag, attributes, text) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  if (text !== undefined) element.textContent = text;
  return element;
}

function draw(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  if (text !== undefined) element.textContent = text;
  return element;
}

const summed = steps => { let sum = 0; return steps.map(step => sum += step); };
const minus = text => text.replace('-', '\u2212');
const grouped = (value, digits) => minus((value || 0).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const money = value => grouped(value, Math.abs(value) < 1000 ? 2 : 0);
const percent = (value, digits = 1) => grouped(value * 100, digits) + '\u2009%';
const compact = value => {
  const size = Math.abs(value);
  if (size >= 1e9) return grouped(value / 1e9, 2) + ' bn';
  if (size >= 1e6) return grouped(value / 1e6, 2) + ' m';
  if (size >= 1e4) return grouped(value / 1e3, size < 1e5 ? 1 : 0) + ' k';
  return grouped(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 2 : 4);
};
const price = value => grouped(value, Math.abs(value) >= 1 ? 2 : 6);
const dayOf = second => new Date(second * 1000).toISOString().slice(0, 10);
const minuteOf = second => new Date(second * 1000).toISOString().slice(0, 16).replace('T', ' ');

// As many digits as tell two neighbouring marks apart.
const digitsFor = (marks, most = 4) => marks.length < 2 ? 1 : Math.max(0, Math.min(most, Math.ceil(-Math.log10(Math.abs(marks[1] - marks[0]) * 100) - 1e-9)));
const percents = marks => { const digits = digitsFor(marks); return v => percent(v, digits); };

const prices = marks => { const digits = digitsFor(marks.map(v => v / 100), 8); return v => grouped(v, digits); };

// Marks with their words: a label, or what makes one once the marks are known.
const labelFor = (marks, how) => how.labels ? how.labels(marks) : how.label ?? how;
const labelled = (marks, how) => { const label = labelFor(marks, how); return marks.map(v => [v, label(v)]); };

// Steps of 1, 2 or 5 times a power of ten, about as many as asked for.
function ticks(from, to, count) {
  const rough = (to - from) / Math.max(1, count);
  if (!(rough > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough * 0.999);
  const found = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) found.push(i * step || 0);
  return found;
}

const logTicks = (from, to) => {
  const found = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++)
    for (const m of to / from > 50 ? [1] : to / from > 8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7])
      if (m * 10 ** power >= from && m * 10 ** power <= to) found.push(m * 10 ** power);
  return found.length > 1 ? found : ticks(from, to, 4);
};

function timeTicks(from, to, count) {
  const month = 2629800, length = to - from, found = [];
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find(m => length / (m * month) <= count);
  if (length > 2 * month && months) {
    const start = new Date(from * 1000);
    for (let at = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months; ; at += months) {
      const second = Date.UTC(Math.floor(at / 12), at % 12, 1) / 1000;
      if (second > to) break;
      const date = new Date(second * 1000);
      if (second >= from)
        found.push([second, at % 12 === 0 ? String(date.getUTCFullYear()) : date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })]);
    }
    return found;
  }
  const step = [300, 900, 3600, 10800, 43200, 86400, 172800, 432000, 1209600].find(s => length / s <= count) || 2419200;
  for (let second = Math.ceil(from / step) * step; second <= to; second += step)
    found.push([second, step >= 86400 ? new Date(second * 1000).toLocaleString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }) : minuteOf(second).slice(11)]);
  return found;
}

// A picture as wide as its place, drawn anew whenever that changes and before it is printed.
const pictures = [];
function picture(host, height, paint) {
  if (!host) return null;
  const painted = { width: 0 };
  painted.again = width => {
    painted.width = width || host.clientWidth || 600;
    host.replaceChildren();
    const high = typeof height === 'function' ? height(painted.width) : height;
    const svg = draw('svg', { viewBox: `0 0 ${painted.width} ${high}`, width: '100%', height: high, role: 'img' });
    host.append(svg);
    paint(svg, painted.width, high, host);
  };
  new ResizeObserver(() => { if (host.clientWidth && host.clientWidth !== painted.width) painted.again(); }).observe(host);
  pictures.push(painted);
  painted.again();
  return painted;
}
addEventListener('beforeprint', () => pictures.forEach(p => p.again(680)));
addEventListener('afterprint', () => pictures.forEach(p => p.again()));

const edge = { left: 6, right: 58, top: 8, bottom: 22 };

function frame(svg, width, height, box) {
  for (const [at, label] of box.ys) {
    svg.append(draw('line', { class: 'grid-line', x1: edge.left, x2: width - edge.right, y1: at, y2: at }));
    svg.append(draw('text', { class: 'label', x: width - edge.right + 7, y: at + 4 }, label));
  }
  let free = -1e9;
  for (const [at, label] of box.xs) {
    const half = label.length * 3.2, middle = Math.max(at, half + 3);
    if (middle - half < free || middle + half > width - 4) continue;
    free = middle + half + 10;
    svg.append(draw('text', { class: 'label middle', x: middle, y: height - 6 }, label));
  }
}

const line = (xs, ys) => { let d = ''; for (let i = 0; i < xs.length; i++) d += (i ? 'L' : 'M') + xs[i].toFixed(1) + ' ' + ys[i].toFixed(1); return d; };

function nearest(rising, value) {
  let low = 0, high = rising.length - 1;
  while (low < high) { const middle = (low + high) >> 1; if (rising[middle] < value) low = middle + 1; else high = middle; }
  return low > 0 && value - rising[low - 1] < rising[low] - value ? low - 1 : low;
}

// Says what is under the pointer: `words` gives lines of [text, class].
function readout(svg, host, height, words) {
  const rule = draw('line', { class: 'rule', y1: edge.top, y2: height - edge.bottom, visibility: 'hidden' });
  const tip = make('div', { class: 'tip', hidden: '' });
  svg.append(rule); host.append(tip);
  const hide = () => { tip.hidden = true; rule.setAttribute('visibility', 'hidden'); };
  svg.addEventListener('pointermove', event => {
    const bounds = svg.getBoundingClientRect(), scale = bounds.width / svg.viewBox.baseVal.width;
    const said = words((event.clientX - bounds.left) / scale, (event.clientY - bounds.top) / scale);
    if (!said) return hide();
    tip.replaceChildren(...said.lines.map(([text, kind]) => make('span', kind ? { class: kind } : {}, text)));
    tip.hidden = false;
    if (said.x !== undefined) { rule.setAttribute('x1', said.x); rule.setAttribute('x2', said.x); rule.setAttribute('visibility', 'visible'); }
    const x = said.x ?? said.at;
    tip.style.left = Math.max(0, x + 14 + tip.offsetWidth > bounds.width ? x - 14 - tip.offsetWidth : x + 14) + 'px';
    tip.style.top = (said.y ?? edge.top + 6) + 'px';
  });
  svg.addEventListener('pointerleave', hide);
}

// Curves over time. A series: { name, t, v, kind, fill, isHidden }; bands: { t, low, high, kind }.
function curves(host, height, all, bands, options) {
  return picture(host, height, (svg, width, high, place) => {
    const series = all.every(s => s.isHidden) ? all : all.filter(s => !s.isHidden);
    const first = Math.min(...all.map(s => s.t[0])), last = Math.max(...all.map(s => s.t[s.t.length - 1]));
    let low = Infinity, top = -Infinity;
    for (const list of [...series.map(s => s.v), ...bands.flatMap(b => [b.low, b.high])])
      for (const value of list) { if (value < low) low = value; if (value > top) top = value; }
    if (options.top !== undefined) top = options.top;
    if (top <= low) { top += Math.abs(top) * 0.01 + 0.001; low -= Math.abs(low) * 0.01 + 0.001; }
    const log = options.isLog && options.isLog() && low > 0;
    if (!log && options.top === undefined) { const air = (top - low) * 0.04; low -= air; top += air; }
    const x = t => edge.left + (t - first) / Math.max(1, last - first) * (width - edge.left - edge.right);
    const part = log ? v => Math.log(Math.max(v, low) / low) / Math.log(top / low) : v => (v - low) / (top - low);
    const y = v => high - edge.bottom - part(v) * (high - edge.top - edge.bottom);
    frame(svg, width, high, {
      ys: labelled(log ? logTicks(low, top) : ticks(low, top, high / 55), options).map(([v, text]) => [y(v), text]),
      xs: timeTicks(first, last, width / 80).map(([t, label]) => [x(t), label]),
    });
    for (const band of bands) {
      const xs = band.t.map(x);
      svg.append(draw('path', { class: band.kind, d: line(xs, band.high.map(y)) + 'L' + line([...xs].reverse(), [...band.low].reverse().map(y)).slice(1) + 'Z' }));
    }
    if (options.base !== undefined && options.base > low && options.base < top)
      svg.append(draw('line', { class: 'base', x1: edge.left, x2: width - edge.right, y1: y(options.base), y2: y(options.base) }));
    for (const one of series) {
      const d = line(one.t.map(x), one.v.map(y));
      if (one.fill !== undefined)
        svg.append(draw('path', { class: one.kind + ' fill', d: `${d}L${x(one.t[one.t.length - 1]).toFixed(1)} ${y(one.fill).toFixed(1)}L${x(one.t[0]).toFixed(1)} ${y(one.fill).toFixed(1)}Z` }));
      svg.append(draw('path', { class: one.kind + ' line', d }));
    }
    readout(svg, place, high, px => {
      const at = first + (px - edge.left) / (width - edge.left - edge.right) * (last - first);
      const near = series[0].t[nearest(series[0].t, at)];
      return {
        x: x(near),
        lines: [[dayOf(near), 'when'], ...series.map(s => [`${s.name}  ${options.say(s.v[nearest(s.t, near)])}`, s.kind + ' said-by'])],
      };
    });
  });
}

// Bars of counts. `split` colours below and above zero; `mark` draws a line at a value.
function histogram(host, bins, how) {
  const label = labelFor([0, bins.step / 2], how);
  picture(host, width => width < 420 ? 190 : 220, (svg, width, high, place) => {
    const most = Math.max(...bins.n), end = bins.from + bins.step * bins.n.length, total = bins.n.reduce((a, b) => a + b, 0);
    const x = v => edge.left + (v - bins.from) / (end - bins.from) * (width - edge.left - edge.right);
    const y = n => high - edge.bottom - n / most * (high - edge.top - edge.bottom);
    frame(svg, width, high, {
      ys: ticks(0, most, 4).filter(Number.isInteger).map(n => [y(n), grouped(n, 0)]),
      xs: labelled(ticks(bins.from, end, width / 85).map(v => Math.abs(v) < bins.step * 1e-6 ? 0 : v), how).map(([v, text]) => [x(v), text]),
    });
    bins.n.forEach((n, i) => {
      if (!n) return;
      const left = bins.from + i * bins.step, kind = bins.mark !== undefined ? 'plain' : left + bins.step / 2 < 0 ? 'loss' : 'gain';
      svg.append(draw('rect', { class: 'bin ' + kind, x: x(left) + 0.5, width: Math.max(1, x(left + bins.step) - x(left) - 1), y: y(n), height: Math.max(1, y(0) - y(n)), rx: 1.5 }));
    });
    if (bins.mark !== undefined) svg.append(draw('line', { class: 'mark', x1: x(bins.mark), x2: x(bins.mark), y1: edge.top, y2: y(0) }));
    readout(svg, place, high, px => {
      const i = Math.floor((px - edge.left) / (width - edge.left - edge.right) * bins.n.length);
      if (i < 0 || i >= bins.n.length) return null;
      const left = bins.from + i * bins.step;
      const name = (bins.mark === undefined && i === 0) ? `up to ${label(left + bins.step)}` : (bins.mark === undefined && i === bins.n.length - 1) ? `${label(left)} or more` : `${label(left)} to ${label(left + bins.step)}`;
      return { at: px, lines: [[name, 'when'], [`${grouped(bins.n[i], 0)} of ${grouped(total, 0)}`]] };
    });
  });
}

// Dots. Each: [x, y, class, words].
function scatter(host, dots, label, names) {
  picture(host, width => width < 420 ? 220 : 260, (svg, width, high, place) => {
    const range = values => { const a = Math.min(0, ...values), b = Math.max(0, ...values); return b > a ? [a, b + (b - a) * 0.04] : [a - 1, b + 1]; };
    const [x0, x1] = range(dots.map(d => d[0])), [y0, y1] = range(dots.map(d => d[1]));
    const x = v => edge.left + (v - x0) / (x1 - x0) * (width - edge.left - edge.right);
    const y = v => high - edge.bottom - 14 - (v - y0) / (y1 - y0) * (high - edge.top - edge.bottom - 14);
    frame(svg, width, high - 14, { ys: ticks(y0, y1, 4).map(v => [y(v), label(v)]), xs: ticks(x0, x1, width / 85).map(v => [x(v), label(v)]) });
    svg.append(draw('line', { class: 'base', x1: edge.left, x2: width - edge.right, y1: y(0), y2: y(0) }));
    svg.append(draw('line', { class: 'base', x1: x(0), x2: x(0), y1: edge.top, y2: high - edge.bottom - 14 }));
    for (const dot of dots) svg.append(draw('circle', { class: 'dot ' + dot[2], cx: x(dot[0]).toFixed(1), cy: y(dot[1]).toFixed(1), r: dots.length > 600 ? 1.8 : 2.6 }));
    svg.append(draw('text', { class: 'label middle', x: (width - edge.right) / 2, y: high - 4 }, names[0]));
    svg.append(draw('text', { class: 'label', x: edge.left + 4, y: edge.top + 8 }, names[1]));
    readout(svg, place, high, (px, py) => {
      let best = null, distance = 400;
      for (const dot of dots) { const d = (x(dot[0]) - px) ** 2 + (y(dot[1]) - py) ** 2; if (d < distance) { distance = d; best = dot; } }
      return best && { at: x(best[0]), y: Math.min(y(best[1]), high - 60), lines: best[3] };
    });
  });
}

// What is drawn how. An entry [name, kind, series] of a chart hides its series and shows it again.
function key(host, entries, chart) {
  if (!host) return;
  host.replaceChildren(...entries.map(([name, kind, one]) => {
    const item = one && chart ? make('button', { class: 'entry ' + kind, type: 'button', 'aria-pressed': 'true', title: 'Show or hide' }) : make('span', { class: 'entry ' + kind });
    item.append(make('i'), document.createTextNode(name));
    if (one && chart) item.addEventListener('click', () => { one.isHidden = !one.isHidden; item.setAttribute('aria-pressed', String(!one.isHidden)); chart.again(); });
    return item;
  }));
}
