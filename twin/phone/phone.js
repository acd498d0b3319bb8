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

const anyPhone = () => `551195550${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;

function newPatient(hidesPhone = false) {
  let phone = anyPhone();
  // nobody's yet
  while (chats.has(phone)) phone = anyPhone();
  const patient = { phone, name: names[chats.size % names.length], hidesPhone };
  chats.set(phone, { patient, bubbles: [], used: new Set() });
  show(phone);
}

/** Loaded again, the page shows the same patient. */
function show(phone) {
  current = phone;
  sessionStorage.setItem('patient', phone);
  draw();
}

async function command(path, what) {
  const { patient } = chats.get(current);
  await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      from: patient.phone,
      name: patient.name,
      hidesPhone: patient.hidesPhone === true,
      ...what,
      phoneNumberId: number?.phoneNumberId,
    }),
  });
}

const send = (message) => command('/_twin/patient-message', { message });
const talkSeconds = 45;
const call = (seconds) => command('/_twin/patient-call', { seconds });

const sendText = (body) => send({ type: 'text', text: { body } });
/** Files are chosen; a document without a choice is a sample, so that the keyboard alone gets through. */
const attachments = {
  image: () => chooseFile('image', 'image/*'),
  audio: () => chooseFile('audio', 'audio/*'),
  document: () =>
    sendFile(
      'document',
      new File(['%PDF-1.4\n% um pedido de exame\n'], 'pedido-medico.pdf', { type: 'application/pdf' }),
    ),
  location: () => send({ type: 'location', location: { latitude: -23.55, longitude: -46.63 } }),
};

function chooseFile(type, accept) {
  $('file').accept = accept;
  $('file').onchange = () => {
    const [file] = $('file').files;
    $('file').value = '';
    if (file) void sendFile(type, file);
  };
  $('file').click();
}

async function sendFile(type, file) {
  const kind = file.type || 'application/octet-stream';
  const answer = await fetch('/_twin/media', {
    method: 'POST',
    headers: { 'content-type': kind },
    body: file,
  });
  if (!answer.ok) {
    openSheet('O arquivo não pôde ser enviado (16 MB no máximo).', []);
    return;
  }
  const about = await answer.json();
  await send({
    type,
    [type]: {
      ...about,
      ...(type === 'document' && { filename: file.name }),
      ...(type === 'audio' && { voice: true }),
    },
  });
}

const labels = {
  audio: '🎤 Áudio',
  image: '📷 Foto',
  video: '🎬 Vídeo',
  document: '📄 Documento',
  location: '📍 Localização',
};

const placeOf = ({ name, address, latitude, longitude }) =>
  `📍 ${[name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`}`;
const cardOf = ({ name, phones = [] }) =>
  `👤 ${name.formatted_name}: ${phones.map(({ phone }) => phone).join(', ')}`;

function wordsOf({ type, text, interactive, edit, reaction, button, shown, ...rest }) {
  if (type === 'edit') return `✎ ${edit.message.text?.body ?? ''}`;
  if (type === 'revoke') return '🚫 Mensagem apagada';
  if (type === 'reaction') return `Reagiu com ${reaction.emoji || 'nada'}`;
  if (rest[type]?.caption) return rest[type].caption;
  if (type === 'location') return placeOf(rest.location);
  if (type === 'contacts') return rest.contacts.map(cardOf).join('\n');
  if (type === 'call')
    return rest.call.seconds ? `📞 Ligação (${rest.call.seconds} s)` : '📞 Ligação não atendida';
  if (type === 'text') return text.body;
  if (type === 'template') return shown.body;
  if (type === 'button') return button.text;
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

const about = (content) =>
  content.edit?.original_message_id ?? content.revoke?.original_message_id ?? content.reaction?.message_id;

/** Whoever writes quotes in another way: the phone as it receives, the clinic as it sends. */
const quotedBy = ({ from, content: { context, interactive } }) =>
  from === 'clinic' ? context?.message_id : interactive ? undefined : context?.id;

/** The messages, each with what was said about it: corrections, deletions and reactions are no messages of their own. */
function asShown(bubbles) {
  const known = new Set(bubbles.map(({ id }) => id));
  const changes = bubbles.filter(({ content }) => known.has(about(content)));
  const of = (id, type) => changes.filter(({ content }) => content.type === type && about(content) === id);
  return bubbles
    .filter((bubble) => !changes.includes(bubble))
    .map((bubble) => {
      const edit = of(bubble.id, 'edit').at(-1);
      const reactions = ['patient', 'clinic'].flatMap((side) => {
        const last = of(bubble.id, 'reaction').findLast(({ from }) => from === side);
        return last?.content.reaction.emoji ?? [];
      });
      return {
        ...bubble,
        isDeleted: of(bubble.id, 'revoke').length > 0,
        words: edit ? (edit.content.edit.message.text?.body ?? '') : wordsOf(bubble.content),
        isEdited: edit !== undefined,
        reactions,
        quoted: bubbles.find(({ id }) => id === quotedBy(bubble)),
      };
    });
}

/** What the next message is about: a correction, or an answer to one that is quoted. */
let pending;
function prepare(next) {
  pending = next;
  $('about').hidden = next === undefined;
  $('about').replaceChildren();
  if (next === undefined) return;
  const { kind, bubble } = next;
  $('about').append(element('span', `${kind === 'edit' ? 'Corrigindo' : 'Respondendo a'}: ${bubble.words}`));
  const cancel = element('button', '×');
  cancel.type = 'button';
  cancel.setAttribute('aria-label', 'Cancelar');
  cancel.onclick = () => {
    if (kind === 'edit') $('text').value = '';
    prepare(undefined);
  };
  $('about').append(cancel);
  $('text').value = kind === 'edit' ? bubble.words : $('text').value;
  $('text').focus();
}

function sendWritten(body) {
  const { kind, bubble } = pending ?? {};
  prepare(undefined);
  if (kind === 'edit')
    return send({
      type: 'edit',
      edit: { original_message_id: bubble.id, message: { type: 'text', text: { body } } },
    });
  const context = kind === 'quote' ? { context: { id: bubble.id } } : {};
  return send({ type: 'text', text: { body }, ...context });
}

const emojis = ['👍', '❤️', '😂', '👎'];

function openActions(bubble) {
  const row = (title, act) => ({
    title,
    act: () => {
      $('sheet').close();
      void act();
    },
  });
  const isOwn = bubble.from === 'patient';
  const rows = [
    row('Responder', () => prepare({ kind: 'quote', bubble })),
    ...(isOwn && bubble.content.type === 'text'
      ? [row('Corrigir', () => prepare({ kind: 'edit', bubble }))]
      : []),
    ...(isOwn
      ? [row('Apagar para todos', () => send({ type: 'revoke', revoke: { original_message_id: bubble.id } }))]
      : []),
    ...emojis.map((emoji) =>
      row(`Reagir com ${emoji}`, () =>
        send({ type: 'reaction', reaction: { message_id: bubble.id, emoji } }),
      ),
    ),
  ];
  openSheet('Esta mensagem', [{ rows }]);
}

/** The file itself, where the twin still has it. */
function fileOf({ type, ...content }) {
  const { id, filename } = content[type] ?? {};
  if (id === undefined) return undefined;
  const url = `/_twin/media/${id}`;
  if (type === 'image') {
    const picture = element('img', '', 'picture');
    picture.alt = 'Foto';
    picture.src = url;
    return picture;
  }
  if (type === 'audio' || type === 'video') {
    const player = element(type, '', type === 'video' ? 'picture' : '');
    player.controls = true;
    player.src = url;
    return player;
  }
  const link = element('a', `📄 ${filename ?? 'arquivo'}`);
  link.href = url;
  link.download = filename ?? 'arquivo';
  return link;
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

/** The card by which WhatsApp answers a request for the phone. */
function sharePhone(bubble) {
  const { patient, used } = chats.get(current);
  used.add(bubble.id);
  const phones = [{ phone: `+${patient.phone}`, wa_id: patient.phone, type: 'CELL' }];
  void send({
    type: 'contacts',
    context: { id: bubble.id },
    contacts: [{ name: { formatted_name: patient.name }, phones, origin: 'contact_request' }],
  });
}

function answerTemplate(bubble, text, payload) {
  chats.get(current).used.add(bubble.id);
  void send({ type: 'button', context: { id: bubble.id }, button: { text, payload: payload ?? text } });
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
  const rows = Object.entries(attachments).map(([type, attach]) => ({
    title: labels[type],
    act: () => {
      $('sheet').close();
      void attach();
    },
  }));
  openSheet('Anexar', [{ rows }]);
}

function openCall() {
  const row = (title, seconds) => ({
    title,
    act: () => {
      $('sheet').close();
      void call(seconds);
    },
  });
  openSheet('Ligar para a clínica', [
    { rows: [row('Ninguém atende', 0), row(`A clínica atende (${talkSeconds} s)`, talkSeconds)] },
  ]);
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

/** The patients of the demo live where its clinic is, wherever this browser is. */
const clock = { timeZone: 'America/Sao_Paulo', hour: '2-digit', minute: '2-digit' };

function makeBubble(bubble) {
  const item = element('li', '', bubble.from);
  const box = element('div', '', 'bubble');
  box.append(element('span', bubble.from === 'patient' ? 'Paciente: ' : 'Clínica: ', 'unseen'));
  if (bubble.quoted) box.append(element('span', wordsOf(bubble.quoted.content), 'quote'));
  const file = fileOf(bubble.content);
  if (file) box.append(file);
  box.append(element('span', '', 'words'));
  const meta = element('span', new Date(bubble.at).toLocaleTimeString('pt-BR', clock), 'meta');
  if (bubble.from === 'patient') {
    const tick = element('span');
    tick.setAttribute('role', 'img');
    meta.append(tick);
  }
  box.append(meta);
  item.append(box);
  const more = element('button', '⋯', 'more');
  more.setAttribute('aria-label', 'Ações da mensagem');
  item.append(more, element('span', '', 'reactions'));
  const { interactive, shown } = bubble.content;
  const button = (title, act) => {
    const made = element('button', title, 'choice');
    made.onclick = act;
    item.append(made);
  };
  if (bubble.from === 'clinic' && interactive?.type === 'button') {
    for (const { reply } of interactive.action.buttons)
      button(reply.title, () => choose('button_reply', reply, bubble));
  }
  if (bubble.from === 'clinic' && interactive?.type === 'contact_request')
    button('Compartilhar meu telefone', () => sharePhone(bubble));
  // a tap on a quick reply of a template is a message of its own kind
  for (const { text, payload } of bubble.from === 'clinic' ? (shown?.buttons ?? []) : [])
    button(text, () => answerTemplate(bubble, text, payload));
  if (bubble.from === 'clinic' && interactive?.type === 'list')
    button(`☰ ${interactive.action.button}`, () => openList(bubble));
  return item;
}

/** What changes of a message: its ticks, and whether something of it was chosen. */
function renewBubble(item, bubble, used) {
  const { words, isDeleted, isEdited, reactions } = bubble;
  const state = JSON.stringify([words, isDeleted, isEdited]);
  if (item.dataset.state !== state) {
    item.dataset.state = state;
    item.classList.toggle('deleted', isDeleted);
    const text = isDeleted
      ? '🚫 Mensagem apagada'
      : fileOf(bubble.content) && words === labels[bubble.content.type]
        ? ''
        : words;
    item.querySelector('.words').replaceChildren(formatted(text), isEdited && !isDeleted ? ' (editada)' : '');
    if (isDeleted)
      for (const part of item.querySelectorAll('.picture, audio, video, a, .quote')) part.remove();
  }
  setText(item.querySelector('.reactions'), isDeleted ? '' : reactions.join(' '));
  item.querySelector('.more').hidden = isDeleted || bubble.content.type === 'call';
  item.querySelector('.more').onclick = () => openActions(bubble);
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
    prepare(undefined);
    show(patient.phone);
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
  keep(list, asShown(bubbles), {
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
// the first look is at somebody new: a conversation that is there may be in the hands of the clinic's people
const before = sessionStorage.getItem('patient');
if (chats.has(before)) show(before);
else newPatient();
new EventSource('/_twin/events').onmessage = ({ data }) => hear(JSON.parse(data));
$('new').onclick = () => newPatient();
$('hidden').onclick = () => newPatient(true);
$('form').onsubmit = (event) => {
  event.preventDefault();
  const body = $('text').value.trim();
  $('text').value = '';
  if (body) void sendWritten(body);
};
$('attach').onclick = openAttachments;
$('call').onclick = openCall;
