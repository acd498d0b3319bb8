import type { ClinicDocument } from './clinic-document.ts';

const days = ['segunda', 'terca', 'quarta', 'quinta', 'sexta'];
const specialties = [
  ['Dermatologia', 'Dra. Paula Siqueira'],
  ['Cardiologia', 'Dr. Hugo Bastos'],
  ['Ginecologia', 'Dra. Sílvia Antunes'],
  ['Ortopedia', 'Dr. Ivan Queiroz'],
  ['Pediatria', 'Dra. Nair Fontes'],
  ['Oftalmologia', 'Dr. Ademar Lins'],
  ['Endocrinologia', 'Dra. Telma Rocha'],
  ['Neurologia', 'Dr. Otto Freire'],
] as const;
const kinds = [
  ['Consulta de', 30, 320],
  ['Retorno de', 20, 0],
  ['Teleconsulta de', 25, 250],
  ['Check-up de', 60, 590],
] as const;
const exams = [
  'Hemograma completo',
  'Glicemia em jejum',
  'Teste ergométrico',
  'Ecocardiograma',
  'Holter 24 horas',
  'Espirometria',
  'Audiometria',
  'Colposcopia',
] as const;

const slug = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, '-');

/** Eight specialties, forty services, thirteen health plans. */
export const large: ClinicDocument = {
  name: 'Policlínica Nova Serra',
  document: {
    clinica: {
      informacoes_basicas: {
        nome: 'Policlínica Nova Serra',
        especialidade_principal: 'Multiespecialidades',
        telefone: '+55 27 5550-0900',
      },
      localizacao: { endereco: 'Avenida Central, 2100, Torre B – Serra/ES – CEP 29100-555' },
      contatos: {
        whatsapp: '+55 27 5550-0901',
        emails_departamentos: {
          ouvidoria: 'ouvidoria@novaserra.example',
          financeiro: 'caixa@novaserra.example',
        },
      },
      horario_funcionamento: { 'segunda a sexta': '07:00 às 21:00', sabado: '07:00 às 13:00' },
    },
    agente_ia: { configuracao: { nome: 'Nina' }, comportamento: { limite_tentativas: 2 } },
    profissionais: specialties.map(([specialty, name], index) => ({
      id: `p${index}`,
      nome_exibicao: name,
      crm: `CRM-ES ${4_000 + index}`,
      especialidades: [specialty],
      horarios_disponibilidade: Object.fromEntries(
        days
          .filter((_, day) => (day + index) % 3 !== 0)
          .map((day) => [day, [{ inicio: `${8 + (index % 3)}:00`, fim: `${14 + (index % 5)}:00` }]]),
      ),
      aceita_novos_pacientes: index !== 7,
    })),
    servicos: {
      consultas: specialties.flatMap(([specialty], index) =>
        kinds.map(([kind, duration, price], at) => ({
          id: `${slug(kind)}${slug(specialty)}`,
          nome: `${kind} ${specialty.toLowerCase()}`,
          especialidade: specialty,
          duracao_minutos: duration + (index % 2) * 5,
          preco_particular: price === 0 ? 'sem custo em até 30 dias' : price + index * 10 + at,
          aceita_convenio: kind !== 'Check-up de',
          profissionais_ids: [`p${index}`],
        })),
      ),
      exames: exams.map((nome, index) => ({
        id: slug(nome),
        nome,
        duracao_minutos: 15 + index * 5,
        preco_particular: 45 + index * 37,
        aceita_convenio: index % 2 === 0,
        preparacao: index % 2 === 0 ? `Jejum de ${8 + index} horas.` : 'Venha com roupa confortável.',
        resultado_prazo: `em ${index + 1} dias úteis`,
      })),
    },
    convenios: [
      'Aliança Saúde',
      'Bem Viver',
      'Costa Med',
      'Doce Vida',
      'Elo Clínico',
      'Farol',
      'Guarapari Saúde',
      'Horizonte Sul',
      'Ilha Med',
      'Jucu',
      'Kenna Saúde',
      'Lumina',
      'Mestre Álvaro',
    ],
    politicas: {
      agendamento: {
        antecedencia_minima: '3 horas',
        antecedencia_maxima: '45 dias',
        cancelamento: 'Cancele até 12 horas antes.',
        atraso_tolerado: '10 minutos',
      },
      pagamento: { recibo: 'O recibo sai na hora, no caixa do térreo.' },
      atendimento: { criancas: 'Crianças são atendidas na pediatria, com um responsável.' },
    },
    formas_pagamento: [
      { tipo: 'cartao_credito', parcelamento: 'até 4x' },
      { tipo: 'pix' },
      { tipo: 'dinheiro', desconto: '3%' },
    ],
    estrutura_fisica: {
      estacionamento: 'Garagem no subsolo, R$ 12,00 a primeira hora.',
      lanchonete: 'No térreo, das 7h às 19h.',
    },
  },
};
