import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';

const read = (json: unknown, timeZone = 'America/Sao_Paulo') =>
  readClinicContext({ id: clinicId('c1'), name: 'Clínica Teste', timeZone }, json);
const service = (fields: object) =>
  read({ servicos: { consultas: [{ nome: 'X', ...fields }] } }).context.services[0];
const messages = (json: unknown) =>
  read(json)
    .findings.map(({ message }) => message)
    .join('\n');

describe('readClinicContext', () => {
  it.each([
    [280, 28_000],
    ['280', 28_000],
    ['280,00', 28_000],
    ['280.00', 28_000],
    ['R$ 1.280,00', 128_000],
    ['1.280', 128_000],
    ['sob avaliação', undefined],
    ['de 200 a 300', undefined],
    [0, undefined],
    [-5, undefined],
    [{}, undefined],
  ])('reads the price %j as %s cents', (preco_particular, cents) => {
    expect(service({ preco_particular })?.priceCents).toBe(cents);
  });

  it.each([
    [30, 30],
    ['30', 30],
    ['30 minutos', 30],
    ['1h30', 90],
    ['1 hora e 30 minutos', 90],
    ['01:30', 90],
    ['2h', 120],
    ['depende', undefined],
  ])('reads the duration %j as %s minutes', (duracao, minutes) => {
    expect(service({ duracao })?.durationMinutes).toBe(minutes);
  });

  it.each([
    ['a list', { convenios: Array.from({ length: 501 }, (_, n) => `Plano ${n}`) }, 'Há mais de 500 itens'],
    ['a name', { servicos: { exames: ['x'.repeat(101)] } }, 'O texto passa de 100 caracteres'],
    [
      'a greeting',
      { agente_ia: { configuracao: { saudacao_inicial: 'a'.repeat(1_001) } } },
      'O texto passa de 1.000 caracteres',
    ],
    ['notes', { estrutura_fisica: { a: Array(30).fill('x'.repeat(1_000)) } }, 'Há texto demais nesta parte'],
    [
      'services of all kinds',
      { servicos: { exames: Array(400).fill('Exame'), consultas: Array(400).fill('Consulta') } },
      'Há mais de 600 serviços',
    ],
  ])('says what it leaves out of %s', (_, json, finding) => {
    expect(messages(json)).toContain(finding);
  });

  it('reads policies with and without units, and falls back to the defaults', () => {
    const policy = (agendamento: object) => read({ politicas: { agendamento } }).context.booking;
    expect(policy({ antecedencia_minima: '48 horas', antecedencia_maxima: '30 dias' })).toMatchObject({
      minimumNoticeMinutes: 2_880,
      horizonDays: 30,
    });
    expect(policy({ antecedencia_minima: 2, antecedencia_maxima: 7 })).toMatchObject({
      minimumNoticeMinutes: 120,
      horizonDays: 7,
    });
    expect(policy({ antecedencia_minima: [] })).toMatchObject({
      minimumNoticeMinutes: 1_440,
      horizonDays: 14,
    });
    expect(read({}).context.agent.maxFailedAttempts).toBe(3);
  });

  it.each([
    [{}, 0, 0],
    [{ intervalo_entre_consultas: 10 }, 0, 10],
    [{ intervalo_entre_consultas: '15 minutos', buffer_antes: 5 }, 5, 15],
    [{ buffer: { antes: '00:10', depois: 0 } }, 10, 0],
    [{ buffer: '20 min' }, 0, 20],
    [{ intervalo_entre_consultas: 'nenhum' }, 0, 0],
    [{ intervalo_entre_consultas: '3 dias' }, 0, 240],
    [{ intervalo_entre_consultas: 'depende' }, 0, 0],
  ])('reads the time kept free around visits from %j', (agendamento, before, after) => {
    const { context } = read({ politicas: { agendamento } });
    expect(context.booking.bufferMinutes).toEqual({ before, after });
  });

  it('keeps what is inactive out of what is offered, also where services name it', () => {
    const { context } = read({
      servicos: {
        exames: [
          { nome: 'A', ativo: 'não' },
          { nome: 'B', convenios_aceitos: ['Velho'], profissionais_ids: ['p1'] },
        ],
      },
      profissionais: [{ id: 'p1', nome_exibicao: 'Dr. Z', ativo: false }],
      convenios: [{ nome: 'Velho', ativo: false }],
    });
    expect(context.services).toMatchObject([{ name: 'B', insurances: [], professionalIds: ['p1'] }]);
    expect([context.professionals, context.insurances]).toEqual([[], []]);
    expect(context.inactiveProfessionals).toMatchObject([{ id: 'p1' }]);
  });

  it('keeps what it does not understand, by path', () => {
    const { unread } = read(JSON.parse('{"mascote":{"nome":"Pipo"},"__proto__":{"x":1}}')).context;
    expect(Object.entries(unread)).toEqual([
      ['mascote.nome', 'Pipo'],
      ['__proto__.x', 1],
    ]);
  });

  it('reports what is missing or contradictory', () => {
    expect(messages({})).toMatch(/nome da clínica[\s\S]*horário de funcionamento/);
    const found = messages({
      clinica: { horario_funcionamento: { segunda: { abertura: '18:00', fechamento: '08:00' } } },
      servicos: {
        consultas: [{ nome: 'A', convenios_aceitos: ['Fantasma'], profissionais_ids: ['p1'] }, { nome: 'a' }],
      },
      profissionais: [{ id: 'p1', nome_exibicao: 'Dr. Z', ativo: false }],
    });
    expect(found).toMatch(/abertura vem depois do fechamento/);
    expect(found).toMatch(/"A" está sem preço/);
    expect(found).toMatch(/"Fantasma", que não está em convênios/);
    expect(found).toMatch(/Dr. Z, que está inativo/);
    expect(found).toMatch(/mais de um serviço/);
  });

  it('says what to write instead of what it does not understand', () => {
    const { findings } = read({
      servicos: {
        consultas: [
          {
            nome: 'A',
            profissionais_ids: ['Dra. Lara'],
            duracao_minutos: 'abc',
            preco_particular: 'quatrocentos',
          },
        ],
      },
      profissionais: [
        { id: 'lara', nome_exibicao: 'Dra. Lara' },
        { id: 'joao', nome: 'Dr. João' },
      ],
    });
    const at = (key: string) =>
      findings.filter(({ path }) => path === `servicos.consultas[0].${key}`).map(({ message }) => message);
    expect(at('profissionais_ids')).toEqual([
      'O serviço "A" cita o profissional "Dra. Lara", que não existe. Use: lara, joao.',
    ]);
    expect(at('duracao_minutos')).toEqual([
      'Não entendi a duração "abc". Escreva em minutos, por exemplo 30.',
    ]);
    expect(at('preco_particular')).toEqual([
      '"quatrocentos" não é um valor: o paciente recebe estas palavras. Se há um preço, escreva por exemplo 280,00.',
    ]);
  });

  it('falls back to a known zone', () => {
    expect(read({}, 'Mars/Base').context.timeZone).toBe('America/Sao_Paulo');
  });

  it('reads the demo clinic without surprises', () => {
    const { context, findings } = read(demoClinic.contextualization);
    expect(findings.map(({ message }) => message)).toEqual([
      'O serviço "Cauterização" está sem preço; direi que a equipe informa o valor.',
    ]);
    expect(Object.keys(context.unread).filter((path) => !path.startsWith('agente_ia.'))).toEqual([]);
  });
});
