import { isRecord, type Document, type Path } from './document.ts';

export type Section = {
  readonly id: string;
  readonly name: string;
  readonly paths: readonly Path[];
};

/** The document as the clinic's people think of it. What fits nowhere is the last one. */
const named: readonly Section[] = [
  {
    id: 'clinica',
    name: 'A clínica',
    paths: [
      ['clinica', 'informacoes_basicas'],
      ['clinica', 'localizacao'],
      ['clinica', 'contatos'],
      ['estrutura_fisica'],
    ],
  },
  { id: 'horarios', name: 'Horários', paths: [['clinica', 'horario_funcionamento']] },
  { id: 'servicos', name: 'Serviços', paths: [['servicos']] },
  { id: 'pessoas', name: 'Profissionais', paths: [['profissionais'], ['salas'], ['equipamentos']] },
  { id: 'convenios', name: 'Convênios e pagamento', paths: [['convenios'], ['formas_pagamento']] },
  { id: 'politicas', name: 'Políticas', paths: [['politicas'], ['informacoes_adicionais']] },
  { id: 'voz', name: 'Voz', paths: [['agente_ia']] },
];

/** Known parts are shown even when the document has none of them; unknown ones are shown as they are. */
export function sectionsOf(document: Document): readonly Section[] {
  const known = new Set(named.flatMap(({ paths }) => paths.map(([key]) => key)));
  const others: Path[] = Object.keys(document)
    .filter((key) => !known.has(key))
    .map((key) => [key]);
  const clinic = document['clinica'];
  const placed = new Set(['informacoes_basicas', 'localizacao', 'contatos', 'horario_funcionamento']);
  if (isRecord(clinic))
    others.push(
      ...Object.keys(clinic)
        .filter((key) => !placed.has(key))
        .map((key) => ['clinica', key]),
    );
  return others.length === 0 ? named : [...named, { id: 'outros', name: 'Outros', paths: others }];
}

const service = {
  nome: '',
  descricao: '',
  duracao_minutos: 30,
  preco_particular: '',
  aceita_convenio: false,
  profissionais_ids: [],
  ativo: true,
};

/** The first item of a list that is still empty, by the name of the list. */
export const newItems: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  consultas: service,
  exames: { ...service, preparo: '' },
  procedimentos: service,
  profissionais: {
    nome_exibicao: '',
    especialidades: [],
    horarios_disponibilidade: {},
    tempo_consulta_padrao: 30,
    ativo: true,
  },
  convenios: { nome: '', cobertura: '', ativo: true },
  formas_pagamento: { tipo: '', aceito: true },
  salas: { nome: '', ativo: true },
  equipamentos: { nome: '', ativo: true },
  feriados: { data: '', nome: '', fechado: true },
};

/** What an absent part begins as. */
export const newParts: Readonly<Record<string, unknown>> = {
  'clinica.informacoes_basicas': { nome: '', descricao: '', especialidade_principal: '' },
  'clinica.localizacao': {
    endereco_principal: { logradouro: '', numero: '', bairro: '', cidade: '', estado: '', cep: '' },
  },
  'clinica.contatos': { telefone_principal: '', whatsapp: '', email_principal: '' },
  'clinica.horario_funcionamento': {
    ...Object.fromEntries(
      ['segunda', 'terca', 'quarta', 'quinta', 'sexta'].map((day) => [
        day,
        { abertura: '08:00', fechamento: '18:00' },
      ]),
    ),
    sabado: null,
    domingo: null,
    feriados: [],
  },
  estrutura_fisica: { estacionamento: '', acessibilidade: '' },
  servicos: { consultas: [], exames: [], procedimentos: [] },
  profissionais: [],
  salas: [],
  equipamentos: [],
  convenios: [],
  formas_pagamento: [],
  politicas: { agendamento: { antecedencia_minima: '', antecedencia_maxima: '', cancelamento: '' } },
  informacoes_adicionais: { emergencia: '', orientacoes_gerais: '' },
  agente_ia: { configuracao: { nome: '', saudacao_inicial: '', mensagem_fora_horario: '' } },
};
