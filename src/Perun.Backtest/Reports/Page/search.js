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
  const plain = value => minus(String(Math.round(value * 1e8) / 1e8));
  const number = value => grouped(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2);
  const quantile = (rising, share) => { const place = share * (rising.length - 1), below = Math.floor(place); return below + 1 < rising.length ? rising[below] + (place - below) * (rising[below + 1] - rising[below]) : rising[below]; };
  const folds = {
    best: rising => rising[rising.length - 1],
    mean: rising => rising.reduce((a, b) => a + b, 0) / rising.length,
    median: rising => quantile(rising, 0.5),
  };

  // Values of a parameter in so many steps at most, each a run of neighbouring places.
  const stepsOf = (count, most) => { const per = Math.ceil(count / most); return { per, count: Math.ceil(count / per) }; };
  const nameOf = (parameter, steps, i) => {
    const from = parameter.values[i * steps.per], to = parameter.values[Math.min(parameter.values.length, (i + 1) * steps.per) - 1];
    return from === to ? plain(from) : `${plain(from)} to ${plain(to)}`;
  };
  const gather = (sets, key) => {
    const groups = new Map();
    for (const set of sets) { const at = key(set); if (!groups.has(at)) groups.set(at, []); groups.get(at).push(set[set.length - 1]); }
    for (const group of groups.values()) group.sort((a, b) => a - b);
    return groups;
  };

  const search = data.search;
  if (search) {
    const { parameters, sets } = search, winner = sets[0];
    const score = set => set[set.length - 1];
    if (byId('map') && winner) {
      // What matters most is shown first: the parameters along which the median moves most.
      const range = axis => { const medians = [...gather(sets, set => set[axis]).values()].map(folds.median); return Math.max(...medians) - Math.min(...medians); };
      const order = parameters.map((_, axis) => axis).sort((a, b) => range(b) - range(a) || a - b);
      const [across, down, fold] = ['across', 'down', 'fold'].map(byId);
      for (const select of [across, down]) parameters.forEach((parameter, axis) => select.append(make('option', { value: axis }, parameter.name)));
      [across.value, down.value] = [order[0], order[1]];
      if (parameters.length < 3) fold.hidden = true;
      const map = picture(byId('map'), width => Math.max(150, stepsOf(parameters[+down.value].values.length, 24).count * (width < 500 ? 20 : 24) + 34), (svg, width, high, host) => {
        const x = +across.value, y = +down.value, xs = stepsOf(parameters[x].values.length, width < 500 ? 12 : 30), ys = stepsOf(parameters[y].values.length, 24);
        const cells = gather(sets, set => Math.floor(set[x] / xs.per) + xs.count * Math.floor(set[y] / ys.per));
        const values = new Map([...cells].map(([at, group]) => [at, folds[fold.value](group)]));
        const all = [...values.values()], top = Math.max(...all), low = Math.min(...all);
        const left = 10 + 6.6 * Math.max(...Array.from({ length: ys.count }, (_, i) => nameOf(parameters[y], ys, i).length), 3);
        const wide = (width - left - 10) / xs.count, tall = (high - 34) / ys.count;
        const colour = value => {
          const isSplit = low < 0 && top > 0;
          const share = isSplit ? (value >= 0 ? value / top : value / low) : top > low ? (value - low) / (top - low) : 1;
          const ink = isSplit ? (value >= 0 ? '--up' : '--down') : top <= 0 ? '--down' : '--up';
          return `color-mix(in srgb, var(${ink}) ${Math.round(8 + 82 * (top <= 0 && !isSplit ? 1 - share : share))}%, var(--panel))`;
        };
        for (let j = 0; j < ys.count; j++) {
          for (let i = 0; i < xs.count; i++) {
            const value = values.get(i + xs.count * j), isWinner = i === Math.floor(winner[x] / xs.per) && j === Math.floor(winner[y] / ys.per);
            const cell = draw('rect', { class: 'cell' + (value === undefined ? ' none' : '') + (isWinner ? ' won' : ''), x: (left + i * wide).toFixed(1), y: (4 + j * tall).toFixed(1), width: Math.max(1, wide - 1).toFixed(1), height: Math.max(1, tall - 1).toFixed(1), rx: 2 });
            if (value !== undefined) cell.style.fill = colour(value);
            svg.append(cell);
            if (value !== undefined && wide > 44) svg.append(draw('text', { class: 'in-cell', x: left + (i + 0.5) * wide, y: 4 + (j + 0.5) * tall + 4 }, number(value)));
          }
          svg.append(draw('text', { class: 'label', x: 2, y: 4 + (j + 0.5) * tall + 4 }, nameOf(parameters[y], ys, j)));
        }
        let free = -1e9;
        for (let i = 0; i < xs.count; i++) {
          const label = nameOf(parameters[x], xs, i), middle = left + (i + 0.5) * wide, half = label.length * 3.3;
          if (middle - half < free || middle + half > width) continue;
          free = middle + half + 8;
          svg.append(draw('text', { class: 'label middle', x: middle, y: high - 16 }, label));
        }
        svg.append(draw('text', { class: 'label middle', x: left + (width - left) / 2, y: high - 2 }, parameters[x].name));
        readout(svg, host, high, (px, py) => {
          const i = Math.floor((px - left) / wide), j = Math.floor((py - 4) / tall), group = cells.get(i + xs.count * j);
          if (i < 0 || i >= xs.count || j < 0 || j >= ys.count || !group) return null;
          return { at: px, y: Math.min(py + 14, high - 70), lines: [[`${parameters[x].name} ${nameOf(parameters[x], xs, i)}, ${parameters[y].name} ${nameOf(parameters[y], ys, j)}`, 'when'],
            [group.length > 1 ? `${fold.value} ${number(folds[fold.value](group))} of ${group.length} sets` : number(group[0])], ...(group.length > 1 ? [[`${number(group[0])} to ${number(group[group.length - 1])}`]] : [])] };
        });
      });
      for (const select of [across, down]) {
        select.addEventListener('change', () => {
          const other = select === across ? down : across;
          if (other.value === select.value) other.value = parameters.map((_, axis) => String(axis)).find(axis => axis !== select.value);
          map.again();
        });
      }
      fold.addEventListener('change', () => map.again());
    }
    const along = byId('along');
    parameters.forEach((parameter, axis) => {
      const title = make('h3', {}, parameter.name + ' '), host = make('div', { class: 'chart' }), place = make('div');
      title.append(make('span', {}, parameter.meaning));
      place.append(title, host);
      along.append(place);
      const steps = stepsOf(parameter.values.length, 60), groups = [...gather(sets, set => Math.floor(set[axis] / steps.per))].sort((a, b) => a[0] - b[0]);
      const middleOf = i => { const part = parameter.values.slice(i * steps.per, (i + 1) * steps.per); return (part[0] + part[part.length - 1]) / 2; };
      const points = groups.map(([i, group]) => ({ i, at: middleOf(i), group, low: quantile(group, 0.25), median: quantile(group, 0.5), high: quantile(group, 0.75), best: group[group.length - 1] }));
      picture(host, 190, (svg, width, high, at) => {
        const first = parameter.values[0], last = parameter.values[parameter.values.length - 1];
        let low = Math.min(...points.map(p => p.low)), top = Math.max(...points.map(p => p.best));
        if (top <= low) { top += 0.5; low -= 0.5; }
        const air = (top - low) * 0.06; low -= air; top += air;
        const x = v => edge.left + 8 + (v - first) / Math.max(1e-9, last - first) * (width - edge.left - edge.right - 16);
        const y = v => high - edge.bottom - (v - low) / (top - low) * (high - edge.top - edge.bottom);
        frame(svg, width, high, { ys: ticks(low, top, 4).map(v => [y(v), number(v)]), xs: (parameter.values.length <= 8 ? parameter.values : ticks(first, last, width / 70)).map(v => [x(v), plain(v)]) });
        if (low < 0 && top > 0) svg.append(draw('line', { class: 'base', x1: edge.left, x2: width - edge.right, y1: y(0), y2: y(0) }));
        const px = points.map(p => x(p.at));
        svg.append(draw('path', { class: 'band inner', d: line(px, points.map(p => y(p.high))) + 'L' + line([...px].reverse(), points.map(p => y(p.low)).reverse()).slice(1) + 'Z' }));
        svg.append(draw('path', { class: 'equity line', d: line(px, points.map(p => y(p.median))) }));
        for (const p of points) svg.append(draw('circle', { class: 'best-dot', cx: x(p.at).toFixed(1), cy: y(p.best).toFixed(1), r: 2 }));
        const won = x(parameter.values[winner[axis]]);
        svg.append(draw('line', { class: 'winner', x1: won, x2: won, y1: edge.top, y2: high - edge.bottom }));
        readout(svg, at, high, pointer => {
          const p = points.reduce((a, b) => Math.abs(x(b.at) - pointer) < Math.abs(x(a.at) - pointer) ? b : a);
          return { x: x(p.at), lines: [[`${parameter.name} ${nameOf(parameter, steps, p.i)}, ${p.group.length} sets`, 'when'], [`median ${number(p.median)}`], [`half from ${number(p.low)} to ${number(p.high)}`], [`best ${number(p.best)}`]] };
        });
      });
    });
    if (data.spread) histogram(byId('spread'), data.spread, number);
    else if (byId('spread')) byId('spread').append(make('p', { class: 'empty' }, 'Too few values, or all alike.'));
  }

  if (data.splits && byId('splits'))
    scatter(byId('splits'), data.splits.x.map((x, i) => [x, data.splits.y[i], data.splits.y[i] >= 0 ? 'gain' : 'loss', [[`chosen at ${grouped(x, 2)}`, 'when'], [`then ${grouped(data.splits.y[i], 2)}`]]]),
      v => grouped(v, 1), ['Sharpe where chosen', 'Sharpe afterwards']);

  if (data.equity) {
    const equity = { name: 'Out of sample', kind: 'equity', t: summed(data.equity.t), v: data.equity.v };
    const series = [equity];
    if (data.benchmark) series.push({ name: data.benchmarkName, kind: 'benchmark', t: summed(data.benchmark.t), v: data.benchmark.v });
    const chart = curves(byId('equity'), width => width < 500 ? 240 : 340, series, [], { label: compact, say: money, base: equity.v[0] });
    key(byId('equity-key'), series.map(one => [one.name, one.kind, one === equity ? null : one]), chart);
    curves(byId('drawdown'), 130, [{ name: 'Drawdown', kind: 'down', t: summed(data.drawdown.t), v: data.drawdown.v, fill: 0 }], [], { labels: percents, say: v => percent(v, 2), top: 0 });
  }

  // Folds: what was chosen inside and what came of it outside, and how the chosen values wander.
  if (data.folds) {
    const draws = (host, lines, names, words = number) => picture(host, 200, (svg, width, high, at) => {
      const values = lines.flatMap(one => one.v).filter(v => v !== null), count = data.folds.length;
      let low = Math.min(...values), top = Math.max(...values);
      if (!(top > low)) { top = (top || 0) + 0.5; low = (low || 0) - 0.5; }
      const air = (top - low) * 0.08; low -= air; top += air;
      const x = i => edge.left + 14 + i / Math.max(1, count - 1) * (width - edge.left - edge.right - 28);
      const y = v => high - edge.bottom - (v - low) / (top - low) * (high - edge.top - edge.bottom);
      frame(svg, width, high, { ys: ticks(low, top, 4).map(v => [y(v), words(v)]), xs: data.folds.map((name, i) => [x(i), name]).filter((_, i) => i % Math.max(1, Math.ceil(count * 90 / width)) === 0) });
      if (low < 0 && top > 0) svg.append(draw('line', { class: 'base', x1: edge.left, x2: width - edge.right, y1: y(0), y2: y(0) }));
      for (const one of lines) {
        const known = one.v.map((v, i) => [i, v]).filter(([, v]) => v !== null);
        svg.append(draw('path', { class: one.kind + ' line', d: line(known.map(([i]) => x(i)), known.map(([, v]) => y(v))) }));
        for (const [i, v] of known) { const dot = draw('circle', { cx: x(i).toFixed(1), cy: y(v).toFixed(1), r: 3, class: one.kind }); dot.style.fill = 'var(--ink)'; svg.append(dot); }
      }
      readout(svg, at, high, px => {
        const i = Math.max(0, Math.min(count - 1, Math.round((px - edge.left - 14) / (width - edge.left - edge.right - 28) * (count - 1))));
        return { x: x(i), lines: [[names[i], 'when'], ...lines.map(one => [`${one.name}  ${one.v[i] === null ? '–' : words(one.v[i])}`, one.kind + ' said-by'])] };
      });
    });
    const lines = [{ name: 'Chosen in training', kind: 'benchmark', v: data.inside }, { name: 'Out of sample', kind: 'equity', v: data.outside }];
    key(byId('decay-key'), lines.map(one => [one.name, one.kind]));
    draws(byId('decay'), lines, data.folds);
    for (const parameter of data.chosen) {
      const title = make('h3', {}, parameter.name), host = make('div', { class: 'chart' }), place = make('div');
      place.append(title, host);
      byId('chosen').append(place);
      draws(host, [{ name: parameter.name, kind: 'run2', v: parameter.v }], data.folds, plain);
    }
  }
})();
