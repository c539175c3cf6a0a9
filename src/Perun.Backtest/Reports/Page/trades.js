'use strict';
// Beside the file, or below the page where the dashboard shows it.
const decisionsPage = () => location.pathname.endsWith('.html') ? 'decisions.html' : location.pathname.replace(/\/$/, '') + '/decisions.html';
for (const link of document.querySelectorAll('a.decisions')) link.setAttribute('href', decisionsPage());
// The trade table: sorted, filtered, and a hundred rows at a time, so that five thousand cost nothing.
function tradeTable(rows, onChoose) {
  const table = byId('trade-table');
  if (!table) return;
  const page = 50;
  const columns = [
    ['#', 'no', row => String(row.no)], ['Symbol', 'name', row => row.name], ['Side', 'side', row => row.side > 0 ? 'long' : 'short'],
    ['Opened', 'opened', row => minuteOf(row.opened)], ['Closed', 'closed', row => minuteOf(row.closed)], ['Quantity', 'quantity', row => quantity(row.quantity)],
    ['Entry', 'entry', row => price(row.entry)], ['Exit', 'exit', row => price(row.exit)], ['Way out', 'way', row => row.way],
    ['R', 'r', row => row.r === null ? '\u2013' : grouped(row.r, 2)], ['MAE', 'mae', row => grouped(row.mae, 2)], ['MFE', 'mfe', row => grouped(row.mfe, 2)],
    ['Fees', 'fees', row => grouped(row.fees, 2)], ['Profit', 'profit', row => (row.profit > 0 ? '+' : '') + grouped(row.profit, 2)],
  ];
  if (rows.some(row => row.decision)) columns.push(['Decision', 'decision', row => row.decision ? { href: decisionsPage() + '#d' + row.decision, text: String(row.decision) } : '\u2013']);
  const words = new Set(['name', 'side', 'way']);
  const price = value => minus(value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: value < 10 ? 6 : 2 }));
  const quantity = value => value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  for (const row of rows) row.found = `${row.no} ${row.name} ${row.way} ${minuteOf(row.opened)} ${minuteOf(row.closed)}`.toLowerCase();
  let by = 'no', down = false, count = page, chosen = null;

  const head = make('thead'), body = make('tbody'), headRow = make('tr');
  for (const [title, field] of columns) {
    const cell = make('th', { scope: 'col', class: words.has(field) ? 'word' : '' }), button = make('button', { type: 'button' }, title);
    button.addEventListener('click', () => { if (by === field) down = !down; else { by = field; down = !words.has(field) && field !== 'no'; } count = page; fill(); });
    cell.append(button); cell.dataset.field = field; headRow.append(cell);
  }
  head.append(headRow); table.append(head, body);

  // A cell's text, or a link to where its decision is told.
  const told = said => {
    if (typeof said === 'string') return said;
    const link = make('a', { href: said.href }, said.text);
    link.addEventListener('click', event => event.stopPropagation());
    return link;
  };

  const compare = (a, b) => {
    const left = a[by], right = b[by];
    if (left === null || right === null) return (left === null) - (right === null);
    const order = left < right ? -1 : left > right ? 1 : 0;
    return (down ? -order : order) || a.no - b.no;
  };

  function fill() {
    const wanted = byId('find').value.trim().toLowerCase(), outcome = byId('outcome').value, side = byId('side').value;
    const found = rows.filter(row => (!wanted || row.found.includes(wanted)) && (!outcome || row.profit * outcome > 0) && (!side || row.side === +side)).sort(compare);
    for (const cell of headRow.cells) {
      if (cell.dataset.field === by) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
    body.replaceChildren(...found.slice(0, count).map(row => {
      const line = make('tr', row === chosen ? { class: 'chosen' } : {});
      for (const [, field, say] of columns) line.append(make('td', { class: (words.has(field) ? 'word name' : '') + (field === 'profit' ? row.profit >= 0 ? ' gain' : ' loss' : '') }, told(say(row))));
      line.addEventListener('click', () => { chosen = row; for (const other of body.rows) other.classList.toggle('chosen', other === line); onChoose(row); });
      return line;
    }));
    const sum = found.reduce((total, row) => total + row.profit, 0);
    byId('count').textContent = `${grouped(found.length, 0)} trades, ${sum > 0 ? '+' : ''}${grouped(sum, 2)}`;
    byId('more').hidden = found.length <= count;
    byId('more').textContent = `Show ${Math.min(page * 4, found.length - count)} more of ${grouped(found.length - count, 0)}`;
  }
  for (const id of ['find', 'outcome', 'side']) byId(id).addEventListener('input', () => { count = page; fill(); });
  byId('more').addEventListener('click', () => { count += page * 4; fill(); });
  fill();
}
