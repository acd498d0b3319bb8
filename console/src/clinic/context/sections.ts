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

const labels: Readonly<Record<string, string>> = {
  informacoes_basicas: 'Informações básicas',
  localizacao: 'Endereço',
  endereco_principal: 'Endereço principal',
  contatos: 'Contatos',
  estrutura_fisica: 'Estrutura',
  horario_funcionamento: 'Horário de funcionamento',
  terca: 'terça',
  sabado: 'sábado',
  servicos: 'Serviços',
  convenios: 'Convênios',
  politicas: 'Políticas',
  agente_ia: 'Assistente',
  configuracao: 'Apresentação',
  descricao: 'Descrição',
  numero: 'Número',
  cep: 'CEP',
  cnpj: 'CNPJ',
  crm: 'Registro no conselho',
  website: 'Site',
  preco_particular: 'Preço particular',
  duracao_minutos: 'Duração (minutos)',
  aceita_convenio: 'Aceita convênio',
  convenios_aceitos: 'Convênios aceitos',
  profissionais_ids: 'Quem faz',
  nome_exibicao: 'Nome para o paciente',
  horarios_disponibilidade: 'Quando atende',
  tempo_consulta_padrao: 'Duração da consulta (minutos)',
  aceita_novos_pacientes: 'Aceita pacientes novos',
  experiencia: 'Experiência',
  inicio: 'Início',
  antecedencia_minima: 'Antecedência mínima',
  antecedencia_maxima: 'Antecedência máxima',
  atraso_tolerado: 'Atraso tolerado',
  saudacao_inicial: 'Saudação inicial',
  mensagem_fora_horario: 'Mensagem fora do horário',
  tom_comunicacao: 'Tom',
  nivel_formalidade: 'Formalidade',
  informacoes_adicionais: 'Outras informações',
  emergencia: 'Emergência',
  orientacoes_gerais: 'Orientações gerais',
  observacoes: 'Observações',
  cartao: 'Cartão',
  preparo: 'Preparo',
  especialidade_principal: 'Especialidade principal',
  especialidades_secundarias: 'Outras especialidades',
  email_principal: 'E-mail principal',
  emails_departamentos: 'E-mails por departamento',
  estacionamento: 'Estacionamento',
  metadados: 'Dados do arquivo',
  versao: 'Versão',
  ultima_atualizacao: 'Última atualização',
  restricoes: 'Restrições',
  nao_pode_diagnosticar: 'Não pode diagnosticar',
  nao_pode_prescrever: 'Não pode prescrever',
  escalacao_automatica: 'Chama pessoas sozinha',
  oferece_sugestoes: 'Oferece sugestões',
  emergencias_redirecionar: 'Encaminha emergências',
  bandeiras: 'Bandeiras',
  wifi: 'Wi-Fi',
};

/** What a key is called; of one that nobody has named, its own words. */
export const labelOf = (key: string): string => {
  const known = labels[key] ?? key.replaceAll('_', ' ');
  return known.charAt(0).toUpperCase() + known.slice(1);
};

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

/** The database forgets in which order keys were written; people read names first. */
const order = [
  ...['informacoes_basicas', 'localizacao', 'contatos', 'horario_funcionamento'],
  ...['segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado', 'domingo', 'feriados'],
  ...['abertura', 'fechamento', 'inicio', 'fim', 'intervalo'],
  ...['data', 'nome_exibicao', 'nome_completo', 'nome', 'tipo', 'descricao', 'especialidade'],
  ...['especialidade_principal', 'especialidades_secundarias', 'especialidades'],
  ...[
    'preco_particular',
    'duracao_minutos',
    'preparo',
    'profissionais_ids',
    'aceita_convenio',
    'convenios_aceitos',
  ],
  ...['logradouro', 'numero', 'complemento', 'bairro', 'cidade', 'estado', 'cep'],
  ...['telefone', 'telefone_principal', 'whatsapp', 'email_principal', 'website', 'cnpj'],
  ...['configuracao', 'comportamento', 'restricoes', 'personalidade', 'tom_comunicacao', 'nivel_formalidade'],
  ...['saudacao_inicial', 'mensagem_despedida', 'mensagem_fora_horario', 'idiomas'],
  ...['consultas', 'exames', 'procedimentos'],
  ...['agendamento', 'pagamento', 'atendimento', 'antecedencia_minima', 'antecedencia_maxima'],
];
const placeOf = new Map(order.map((key, place) => [key, place]));

/** What is switched on or off comes last. */
export const inOrder = (
  value: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] => {
  const rank = ([key, field]: readonly [string, unknown]) =>
    placeOf.get(key) ?? (typeof field === 'boolean' ? order.length + 1 : order.length);
  return Object.entries(value).sort((a, b) => rank(a) - rank(b));
};
