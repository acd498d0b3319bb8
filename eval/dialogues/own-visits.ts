import type { Dialogue, OwnVisit } from '../dialogue.ts';

const skin: OwnVisit = { id: 'a1', service: 'consulta-dermato', with: 'lara', at: '2026-11-26 08:30' };
const cleaning: OwnVisit = { id: 'a2', service: 'limpeza', with: 'lara', at: '2026-12-03 09:00' };
const others: OwnVisit = {
  id: 'b1',
  service: 'consulta-dermato',
  with: 'lara',
  at: '2026-11-26 10:00',
  isOther: true,
};

const moving = (
  id: string,
  says: Dialogue['says'],
  where: { on?: string; from?: string; to?: string },
  when: string,
): Dialogue => ({
  id,
  category: 'moving',
  clinic: 'demo',
  visits: [skin, others],
  says,
  goal: { act: 'move', service: 'consulta-dermato', ...where, when },
  ends: { moved: [{ id: 'a1', ...where }] },
});

const cancelling = (id: string, says: Dialogue['says'], more: Partial<Dialogue> = {}): Dialogue => ({
  id,
  category: 'cancelling',
  clinic: 'demo',
  visits: [skin, others],
  says,
  goal: { act: 'cancel' },
  ends: { cancelled: ['a1'] },
  ...more,
});

const keeping = (id: string, says: Dialogue['says'], more: Partial<Dialogue> = {}): Dialogue => ({
  id,
  category: 'confirming',
  clinic: 'demo',
  visits: [skin, others],
  says,
  ends: { says: [/quinta-feira, 26\/11, às 08:30/], never: ['10:00'] },
  ...more,
});

export const ownVisits: readonly Dialogue[] = [
  moving(
    'to-monday',
    ['preciso remarcar minha consulta para segunda de manhã'],
    { on: '2026-11-30' },
    'segunda de manhã',
  ),
  moving(
    'slang',
    ['da pra jogar minha consulta de quinta pra quarta da semana q vem?'],
    { on: '2026-12-02' },
    'quarta que vem à tarde',
  ),
  moving(
    'later-same-day',
    ['consigo mudar minha consulta pra mais tarde no mesmo dia?'],
    { on: '2026-11-26', from: '09:00' },
    'quinta depois das 9h',
  ),
  moving('cannot-come', ['não vou conseguir ir quinta, tem outro dia?'], {}, 'segunda de manhã'),
  moving(
    'earlier',
    ['quero adiantar minha consulta pra quarta à tarde'],
    { on: '2026-11-25' },
    'quarta à tarde',
  ),
  moving(
    'polite',
    ['se possível, gostaria de reagendar a minha consulta para o dia 3/12, por favor'],
    { on: '2026-12-03' },
    'dia 3/12',
  ),
  moving('two-steps', ['oi', 'quero remarcar', 'segunda'], { on: '2026-11-30' }, 'segunda'),
  {
    id: 'one-of-two',
    category: 'moving',
    clinic: 'demo',
    visits: [skin, cleaning],
    says: ['quero remarcar a limpeza de pele', { tap: 'qui 03/12' }],
    goal: { act: 'move', service: 'limpeza', on: '2026-12-07', when: 'segunda dia 7 de manhã' },
    ends: { moved: [{ id: 'a2', on: '2026-12-07' }] },
  },
  cancelling('plain', ['quero cancelar minha consulta']),
  cancelling('desmarcar', ['preciso desmarcar a consulta de quinta']),
  cancelling('sick', ['peguei uma gripe e não vou poder ir na consulta, pode cancelar']),
  cancelling('typos', ['cancela minha consuta pfv']),
  cancelling('formal', ['Venho por meio desta solicitar o cancelamento do meu atendimento.']),
  cancelling('question-only', ['posso cancelar até quando?'], {
    goal: undefined as never,
    ends: { says: [/24 horas/] },
  }),
  cancelling('one-of-two', ['cancela a minha limpeza de pele', { tap: 'qui 03/12' }], {
    visits: [skin, cleaning],
    ends: { cancelled: ['a2'] },
  }),
  cancelling('nothing-there', ['quero cancelar minha consulta'], {
    visits: [others],
    ends: { handover: 'either' },
  }),
  keeping('when', ['que dia é minha consulta?']),
  keeping('when-hour', ['esqueci o horário da minha consulta']),
  keeping('confirm', ['confirmo minha consulta']),
  keeping('will-come', ['tá confirmado pra quinta né?']),
  keeping('my-times', ['quais são meus horários marcados?']),
  keeping('just-booked', ['minha consulta tá marcada?']),
  keeping('no-visit', ['qual o dia da minha consulta?'], {
    visits: [others],
    ends: { never: ['26/11', '10:00'], handover: 'either' },
  }),
];
