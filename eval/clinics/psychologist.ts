import type { ClinicDocument } from './clinic-document.ts';

const turno = (inicio: string, fim: string) => [{ inicio, fim }];

/** One person alone, who wrote down little. */
export const psychologist: ClinicDocument = {
  name: 'Marina Lobo Psicologia',
  document: {
    clinica: {
      informacoes_basicas: {
        nome: 'Marina Lobo Psicologia',
        especialidade_principal: 'Psicologia clínica',
        descricao: 'Psicoterapia para adultos e adolescentes, presencial e online',
      },
      localizacao: { endereco: 'Av. Beira-Lago, 1500, sala 802 – Centro, Brasília/DF – CEP 70000-123' },
      contatos: { telefone: '(61) 5550-0777', email: 'marina@lobopsi.example' },
      horario_funcionamento: {
        segunda: '13:00 às 21:00',
        terca: '13:00 às 21:00',
        quarta: '08:00 às 12:00',
        quinta: '13:00 às 21:00',
      },
    },
    agente_ia: { configuracao: { tom_comunicacao: 'sereno' } },
    profissionais: [
      {
        id: 'marina',
        nome_completo: 'Marina Exemplo Lobo',
        nome_exibicao: 'Marina Lobo',
        crp: 'CRP 01/99999',
        especialidades: ['Psicologia'],
        horarios_disponibilidade: {
          segunda: turno('13:00', '21:00'),
          terca: turno('13:00', '21:00'),
          quarta: turno('08:00', '12:00'),
          quinta: turno('13:00', '21:00'),
        },
        tempo_consulta_padrao: 50,
      },
    ],
    servicos: {
      consultas: [
        {
          id: 'primeira',
          nome: 'Primeira conversa',
          descricao: 'Para nos conhecermos e entender o que você procura',
          duracao_minutos: 30,
          preco_particular: 'R$ 120,00',
          aceita_convenio: false,
          profissionais_ids: ['marina'],
        },
        {
          id: 'sessao',
          nome: 'Sessão de psicoterapia',
          duracao_minutos: 50,
          preco_particular: 'R$ 240,00',
          aceita_convenio: false,
          profissionais_ids: ['marina'],
        },
        {
          id: 'casal',
          nome: 'Terapia de casal',
          duracao: '1h20',
          preco_particular: 'R$ 380,00',
          aceita_convenio: false,
          profissionais_ids: ['marina'],
        },
      ],
    },
    politicas: {
      agendamento: {
        antecedencia_minima: '12 horas',
        antecedencia_maxima: '21 dias',
        cancelamento: 'Sessões canceladas com menos de 24 horas são cobradas.',
        atraso_tolerado: 20,
      },
      atendimento: { online: 'As sessões online são por vídeo; o link chega no dia.' },
    },
    formas_pagamento: ['Pix', 'Transferência'],
    informacoes_adicionais: {
      orientacoes_gerais: 'Emito recibo para reembolso do seu plano no fim do mês.',
    },
  },
};
