import { given } from '../../src/domain/given.ts';
import type { Dialogue, Goal } from '../dialogue.ts';

type Booking = {
  readonly id: string;
  readonly says: Dialogue['says'];
  readonly goal: Omit<Goal, 'act'> & { readonly service: string };
} & Partial<Omit<Dialogue, 'id' | 'says' | 'goal'>>;

/** A patient with a goal, and one new visit that fits it at the end. */
const booking = ({ id, says, goal, ends, ...rest }: Booking): Dialogue => {
  const { service, with: who, on, from, to } = goal;
  const wanted = { service, ...given({ with: who, on, from, to }) };
  return {
    category: 'booking',
    clinic: 'demo',
    ...rest,
    id,
    says,
    goal: { act: 'book', ...goal },
    ends: { booked: [wanted], ...ends },
  };
};

export const bookings: readonly Dialogue[] = [
  booking({
    id: 'plain',
    says: ['quero marcar uma consulta dermatológica'],
    goal: { service: 'consulta-dermato', when: 'quinta de manhã' },
  }),
  booking({
    id: 'day-and-part',
    says: ['oi, queria marcar dermato quinta de manhã'],
    goal: { service: 'consulta-dermato', on: '2026-11-26', to: '12:00', when: 'quinta de manhã' },
  }),
  booking({
    id: 'typos',
    says: ['keria marka uma limpesa de pele qarta a tardi'],
    goal: { service: 'limpeza', on: '2026-11-25', from: '12:00', when: 'quarta à tarde' },
  }),
  booking({
    id: 'two-bubbles',
    says: [['bom dia', 'gostaria de agendar uma limpeza de pele']],
    goal: { service: 'limpeza', when: 'segunda de manhã' },
  }),
  booking({
    id: 'clock',
    says: ['tem limpeza de pele na quarta às 14h?'],
    goal: { service: 'limpeza', on: '2026-11-25', from: '13:00', to: '16:00', when: 'quarta à tarde' },
  }),
  booking({
    id: 'by-professional',
    says: ['quero consulta com a dra lara na segunda'],
    goal: { service: 'consulta-dermato', with: 'lara', on: '2026-11-30', when: 'segunda' },
  }),
  booking({
    id: 'nutri',
    says: ['vcs tem nutricionista? quero marcar'],
    goal: { service: 'consulta-nutri', when: 'sábado de manhã' },
  }),
  booking({
    id: 'nutri-saturday',
    says: ['marca nutri pra mim no sábado por favor'],
    goal: { service: 'consulta-nutri', on: '2026-11-28', when: 'sábado' },
  }),
  booking({
    id: 'soonest',
    says: ['preciso de dermatologista o mais rápido possível'],
    goal: { service: 'consulta-dermato', when: 'o mais cedo possível' },
  }),
  booking({
    id: 'after-six',
    says: ['quero dermato na quarta depois das 17h'],
    goal: { service: 'consulta-dermato', on: '2026-11-25', from: '17:00', when: 'quarta depois das 17h' },
  }),
  booking({
    id: 'next-week',
    says: ['dá pra marcar consulta dermatológica semana que vem de manhã?'],
    goal: { service: 'consulta-dermato', to: '12:00', when: 'segunda de manhã' },
  }),
  booking({
    id: 'day-of-month',
    says: ['quero limpeza de pele dia 3/12'],
    goal: { service: 'limpeza', on: '2026-12-03', when: 'dia 3/12' },
  }),
  booking({
    id: 'not-thursday',
    says: ['quero dermato essa semana, menos quinta'],
    goal: { service: 'consulta-dermato', when: 'quarta à tarde' },
  }),
  booking({
    id: 'polite',
    says: [
      'por gentileza, se possível, seria possível agendar um horário para limpeza de pele na quinta, por favor?',
    ],
    goal: { service: 'limpeza', on: '2026-11-26', when: 'quinta' },
  }),
  booking({
    id: 'price-then-book',
    says: ['quanto custa a limpeza de pele?', 'ok, quero marcar'],
    goal: { service: 'limpeza', when: 'quinta de manhã' },
    ends: { says: ['R$ 280,00'] },
  }),
  booking({
    id: 'question-inside',
    says: ['quero marcar limpeza de pele', 'quanto tempo demora?'],
    goal: { service: 'limpeza', when: 'quinta de manhã' },
    ends: { says: [/1h30|1 hora e 30|uma hora e meia/] },
  }),
  booking({
    id: 'half-hour-words',
    says: ['tem dermato na quinta às oito e meia?'],
    goal: {
      service: 'consulta-dermato',
      on: '2026-11-26',
      from: '08:00',
      to: '10:00',
      when: 'quinta de manhã',
    },
  }),
  booking({
    id: 'busy-day',
    says: ['quero dermato na quinta de manhã'],
    busy: ['2026-11-26 08:00-11:30 lara'],
    goal: { service: 'consulta-dermato', on: '2026-11-26', from: '11:00', when: 'quinta' },
  }),
  booking({
    id: 'full-day',
    says: ['quero dermato na quinta de manhã'],
    busy: ['2026-11-26 07:00-13:00 lara'],
    goal: { service: 'consulta-dermato', when: 'segunda de manhã' },
  }),
  booking({
    id: 'vague',
    says: ['oi', 'queria um horário', 'dermatologista'],
    goal: { service: 'consulta-dermato', when: 'quarta' },
  }),
  booking({
    id: 'skin-complaint',
    says: ['to com umas espinhas e queria passar com a dermato'],
    goal: { service: 'consulta-dermato', when: 'quinta de manhã' },
  }),
  booking({
    id: 'psychologist',
    clinic: 'psychologist',
    says: ['boa tarde, gostaria de marcar uma primeira conversa'],
    goal: { service: 'primeira', when: 'quinta à tarde' },
  }),
  booking({
    id: 'psychologist-evening',
    clinic: 'psychologist',
    says: ['quero sessão de psicoterapia na quinta à noite'],
    goal: { service: 'sessao', on: '2026-11-26', from: '18:00', when: 'quinta à noite' },
  }),
  booking({
    id: 'couple',
    clinic: 'psychologist',
    says: ['vcs fazem terapia de casal? queria agendar pra quarta'],
    goal: { service: 'casal', on: '2026-11-25', when: 'quarta de manhã' },
  }),
  booking({
    id: 'dental-cleaning',
    clinic: 'dental',
    says: ['quero fazer uma limpeza'],
    goal: { service: 'limpeza-dental', when: 'quinta à tarde' },
  }),
  booking({
    id: 'braces',
    clinic: 'dental',
    says: ['preciso fazer manutenção do aparelho no sábado'],
    goal: { service: 'manutencao', on: '2026-11-28', when: 'sábado' },
  }),
  booking({
    id: 'wisdom',
    clinic: 'dental',
    says: ['quero tirar o siso, tem horário quinta?'],
    goal: { service: 'extracao', on: '2026-11-26', when: 'quinta' },
  }),
  booking({
    id: 'mammography',
    clinic: 'imaging',
    says: ['preciso marcar uma mamografia pra quarta cedo'],
    goal: { service: 'mamografia', on: '2026-11-25', to: '12:00', when: 'quarta de manhã' },
  }),
  booking({
    id: 'knee',
    clinic: 'imaging',
    says: ['quero agendar ressonância do joelho'],
    goal: { service: 'ressonancia', when: 'sexta à tarde' },
  }),
  booking({
    id: 'ultrasound',
    clinic: 'imaging',
    says: ['ultrassom de tireoide segunda de manhã, tem?'],
    goal: { service: 'us-tireoide', on: '2026-11-30', to: '12:00', when: 'segunda de manhã' },
  }),
  booking({
    id: 'unlucky-clara',
    clinic: 'unlucky',
    says: ['quero marcar com a dra clara na quinta'],
    goal: { service: 'dia', with: 'clara', on: '2026-11-26', when: 'quinta de manhã' },
  }),
  booking({
    id: 'unlucky-marcos',
    clinic: 'unlucky',
    says: ['consulta de ortopedia sexta de manhã por favor'],
    goal: { service: 'orto', on: '2026-11-27', to: '12:00', when: 'sexta de manhã' },
  }),
  booking({
    id: 'large-eye',
    clinic: 'large',
    says: ['quero marcar consulta de oftalmologia'],
    goal: { service: 'consulta-deoftalmologia', when: 'quinta de manhã' },
  }),
  booking({
    id: 'large-children',
    clinic: 'large',
    says: ['consulta de pediatria para a minha filha, quinta'],
    goal: { service: 'consulta-depediatria', on: '2026-11-26', when: 'quinta' },
  }),
];
