import type { Dialogue } from '../../dialogue.ts';
import { booked } from './rows.ts';

/** Questions in the middle of a booking, two wishes in one message, and constraints that must not get lost. */
export const inBetween: readonly Dialogue[] = booked([
  [
    'dental',
    ['quero marcar clareamento', 'demora quanto tempo?'],
    { service: 'clareamento', when: 'quinta de manhã' },
    { says: [/1h|1 hora|60 min/] },
  ],
  [
    'dental',
    ['quero fazer limpeza na quinta', 'quanto custa?'],
    { service: 'limpeza-dental', on: '2026-11-26', when: 'quinta' },
    { says: ['R$ 160,00'] },
  ],
  [
    'imaging',
    ['preciso marcar ultrassom de abdome', 'precisa de jejum?'],
    { service: 'us-abdome', when: 'sexta à tarde' },
    { says: ['8 horas'] },
  ],
  [
    'imaging',
    ['mamografia na sexta', 'aceitam o Vitalis?'],
    { service: 'mamografia', on: '2026-11-27', when: 'sexta' },
    { says: ['Vitalis'] },
  ],
  [
    'unlucky',
    ['quero RPG quarta', 'onde fica?'],
    { service: 'rpg', on: '2026-11-25', when: 'quarta' },
    { says: ['Alameda das Horas'] },
  ],
  [
    'unlucky',
    ['quero consulta de ortopedia', 'o dr marcos é bom?'],
    { service: 'orto', when: 'sexta de manhã' },
    {},
  ],
  [
    'psychologist',
    ['quero agendar sessão', 'é presencial ou online?'],
    { service: 'sessao', when: 'quinta à tarde' },
    { says: [/online|vídeo/i] },
  ],
  [
    'large',
    ['quero marcar ortopedista', 'tem estacionamento?'],
    { service: 'consulta-deortopedia', when: 'quinta de manhã' },
    { says: [/garagem/i] },
  ],
  [
    'large',
    ['quanto custa consulta de dermatologia e tem horário quarta?'],
    { service: 'consulta-dedermatologia', on: '2026-11-25', when: 'quarta' },
    { says: ['R$ 320,00'] },
  ],
  [
    'dental',
    ['aceitam Dental Estrela? quero marcar uma avaliação'],
    { service: 'avaliacao', when: 'quinta de manhã' },
    { says: ['Dental Estrela'] },
  ],
  [
    'imaging',
    ['qual o endereço e tem vaga pra densitometria na sexta?'],
    { service: 'densitometria', on: '2026-11-27', when: 'sexta' },
    { says: ['Rodovia Exemplo'] },
  ],
  [
    'demo',
    ['bom dia, só posso de manhã. quero dermato'],
    { service: 'consulta-dermato', to: '12:00', when: 'de manhã' },
    {},
  ],
  [
    'psychologist',
    ['só consigo depois das 19h, tem sessão?'],
    { service: 'sessao', from: '19:00', when: 'depois das 19h' },
    {},
  ],
  [
    'dental',
    ['só posso à tarde', 'quero limpeza'],
    { service: 'limpeza-dental', from: '12:00', when: 'à tarde' },
    {},
  ],
  [
    'dental',
    ['quero marcar com o dr renan', 'canal', 'quinta depois das 14h'],
    { service: 'canal', with: 'renan', on: '2026-11-26', from: '14:00', when: 'quinta depois das 14h' },
    {},
  ],
  [
    'unlucky',
    ['tem que ser de manhã cedo, ortopedia'],
    { service: 'orto', to: '12:00', when: 'sexta de manhã' },
    {},
  ],
  [
    'large',
    ['qualquer dia menos quinta, pediatra'],
    { service: 'consulta-depediatria', when: 'sexta de manhã' },
    {},
  ],
  ['imaging', ['só a partir do dia 30, mamografia'], { service: 'mamografia', when: 'segunda dia 30' }, {}],
  ['demo', ['quero limpeza de pele só depois do dia 1/12'], { service: 'limpeza', when: 'quarta dia 2' }, {}],
  [
    'demo',
    ['quero nutricionista no sábado e quanto é?'],
    { service: 'consulta-nutri', on: '2026-11-28', when: 'sábado' },
    { says: ['R$'] },
  ],
]);
