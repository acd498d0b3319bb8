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

function openList(bubble) {
  const { body, action } = bubble.content.interactive;
  $('sheet').replaceChildren(element('h2', action.button || body.text));
  for (const section of action.sections) {
    if (section.title) $('sheet').append(element('h3', section.title));
    for (const row of section.rows) {
      const button = element('button', row.title);
      if (row.description) button.append(element('small', row.description));
      button.onclick = () => choose('list_reply', row, bubble);
      $('sheet').append(button);
    }
  }
  $('sheet').showModal();
}

function drawBubble(bubble, used) {
  const item = element('li', '', bubble.from);
  const box = element('div', '', 'bubble');
  box.append(formatted(wordsOf(bubble.content)));
  const meta = element(
    'span',
    new Date(bubble.at).toLocaleTimeString('pt-BR', { hour: '2-digit', minute: '2-digit' }),
    'meta',
  );
  if (bubble.from === 'patient')
    meta.append(element('span', bubble.status === 'sent' ? ' ✓' : ' ✓✓', bubble.status));
  box.append(meta);
  item.append(box);
  const { interactive } = bubble.content;
  const button = (title, act) => {
    const made = element('button', title, used.has(bubble.id) ? 'choice used' : 'choice');
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

function draw() {
  $('patients').replaceChildren(
    ...[...chats.values()].map(({ patient, bubbles }) => {
      const row = element('button', patient.name);
      row.type = 'button';
      row.setAttribute('aria-current', String(patient.phone === current));
      row.append(element('small', bubbles.length ? wordsOf(bubbles.at(-1).content) : `+${patient.phone}`));
      row.onclick = () => {
        current = patient.phone;
        draw();
      };
      const item = element('li');
      item.append(row);
      return item;
    }),
  );
  const { bubbles, used } = chats.get(current);
  $('chat').replaceChildren(...bubbles.map((bubble) => drawBubble(bubble, used)));
  $('chat').scrollTop = $('chat').scrollHeight;
  $('hints').replaceChildren(
    ...(bubbles.length ? [] : hints).map((hint) => {
      const chip = element('button', hint);
      chip.onclick = () => void sendText(hint);
      return chip;
    }),
  );
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
$('attach').onchange = ({ target }) => {
  if (attachments[target.value]) void send(attachments[target.value]);
  target.value = '';
};
