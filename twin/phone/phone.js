// The page of the patient's phone. All text goes in by textContent: what patients and clinics write is never markup.
const $ = (id) => document.getElementById(id);
const names = [
  'Marina Alves',
  'João Pereira',
  'Cecília Rocha',
  'Rafael Lima',
  'Beatriz Nunes',
  'Otávio Dias',
];
const hints = ['Oi, quero marcar uma consulta', 'Quanto custa a consulta?', 'Vocês aceitam convênio?'];
const chats = new Map();
let current;
let number;
let typingUntil;

function element(tag, text = '', className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function newPatient() {
  const phone = `551195550${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  const patient = { phone, name: names[chats.size % names.length] };
  chats.set(phone, { patient, bubbles: [], used: new Set() });
  current = phone;
  draw();
}

async function send(message) {
  const { patient } = chats.get(current);
  await fetch('/_twin/patient-message', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      from: patient.phone,
      name: patient.name,
      message,
      phoneNumberId: number?.phoneNumberId,
    }),
  });
}

const sendText = (body) => send({ type: 'text', text: { body } });
const media = { mime_type: 'application/octet-stream', sha256: 'c2ltdWxhZG8=', id: '1' };
const attachments = {
  audio: { type: 'audio', audio: { ...media, mime_type: 'audio/ogg; codecs=opus', voice: true } },
  image: { type: 'image', image: { ...media, mime_type: 'image/jpeg' } },
  document: { type: 'document', document: { ...media, filename: 'pedido-medico.pdf' } },
  location: { type: 'location', location: { latitude: -23.55, longitude: -46.63 } },
};
const labels = { audio: '🎤 Áudio', image: '📷 Foto', document: '📄 Documento', location: '📍 Localização' };

function wordsOf({ type, text, interactive }) {
  if (type === 'text') return text.body;
  if (type !== 'interactive') return labels[type] ?? type;
  return interactive.body?.text ?? interactive.button_reply?.title ?? interactive.list_reply?.title ?? '';
}

/** WhatsApp's *bold* and _italic_, as elements. */
function formatted(words) {
  const box = document.createDocumentFragment();
  for (const part of words.split(/(\*[^*\n]+\*|_[^_\n]+_)/)) {
    const tag =
      part.length > 2 && part.startsWith('*') && part.endsWith('*')
        ? 'b'
        : part.length > 2 && part.startsWith('_') && part.endsWith('_')
          ? 'i'
          : undefined;
    box.append(tag ? element(tag, part.slice(1, -1)) : part);
  }
  return box;
}

function choose(kind, { id, title, description }, bubble) {
  chats.get(current).used.add(bubble.id);
  $('sheet').close();
  void send({
    type: 'interactive',
    context: { id: bubble.id },
    interactive: { type: kind, [kind]: { id, title, ...(description && { description }) } },
  });
}

/** A modal list under a title; Escape and "Fechar" end it, and the focus goes back to where it was. */
function openSheet(title, groups) {
  const heading = element('h2', title);
  heading.id = 'sheet-title';
  $('sheet').replaceChildren(heading);
  for (const { title: subtitle, rows } of groups) {
    if (subtitle) $('sheet').append(element('h3', subtitle));
    for (const { title: label, description, act } of rows) {
      const button = element('button', label, 'row');
      if (description) button.append(element('small', description));
      button.onclick = act;
      $('sheet').append(button);
    }
  }
  const close = element('button', 'Fechar', 'close');
  close.onclick = () => $('sheet').close();
  $('sheet').append(close);
  $('sheet').showModal();
}

function openList(bubble) {
  const { body, action } = bubble.content.interactive;
  openSheet(
    action.button || body.text,
    action.sections.map(({ title, rows }) => ({
      title,
      rows: rows.map((row) => ({ ...row, act: () => choose('list_reply', row, bubble) })),
    })),
  );
}

function openAttachments() {
  const rows = Object.entries(attachments).map(([type, message]) => ({
    title: labels[type],
    act: () => {
      $('sheet').close();
      void send(message);
    },
  }));
  openSheet('Anexar', [{ rows }]);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Brings a list in line with `things`: a node that is there stays, and with it the focus and what was read out. */
function keep(list, things, { keyOf, make, renew = () => undefined }) {
  const rest = new Map([...list.children].map((node) => [node.dataset.key, node]));
  things.forEach((thing, place) => {
    const key = keyOf(thing);
    const node = rest.get(key) ?? make(thing);
    node.dataset.key = key;
    rest.delete(key);
    renew(node, thing);
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
  for (const node of rest.values()) node.remove();
}

const ticks = { sent: [' ✓', 'enviada'], delivered: [' ✓✓', 'entregue'], read: [' ✓✓', 'lida'] };

function makeBubble(bubble) {
  const item = element('li', '', bubble.from);
  const box = element('div', '', 'bubble');
  box.append(element('span', bubble.from === 'patient' ? 'Paciente: ' : 'Clínica: ', 'unseen'));
  box.append(formatted(wordsOf(bubble.content)));
  const meta = element(
    'span',
    new Date(bubble.at).toLocaleTimeString('pt-BR', { hour: '2-digit', minute: '2-digit' }),
    'meta',
  );
  if (bubble.from === 'patient') {
    const tick = element('span');
    tick.setAttribute('role', 'img');
    meta.append(tick);
  }
  box.append(meta);
  item.append(box);
  const { interactive } = bubble.content;
  const button = (title, act) => {
    const made = element('button', title, 'choice');
    made.onclick = act;
    item.append(made);
  };
  if (bubble.from === 'clinic' && interactive?.type === 'button') {
    for (const { reply } of interactive.action.buttons)
      button(reply.title, () => choose('button_reply', reply, bubble));
  }
  if (bubble.from === 'clinic' && interactive?.type === 'list')
    button(`☰ ${interactive.action.button}`, () => openList(bubble));
  return item;
}

/** What changes of a message: its ticks, and whether something of it was chosen. */
function renewBubble(item, bubble, used) {
  const tick = item.querySelector('.meta [role=img]');
  if (tick !== null) {
    const [sign, meaning] = ticks[bubble.status];
    setText(tick, sign);
    tick.className = bubble.status;
    tick.setAttribute('aria-label', meaning);
  }
  for (const choice of item.querySelectorAll('.choice')) choice.classList.toggle('used', used.has(bubble.id));
}

function makePatient({ patient }) {
  const row = element('button', patient.name);
  row.type = 'button';
  row.append(element('small'));
  row.onclick = () => {
    current = patient.phone;
    draw();
  };
  const item = element('li');
  item.append(row);
  return item;
}

function renewPatient(item, { patient, bubbles }) {
  item.firstElementChild.setAttribute('aria-current', String(patient.phone === current));
  setText(
    item.querySelector('small'),
    bubbles.length ? wordsOf(bubbles.at(-1).content) : `+${patient.phone}`,
  );
}

let shown;

/** Another conversation is another log: what is in it already is not news to be read out. */
function logOf({ patient }) {
  if (shown !== patient.phone) {
    shown = patient.phone;
    const log = $('log').cloneNode(false);
    log.setAttribute('aria-label', `Mensagens com ${patient.name}`);
    const list = element('ol');
    list.id = 'chat';
    log.append(list);
    return { log, list };
  }
  return { log: $('log'), list: $('chat') };
}

function draw() {
  keep($('patients'), [...chats.values()], {
    keyOf: ({ patient }) => patient.phone,
    make: makePatient,
    renew: renewPatient,
  });
  const chat = chats.get(current);
  const { bubbles, used } = chat;
  const { log, list } = logOf(chat);
  const before = list.children.length;
  keep(list, bubbles, {
    keyOf: ({ id }) => id,
    make: makeBubble,
    renew: (item, bubble) => renewBubble(item, bubble, used),
  });
  if (log !== $('log')) $('log').replaceWith(log);
  if (list.children.length > before) log.scrollTop = log.scrollHeight;
  const wasInHints = $('hints').contains(document.activeElement);
  keep($('hints'), bubbles.length ? [] : hints, {
    keyOf: (hint) => hint,
    make(hint) {
      const chip = element('button', hint);
      chip.onclick = () => void sendText(hint);
      return chip;
    },
  });
  // the hint that was chosen is gone
  if (wasInHints && bubbles.length) $('text').focus();
}

function showTyping() {
  $('state').textContent = 'digitando…';
  clearTimeout(typingUntil);
  typingUntil = setTimeout(() => ($('state').textContent = 'online'), 25_000);
}

function hear({ type, phone, patient, bubble, id, status }) {
  const chat = chats.get(phone) ?? {
    patient: patient ?? { phone, name: `+${phone}` },
    bubbles: [],
    used: new Set(),
  };
  chats.set(phone, chat);
  if (type === 'bubble') chat.bubbles.push(bubble);
  if (type === 'status') for (const own of chat.bubbles) if (own.id === id) own.status = status;
  if (type === 'typing' && phone === current) showTyping();
  if (type === 'bubble' && bubble.from === 'clinic' && phone === current) $('state').textContent = 'online';
  draw();
}

const start = await (await fetch('/_twin/chats')).json();
number = start.numbers[0];
$('clinic').textContent = number?.name ?? 'Clínica';
for (const { patient, bubbles } of start.chats)
  chats.set(patient.phone, { patient, bubbles, used: new Set() });
current = chats.keys().next().value;
if (current === undefined) newPatient();
draw();
new EventSource('/_twin/events').onmessage = ({ data }) => hear(JSON.parse(data));
$('new').onclick = newPatient;
$('form').onsubmit = (event) => {
  event.preventDefault();
  const body = $('text').value.trim();
  $('text').value = '';
  if (body) void sendText(body);
};
$('attach').onclick = openAttachments;
