// The page: filters, list and details. Whatever a report says goes into the page as text, never as
// markup.

const LISTED = 200; // rows that are made at once
const data = JSON.parse(document.getElementById('data').textContent);
const find = id => document.getElementById(id);
const DAY = 86400000;
const dayNumber = text => Date.parse(text + 'T00:00:00Z') / DAY;
const dayText = number => new Date(number * DAY).toISOString().slice(0, 10);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Only what a browser opens as a page: no javascript: out of a report's metadata.
function safeLink(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const kindOf = incident => incident.subtype ? incident.type + ', ' + incident.subtype : incident.type;
const whereOf = incident => incident.place || 'place not said';
function whenOf(incident) {
  if (!incident.start) return 'day not said';
  return incident.end && incident.end !== incident.start ? incident.start + ' to ' + incident.end : incident.start;
}

function markFor(incident) {
  const canvas = element('canvas', undefined, 'mark'), ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = 18 * ratio;
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  drawMark(context, map.types.get(incident.type), incident.open, 9, 9, 7, '#ffffff');
  return canvas;
}

// --- filters ---

const dated = data.incidents.filter(incident => incident.start);
const first = dated.length ? dated.reduce((least, i) => Math.min(least, dayNumber(i.start)), Infinity) : 0;
const last = dated.length ? dated.reduce((most, i) => Math.max(most, dayNumber(i.end || i.start)), -Infinity) : 0;
for (const incident of data.incidents) {
  incident.first = incident.start ? dayNumber(incident.start) : null;
  incident.last = incident.start ? dayNumber(incident.end || incident.start) : null;
  incident.words = [incident.type, incident.subtype, incident.status, incident.place, incident.admin1, incident.country, incident.origin,
    incident.destination, incident.actor, incident.target, incident.weapon, incident.object,
    ...incident.sources.map(source => source.sentence + ' ' + (source.source || ''))].join(' ').toLocaleLowerCase();
}

function passes(incident, wanted, words, from, to, allDays) {
  return wanted.has(incident.type) && words.every(word => incident.words.includes(word)) &&
    (allDays || (incident.first !== null && incident.first <= to && incident.last >= from));
}

function filtered() {
  const wanted = new Set([...find('types').querySelectorAll('input:checked')].map(box => box.value));
  const words = find('text').value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const from = first + Number(find('from').value), to = first + Number(find('to').value);
  return data.incidents.filter(incident => passes(incident, wanted, words, from, to, from === first && to === last));
}

let passing = [], listed = LISTED;

function update() {
  passing = filtered();
  listed = LISTED;
  map.place(passing);
  fillList();
  const from = first + Number(find('from').value), to = first + Number(find('to').value);
  find('days').textContent = dated.length ? dayText(from) + ' to ' + dayText(to) : 'no days are said';
  find('from').setAttribute('aria-valuetext', dayText(from));
  find('to').setAttribute('aria-valuetext', dayText(to));
  const unplaced = passing.filter(incident => incident.lon === undefined).length;
  const said = passing.length + ' of ' + data.incidents.length + (data.incidents.length === 1 ? ' incident' : ' incidents') +
    (unplaced ? ', ' + unplaced + ' without a place' : '');
  find('summary').textContent = said;
  find('map').setAttribute('aria-label', 'Map of ' + said);
}

// --- list and details ---

function rowFor(incident) {
  const row = element('li'), button = element('button'), words = element('span', undefined, 'words');
  button.type = 'button';
  button.dataset.id = incident.id;
  words.append(element('span', incident.start || '', 'when'), ' ', element('span', kindOf(incident)),
    element('span', whereOf(incident), 'name'));
  button.append(markFor(incident), words);
  button.addEventListener('click', () => select(incident, true));
  if (incident === map.selected) button.setAttribute('aria-current', 'true');
  row.append(button);
  return row;
}

function fillList() {
  find('list').replaceChildren(...passing.slice(0, listed).map(rowFor));
  find('more').hidden = passing.length <= listed;
  find('more').textContent = 'Show more (' + (passing.length - listed) + ')';
}

const count = (low, high) => low === undefined ? undefined : high === undefined ? 'at least ' + low : high === low ? String(low) : low + ' to ' + high;
const PRECISIONS = ['', 'the place itself', 'near it, or a part of it', 'a region or country'];

function factsOf(incident) {
  const rough = incident.radius_m ? PRECISIONS[incident.precision || 0] + ', within ' + Math.max(1, Math.round(incident.radius_m / 1000)) + ' km' : undefined;
  return [['Day', whenOf(incident)], ['Status', incident.status], ['Place', [incident.admin1, incident.country].filter(Boolean).join(', ') || undefined],
    ['Known', rough], ['From', incident.origin], ['To', incident.destination], ['Actor', incident.actor], ['Target', incident.target],
    ['Weapon', incident.weapon], ['Object', incident.object], ['Number', count(...(incident.count || []))],
    ['Killed', count(...(incident.killed || []))], ['Injured', count(...(incident.injured || []))],
    ['Confidence', incident.confidence]].filter(([, value]) => value !== undefined);
}

function sourceLine(source) {
  const line = element('cite', [source.source, source.published].filter(Boolean).join(', '));
  const link = source.url ? safeLink(source.url) : null, title = source.title || source.report;
  if (line.textContent) line.append(': ');
  if (link) {
    const anchor = element('a', title);
    anchor.href = link;
    anchor.rel = 'noopener noreferrer nofollow';
    line.append(anchor);
  } else {
    line.append(title);
  }
  return line;
}

function fillDetails(incident) {
  const details = find('details'), close = element('button', 'Close', 'close'), facts = element('dl');
  close.type = 'button';
  close.addEventListener('click', () => select(null, false));
  for (const [name, value] of factsOf(incident)) facts.append(element('dt', name), element('dd', value));
  const said = incident.sources.flatMap(source => [element('blockquote', source.sentence), sourceLine(source)]);
  details.replaceChildren(close, element('h2', capital(kindOf(incident)) + ' · ' + whereOf(incident)), facts, ...said);
  details.setAttribute('aria-label', 'Incident ' + incident.id);
  details.setAttribute('role', 'region');
  details.scrollTop = 0;
}

function select(incident, byList) {
  const before = map.selected;
  map.selected = incident;
  find('details').hidden = !incident;
  for (const button of find('list').querySelectorAll('[aria-current]')) button.removeAttribute('aria-current');
  const back = (incident || before) && find('list').querySelector('[data-id="' + Number((incident || before).id) + '"]');
  if (incident) {
    fillDetails(incident);
    if (back) back.setAttribute('aria-current', 'true');
    if (byList) map.center(incident);
    else if (back) back.scrollIntoView({ block: 'nearest' });
    find('details').focus();
  } else if (back) {
    back.focus();
  }
  map.draw();
}

// --- the clock ---

let playing = null;
function play() {
  const from = find('from'), to = find('to'), width = Math.max(1, Math.round((last - first) / 40));
  if (playing) return stop();
  from.value = 0;
  to.value = width;
  find('play').textContent = 'Stop';
  find('play').setAttribute('aria-pressed', 'true');
  playing = setInterval(() => {
    if (Number(to.value) >= last - first) return stop();
    to.value = Number(to.value) + width;
    from.value = Number(to.value) - width;
    update();
  }, 400);
  update();
}

function stop() {
  clearInterval(playing);
  playing = null;
  find('play').textContent = 'Play';
  find('play').setAttribute('aria-pressed', 'false');
}

function start() {
  document.title = data.title;
  find('title').textContent = data.title;
  find('attribution').textContent = data.attribution;
  const present = new Set(data.incidents.map(incident => incident.type));
  for (const type of data.types.filter(one => present.has(one.name))) {
    const label = element('label'), box = element('input');
    box.type = 'checkbox';
    box.value = type.name;
    box.checked = true;
    box.addEventListener('change', update);
    label.append(box, markFor({ type: type.name }), type.name);
    find('types').append(label);
  }
  for (const [id, value] of [['from', 0], ['to', last - first]]) {
    find(id).max = last - first;
    find(id).value = value;
    find(id).addEventListener('input', () => {
      stop();
      if (Number(find('from').value) > Number(find('to').value)) find(id === 'from' ? 'to' : 'from').value = find(id).value;
      update();
    });
  }
  find('time').disabled = !dated.length;
  find('play').addEventListener('click', play);
  find('text').addEventListener('input', update);
  find('more').addEventListener('click', () => { listed += LISTED; fillList(); });
  find('zoom-in').addEventListener('click', () => map.zoomBy(1.6));
  find('zoom-out').addEventListener('click', () => map.zoomBy(1 / 1.6));
  find('zoom-all').addEventListener('click', () => map.showAll());
  document.addEventListener('keydown', event => { if (event.key === 'Escape' && map.selected) select(null, false); });
  update();
}

const map = new IncidentMap(find('map'), data, incident => select(incident, false));
start();
