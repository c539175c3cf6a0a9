// Keeps an open page current: the server sends re-rendered sections, this fits them in without disturbing the reader.

const beat = 5000;
const silence = 3 * beat;

// Times: sent in UTC, shown in the reader's zone.

const forms = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
};
const writers = Object.fromEntries(Object.entries(forms).map(
  ([name, form]) => [name, new Intl.DateTimeFormat('en-GB', { ...form, hourCycle: 'h23' })]));

const say = (moment, form) => (writers[form] ?? writers.moment).format(moment).replace(',', '');

function localise(root) {
  for (const time of root.querySelectorAll('time[datetime]'))
    time.textContent = say(new Date(time.dateTime), time.dataset.form);
  for (const label of root.querySelectorAll('text[data-at]'))
    label.textContent = say(new Date(label.dataset.at), label.dataset.form);
}

// Fitting in: what is equal stays as it is, so that focus, selection, scrolling and what was opened survive.

const keyOf = node => node.dataset?.key;
const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

function fit(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data)
      from.data = to.data;
    return;
  }
  fitAttributes(from, to);
  fitChildren(from, to);
}

function fitAttributes(from, to) {
  const readers = from.nodeName === 'DETAILS' ? 'open' : null;
  for (const { name } of [...from.attributes])
    if (name !== readers && !to.hasAttribute(name))
      from.removeAttribute(name);
  for (const { name, value } of to.attributes)
    if (name !== readers && from.getAttribute(name) !== value)
      from.setAttribute(name, value);
}

function fitChildren(from, to) {
  const wanted = [...to.childNodes];
  const kept = new Set(wanted.map(keyOf).filter(Boolean));
  const known = new Map();
  for (const child of [...from.childNodes]) {
    const key = keyOf(child);
    if (key && kept.has(key)) known.set(key, child);
    else if (key) child.remove();
  }
  let at = from.firstChild;
  for (const next of wanted) {
    const match = keyOf(next) ? known.get(keyOf(next)) : at && alike(at, next) ? at : null;
    if (!match || !alike(match, next)) {
      from.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else from.insertBefore(match, at);
    fit(match, next);
  }
  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
}

function show(sections) {
  for (const [id, html] of Object.entries(sections)) {
    const there = document.getElementById(id);
    const sent = document.createElement('template');
    sent.innerHTML = html;
    const section = sent.content.querySelector('*');
    if (!there || section?.id !== id)
      continue;
    localise(section);
    fit(there, section);
  }
  const title = document.querySelector('main .account') && document.getElementById('strip')?.dataset.title;
  if (title)
    document.title = title;
}

// The stream. A page in the background lets go of it, since browsers grant a server only a few.

const link = document.getElementById('link');
let stream = null;
let heard = Date.now();

function tell(isLive) {
  document.documentElement.classList.toggle('is-stale', !isLive);
  const words = isLive ? 'live' : `disconnected, data as of ${say(new Date(heard), 'clock')}`;
  if (link.textContent !== words)
    link.textContent = words;
}

function hear(event) {
  heard = Date.now();
  tell(true);
  if (event.type === 'sections')
    show(JSON.parse(event.data).sections);
}

function connect() {
  stream?.close();
  stream = new EventSource(document.body.dataset.live);
  stream.addEventListener('sections', hear);
  stream.addEventListener('beat', hear);
  stream.addEventListener('error', () => tell(false));
}

function watch() {
  if (document.hidden)
    return;
  const isSilent = Date.now() - heard > silence;
  if (isSilent)
    tell(false);
  if (!stream || stream.readyState === EventSource.CLOSED || isSilent) {
    heard = isSilent ? Date.now() - silence + 2000 : heard;
    connect();
  }
}

localise(document);
if (document.body.dataset.live) {
  connect();
  setInterval(watch, 2000);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else {
      connect();
    }
  });
}
