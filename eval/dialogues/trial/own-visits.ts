import type { Dialogue } from '../../dialogue.ts';

const visit = (clinic: Dialogue['clinic']) =>
  ({
    psychologist: { id: 'a1', service: 'sessao', with: 'marina', at: '2026-11-26 15:00' },
    dental: { id: 'a1', service: 'avaliacao', with: 'renan', at: '2026-11-26 10:00' },
    imaging: { id: 'a1', service: 'mamografia', with: 'imagem', at: '2026-11-27 14:00' },
    unlucky: { id: 'a1', service: 'orto', with: 'marcos', at: '2026-11-27 09:00' },
    large: { id: 'a1', service: 'consulta-decardiologia', with: 'p1', at: '2026-11-26 10:00' },
    demo: { id: 'a1', service: 'consulta-dermato', with: 'lara', at: '2026-11-26 08:30' },
  })[clinic];

type Row = readonly [
  clinic: Dialogue['clinic'],
  says: string | Dialogue['says'],
  more: Partial<Pick<Dialogue, 'goal' | 'ends' | 'now'>>,
];

const one = (category: Dialogue['category'], all: readonly Row[]): readonly Dialogue[] =>
  all.map(([clinic, says, more], at) => ({
    ...{ id: `own-${String(at + 1)}`, category, clinic, visits: [visit(clinic)] },
    says: typeof says === 'string' ? [says] : says,
    ...more,
    ends: { ...more.ends },
  }));

const told = (text: RegExp) => ({ ends: { says: [text] } });
const move = (when: string, where: { on?: string; from?: string; to?: string } = {}) => ({
  goal: { act: 'move' as const, ...where, when },
  ends: { moved: [{ id: 'a1', ...where }] },
});
const cancel = { goal: { act: 'cancel' as const }, ends: { cancelled: ['a1'] } };

/** The book is there to be asked. */
export const ownVisits: readonly Dialogue[] = [
  ...one('confirming', [
    ['psychologist', 'que horas é minha sessão mesmo?', told(/26\/11, às 15h|26\/11, às 15:00/)],
    ['psychologist', 'to marcada pra quando?', told(/26\/11/)],
    ['dental', 'quando tenho dentista?', told(/26\/11/)],
    ['dental', 'minha avaliação ficou pra que dia', told(/26\/11/)],
    ['imaging', 'qual o horário do meu exame?', told(/27\/11/)],
    ['imaging', 'a mamografia é sexta ou quinta?', told(/27\/11/)],
    ['unlucky', 'me lembra quando é com o dr marcos', told(/27\/11/)],
    ['unlucky', 'é sexta né a ortopedia?', told(/27\/11/)],
    ['large', 'tenho alguma coisa agendada ai?', told(/26\/11/)],
    ['large', 'meu horário com o cardiologista tá de pé?', told(/26\/11/)],
    ['demo', 'vou na quinta, tá confirmado?', told(/26\/11/)],
    ['demo', 'com quem é minha consulta de quinta?', told(/Lara/)],
  ]),
  ...one('moving', [
    [
      'psychologist',
      'oi, surgiu um imprevisto, consigo passar a sessão pra segunda?',
      move('segunda à tarde', { on: '2026-11-30' }),
    ],
    [
      'psychologist',
      'dá pra ser mais tarde na quinta?',
      move('quinta à noite', { on: '2026-11-26', from: '15:30' }),
    ],
    ['dental', 'posso trocar meu horário pra tarde?', move('quinta à tarde', { from: '12:00' })],
    [
      'dental',
      'não vou poder quinta, tem na terça da outra semana?',
      move('terça dia 1', { on: '2026-12-01' }),
    ],
    [
      'imaging',
      'gostaria de reagendar a mamografia pra quarta da semana que vem',
      move('quarta dia 2', { on: '2026-12-02' }),
    ],
    ['imaging', 'empurra meu exame pra semana que vem', move('segunda de manhã')],
    ['unlucky', 'muda minha consulta com o dr marcos pra terça', move('terça dia 1', { on: '2026-12-01' })],
    ['unlucky', 'tem como adiar a ortopedia uma semana?', move('sexta dia 4')],
    ['large', 'preciso mudar o cardiologista pra outro dia', move('segunda de manhã')],
    [
      'large',
      'quero remarcar por favor, se possível pra mesma hora na sexta',
      move('sexta', { on: '2026-11-27' }),
    ],
    ['demo', 'dá pra jogar pra quarta que vem?', move('quarta dia 2 à tarde', { on: '2026-12-02' })],
    ['demo', 'quero antecipar pra amanhã', move('amanhã à tarde', { on: '2026-11-25' })],
  ]),
  ...one('cancelling', [
    ['psychologist', 'essa semana não vou conseguir ir, cancela por favor', cancel],
    ['dental', 'quero desmarcar o dentista', cancel],
    ['imaging', 'não vou mais fazer a mamografia, pode cancelar', cancel],
    ['unlucky', 'desmarca o dr marcos pra mim', cancel],
    ['large', 'cancelar consulta cardiologista', cancel],
    ['demo', 'favor cancelar meu horário de quinta, obrigada', cancel],
  ]),
];
