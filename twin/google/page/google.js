// The page of the calendars. All text goes in by textContent: what is booked is never markup.
const $ = (id) => document.getElementById(id);
const hourPx = 48;
const dayMs = 24 * 3_600_000;
const hidden = new Set(JSON.parse(localStorage.getItem('hidden') ?? '[]'));
let accounts = [];
let account;
let calendars = [];
let monday;
/** While a box is held nothing is drawn again: it would be lost. */
let isHeld = false;
let zone;

function element(tag, text = '', className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function ask(path, method = 'GET', body) {
  const answer = await fetch(`/_twin/google/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new Error(value?.error?.message ?? `erro ${answer.status}`);
  return value;
}

/** `2026-12-01 09:00` as the clock on the clinic's wall says it; such texts sort by time. */
const wall = (instant) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
const plusDays = (day, days) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
const mondayOf = (day) => plusDays(day, -((new Date(day).getUTCDay() + 6) % 7));
const inWords = (day, format) => new Date(day).toLocaleDateString('pt-BR', { timeZone: 'UTC', ...format });
const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

let asked = 0;
let drawn = 0;

async function load() {
  const turn = ++asked;
  const found = await ask('accounts');
  const shown = found.find(({ email }) => email === $('account').value) ?? found[0];
  const read = await Promise.all(
    (shown?.calendars ?? []).map(async (calendar) => ({
      ...calendar,
      events: await ask(`events?${new URLSearchParams({ calendarId: calendar.id })}`),
    })),
  );
  // what was asked for before may come after
  if (turn < drawn) return;
  drawn = turn;
  accounts = found;
  account = shown;
  calendars = read;
  zone = account?.calendars[0]?.timeZone ?? 'America/Sao_Paulo';
  monday ??= mondayOf(wall(Date.now()).slice(0, 10));
  draw();
}

/** The parts of timed events on that day, side by side where they overlap. */
function partsOf(day) {
  const [from, to] = [`${day} 00:00`, `${plusDays(day, 1)} 00:00`];
  const parts = calendars
    .filter(({ id }) => !hidden.has(id))
    .flatMap((calendar) => calendar.events.map((event) => ({ calendar, event })))
    .filter(({ event }) => event.start.dateTime)
    .map(({ calendar, event }) => ({
      calendar,
      event,
      start: wall(new Date(event.start.dateTime)),
      end: wall(new Date(event.end.dateTime)),
    }))
    .filter(({ start, end }) => start < to && end > from)
    .map((part) => ({
      ...part,
      top: part.start < from ? 0 : minutes(part.start.slice(11)),
      bottom: part.end >= to ? 1440 : minutes(part.end.slice(11)),
    }))
    .sort((a, b) => a.top - b.top || b.bottom - a.bottom);
  let group = [];
  let groupEnd = 0;
  for (const part of parts) {
    if (part.top >= groupEnd) group = [];
    const taken = new Set(group.filter(({ bottom }) => bottom > part.top).map(({ lane }) => lane));
    part.lane = 0;
    while (taken.has(part.lane)) part.lane += 1;
    part.group = group;
    group.push(part);
    groupEnd = Math.max(groupEnd, part.bottom);
  }
  return parts;
}

function drawDay(day, first, last) {
  const column = element('div', '', 'day');
  column.dataset.day = day;
  column.style.height = `${(last - first) * hourPx}px`;
  column.onclick = ({ target, offsetY }) => {
    if (target !== column) return;
    const at = Math.floor(offsetY / (hourPx / 2)) * 30 + first * 60;
    openForm(day, at);
  };
  for (const { calendar, event, start, end, top, bottom, lane, group } of partsOf(day)) {
    const lanes = Math.max(...group.map((part) => part.lane)) + 1;
    const box = element('button', '', event.extendedProperties?.private ? 'event ours' : 'event');
    box.type = 'button';
    box.title = calendar.summaryOverride ?? calendar.summary;
    box.style.cssText = `top:${((top - first * 60) / 60) * hourPx}px;height:${Math.max(((bottom - top) / 60) * hourPx - 2, 16)}px;left:${(lane / lanes) * 100}%;width:${100 / lanes}%;--colour:${calendar.colour}`;
    box.append(
      element('strong', event.summary ?? '(sem título)'),
      element('small', `${start.slice(11)}–${end.slice(11)}`),
    );
    const open = () => openDetails(calendar, event, `${start.slice(11)}–${end.slice(11)}`, day);
    if (roles[calendar.accessRole]) box.onclick = open;
    else makeDraggable(box, { calendar, event, end, first }, open);
    column.append(box);
  }
  if (day === wall(Date.now()).slice(0, 10)) {
    const now = element('i', '', 'now');
    now.style.top = `${((minutes(wall(Date.now()).slice(11)) - first * 60) / 60) * hourPx}px`;
    column.append(now);
  }
  return column;
}

/** As somebody does it in Google: the box to another time or day, its lower edge for another length. */
function makeDraggable(box, { calendar, event, end, first }, open) {
  const edge = element('i', '', 'edge');
  box.append(edge);
  const column = (x) =>
    [...document.querySelectorAll('.day')].find((day) => {
      const { left, right } = day.getBoundingClientRect();
      return x >= left && x < right;
    });
  const snapped = (px) => Math.round(px / (hourPx / 4)) * 15;
  box.onkeydown = ({ key }) => key === 'Enter' && open();
  box.onpointerdown = (down) => {
    if (down.button !== 0) return;
    const isLonger = down.target === edge;
    const grabbed = down.clientY - box.getBoundingClientRect().top;
    const height = box.getBoundingClientRect().height;
    let isDragged = false;
    box.setPointerCapture(down.pointerId);
    isHeld = true;
    box.onpointermove = (move) => {
      isDragged ||= Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) > 4;
      if (!isDragged) return;
      box.classList.add('dragged');
      if (isLonger) box.style.height = `${Math.max(height + move.clientY - down.clientY, hourPx / 4)}px`;
      else box.style.translate = `${move.clientX - down.clientX}px ${move.clientY - down.clientY}px`;
    };
    box.onpointercancel = () => {
      isHeld = false;
      draw();
    };
    box.onpointerup = async (up) => {
      box.onpointermove = box.onpointerup = null;
      isHeld = false;
      if (!isDragged) {
        draw();
        return open();
      }
      const target = column(up.clientX);
      const length = Date.parse(event.end.dateTime) - Date.parse(event.start.dateTime);
      const local = (day, at) =>
        new Date(Date.parse(`${day}T00:00:00Z`) + at * 60_000).toISOString().slice(0, 19);
      const time = (dateTime) => ({ dateTime, timeZone: zone });
      const change = {};
      if (isLonger) {
        const more = snapped(up.clientY - down.clientY) * 60_000;
        const until = `${end.slice(0, 10)}T${end.slice(11)}:00Z`;
        change.end = time(
          new Date(Date.parse(until) + Math.max(more, 900_000 - length)).toISOString().slice(0, 19),
        );
      } else if (target) {
        const at = snapped(up.clientY - target.getBoundingClientRect().top - grabbed) + first * 60;
        change.start = time(local(target.dataset.day, at));
        change.end = time(local(target.dataset.day, at + length / 60_000));
      }
      const where = { calendarId: calendar.id, eventId: event.id };
      if (change.end) await ask('events', 'PATCH', { ...where, ...change }).catch(load);
      else draw();
    };
  };
}

function drawAllDay(day) {
  const cell = element('div');
  for (const calendar of calendars.filter(({ id }) => !hidden.has(id)))
    for (const event of calendar.events.filter(({ start, end }) => start.date <= day && end.date > day)) {
      const chip = element('button', event.summary ?? '(sem título)', 'chip');
      chip.style.setProperty('--colour', calendar.colour);
      chip.onclick = () => openDetails(calendar, event, 'o dia todo', day);
      cell.append(chip);
    }
  return cell;
}

function draw() {
  if (isHeld) return;
  const week = Array.from({ length: 7 }, (_, n) => plusDays(monday, n));
  const parts = week.flatMap(partsOf);
  const first = Math.min(7, ...parts.map(({ top }) => Math.floor(top / 60)));
  const last = Math.max(20, ...parts.map(({ bottom }) => Math.ceil(bottom / 60)));
  const today = wall(Date.now()).slice(0, 10);
  $('range').textContent =
    `${inWords(monday, { day: 'numeric', month: 'short' })} – ${inWords(week[6], { day: 'numeric', month: 'short', year: 'numeric' })}`;
  $('account').replaceChildren(
    ...accounts.map(({ email, name }) => {
      const option = element('option', `${name} (${email})`);
      option.value = email;
      option.selected = email === account.email;
      return option;
    }),
  );
  $('days').replaceChildren(
    element('span'),
    ...week.map((day) => {
      const head = element('div', inWords(day, { weekday: 'short' }), day === today ? 'today' : '');
      head.append(element('b', String(Number(day.slice(8)))));
      return head;
    }),
  );
  $('all-day').replaceChildren(element('span'), ...week.map(drawAllDay));
  const hours = element('div', '', 'hours');
  for (let hour = first; hour < last; hour += 1) hours.append(element('span', `${hour}:00`));
  $('grid').replaceChildren(hours, ...week.map((day) => drawDay(day, first, last)));
  $('calendars').replaceChildren(...calendars.map(drawCalendar));
}

const roles = { reader: 'somente leitura', freeBusyReader: 'só livre/ocupado' };

function drawCalendar(calendar) {
  const label = element('label');
  const box = element('input');
  box.type = 'checkbox';
  box.checked = !hidden.has(calendar.id);
  box.style.accentColor = calendar.colour;
  box.onchange = () => {
    if (box.checked) hidden.delete(calendar.id);
    else hidden.add(calendar.id);
    localStorage.setItem('hidden', JSON.stringify([...hidden]));
    draw();
  };
  const name = element('span', calendar.summaryOverride ?? calendar.summary);
  const notes = [calendar.isHidden && 'oculta', roles[calendar.accessRole]].filter(Boolean);
  if (notes.length) name.append(element('small', notes.join(', ')));
  label.append(box, name);
  const item = element('li');
  item.append(label);
  return item;
}

const clock = (at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;

function openForm(day = wall(Date.now()).slice(0, 10), at = 9 * 60) {
  const form = $('form').querySelector('form');
  const writable = calendars.filter(({ accessRole }) => !roles[accessRole]);
  form.calendarId.replaceChildren(
    ...writable.map(({ id, summary, summaryOverride }) => {
      const option = element('option', summaryOverride ?? summary);
      option.value = id;
      return option;
    }),
  );
  form.date.value = day;
  form.from.value = clock(at);
  form.to.value = clock(Math.min(at + 60, 1439));
  form.querySelector('.trouble').textContent = '';
  $('form').showModal();
}

function openDetails(calendar, event, time, day) {
  const remove = element('button', 'Excluir', 'danger');
  remove.onclick = async () => {
    const query = new URLSearchParams({ calendarId: calendar.id, eventId: event.id });
    await ask(`events?${query}`, 'DELETE').catch(load);
    $('details').close();
  };
  const others = calendars.filter(({ id, accessRole }) => id !== calendar.id && !roles[accessRole]);
  const move = element('select');
  move.setAttribute('aria-label', 'Mover para outra agenda');
  move.append(element('option', 'Mover para…'));
  for (const { id, summary, summaryOverride } of others) {
    const option = element('option', summaryOverride ?? summary);
    option.value = id;
    move.append(option);
  }
  move.onchange = async () => {
    const where = { calendarId: calendar.id, eventId: event.id };
    await ask('moves', 'POST', { ...where, to: move.value }).catch(load);
    $('details').close();
  };
  const close = element('button', 'Fechar');
  close.onclick = () => $('details').close();
  const actions = element('div', '', 'actions');
  if (!roles[calendar.accessRole]) actions.append(remove, move);
  actions.append(close);
  $('details').replaceChildren(
    element('h2', event.summary ?? '(sem título)'),
    element('p', `${inWords(day, { weekday: 'long', day: 'numeric', month: 'long' })}, ${time}`),
    element('p', calendar.summaryOverride ?? calendar.summary),
    ...(event.description ? [element('p', event.description)] : []),
    ...(event.extendedProperties?.private ? [element('p', 'Marcado pelo Atende', 'badge')] : []),
    actions,
  );
  $('details').showModal();
}

$('form').querySelector('form').onsubmit = async (submitted) => {
  submitted.preventDefault();
  const { summary, calendarId, date, from, to } = Object.fromEntries(new FormData(submitted.target));
  const timeZone = calendars.find(({ id }) => id === calendarId).timeZone;
  const time = (at) => ({ dateTime: `${date}T${at}:00`, timeZone });
  try {
    if (to <= from) throw new Error('O fim precisa vir depois do início.');
    await ask('events', 'POST', { calendarId, summary, start: time(from), end: time(to) });
    $('form').close();
  } catch (error) {
    submitted.target.querySelector('.trouble').textContent = error.message;
  }
};
$('form').querySelector('[data-close]').onclick = () => $('form').close();
$('new').onclick = () => openForm();
$('account').onchange = load;
$('today').onclick = () => {
  monday = mondayOf(wall(Date.now()).slice(0, 10));
  draw();
};
for (const [id, days] of [
  ['before', -7],
  ['after', 7],
])
  $(id).onclick = () => {
    monday = plusDays(monday, days);
    draw();
  };
await load();
const changes = new EventSource('/_twin/google/changes');
changes.onmessage = load;
// after a restart of the twin
changes.onopen = load;
