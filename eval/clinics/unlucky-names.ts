import type { ClinicDocument } from './clinic-document.ts';

const turno = (inicio: string, fim: string) => [{ inicio, fim }];

/** Names that are everyday words. */
export const unluckyNames: ClinicDocument = {
  name: 'Espaço Bom Dia Saúde',
  document: {
    clinica: {
      informacoes_basicas: {
        nome: 'Espaço Bom Dia Saúde',
        especialidade_principal: 'Clínica médica',
        telefone: '(31) 5550-0440',
      },
      localizacao: { endereco: 'Alameda das Horas, 24 – Bairro Segunda Ponte, Belo Horizonte/MG' },
      horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' },
    },
    agente_ia: { configuracao: { nome: 'Vitória' } },
    profissionais: [
      {
        id: 'clara',
        nome_exibicao: 'Dra. Clara Dias',
        especialidades: ['Clínica médica'],
        horarios_disponibilidade: { segunda: turno('08:00', '12:00'), quinta: turno('08:00', '12:00') },
      },
      {
        id: 'marcos',
        nome_exibicao: 'Dr. Marcos Domingos',
        especialidades: ['Ortopedia'],
        horarios_disponibilidade: { terca: turno('13:00', '18:00'), sexta: turno('08:00', '12:00') },
      },
      {
        id: 'valdir',
        nome_exibicao: 'Dr. Valdir Horas',
        especialidades: ['Fisioterapia'],
        horarios_disponibilidade: { quarta: turno('08:00', '18:00') },
      },
      {
        id: 'rosa',
        nome_exibicao: 'Rosa Luz',
        especialidades: ['Nutrição'],
        horarios_disponibilidade: { quinta: turno('13:00', '18:00') },
      },
    ],
    servicos: {
      consultas: [
        {
          id: 'dia',
          nome: 'Consulta Dia a Dia',
          duracao_minutos: 30,
          preco_particular: 190,
          profissionais_ids: ['clara'],
        },
        {
          id: 'orto',
          nome: 'Consulta de ortopedia',
          duracao_minutos: 40,
          preco_particular: 310,
          profissionais_ids: ['marcos'],
        },
        {
          id: 'plano',
          nome: 'Plano alimentar',
          duracao_minutos: 50,
          preco_particular: 220,
          profissionais_ids: ['rosa'],
        },
      ],
      procedimentos: [
        {
          id: 'marcha',
          nome: 'Avaliação de marcha',
          duracao_minutos: 60,
          preco_particular: 270,
          profissionais_ids: ['valdir'],
        },
        { id: 'rpg', nome: 'RPG', duracao_minutos: 50, preco_particular: 130, profissionais_ids: ['valdir'] },
        {
          id: 'horario',
          nome: 'Check-up horário comercial',
          duracao_minutos: 120,
          preco_particular: 540,
          profissionais_ids: ['clara'],
        },
      ],
    },
    convenios: ['Plano Bem', 'Vida Certa'],
    politicas: { agendamento: { antecedencia_minima: '1 hora', antecedencia_maxima: '15 dias' } },
    formas_pagamento: ['pix', 'dinheiro'],
  },
};
