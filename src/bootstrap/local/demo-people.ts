/** Nobody's names and numbers, and what they write to the demo clinic. The first ones wait for a person. */
export const demoPatients = [
  {
    phone: '5511955501001',
    name: 'Helena Prado',
    says: ['Oi! Quero falar com uma pessoa da recepção, por favor'],
  },
  {
    phone: '5511955501002',
    name: 'Iara Mendes',
    says: ['Quero fazer uma reclamação do meu atendimento de ontem'],
  },
  {
    phone: '5511955501003',
    name: 'Davi Rocha',
    says: ['Bom dia, que horas vocês abrem na segunda?'],
    reply: 'Bom dia, Davi! Aqui é a *Márcia*, da recepção. Abrimos às 7h. Quer que eu reserve um horário?',
  },
  { phone: '5511955501004', name: 'Rui Camargo', says: ['Quanto custa a consulta com a dermatologista?'] },
  {
    phone: '5511955501005',
    name: 'Teresa Nunes',
    says: ['Oi, vocês aceitam Saúde Aurora?', 'E tem estacionamento?'],
  },
  { phone: '5511955501006', name: 'Paulo Siqueira', says: ['Onde fica a clínica?'] },
] as const;

/** Who visits whom for what in the days after the start, by the patient's place in the list above. */
export const demoVisits = [
  { patient: 3, serviceId: 'consulta-dermato', nth: 1 },
  { patient: 4, serviceId: 'consulta-dermato', nth: 4 },
  { patient: 1, serviceId: 'limpeza', nth: 1 },
  { patient: 5, serviceId: 'consulta-cardio', nth: 0 },
  { patient: 2, serviceId: 'consulta-cardio', nth: 3 },
  { patient: 0, serviceId: 'eletro', nth: 4 },
  { patient: 4, serviceId: 'consulta-nutri', nth: 1 },
  { patient: 3, serviceId: 'consulta-nutri', nth: 3 },
] as const;

export const demoAccount = 'agenda.ipeamarelo@example.com.br';

/** Which of the account's calendars count, and whose they are. */
export const demoCalendars: Readonly<Record<string, string>> = {
  'dra-lara-monteiro@group.calendar.google.com': 'lara',
  'dr-otavio-brandao@group.calendar.google.com': 'otavio',
  'beatriz-sampaio@group.calendar.google.com': 'bia',
};
