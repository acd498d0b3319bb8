import type { ClinicDocument } from './clinic-document.ts';

const turno = (inicio: string, fim: string) => [{ inicio, fim }];
const exam = (id: string, nome: string, preco: number | string, preparacao: string, duracao = 30) => ({
  id,
  nome,
  duracao_minutos: duracao,
  preco_particular: preco,
  aceita_convenio: true,
  preparacao,
  resultado_prazo: 'em 2 dias úteis, pelo site',
  profissionais_ids: ['imagem'],
});

/** Exams with preparations that differ in their numbers. */
export const imaging: ClinicDocument = {
  name: 'Clarear Imagem Diagnóstica',
  document: {
    clinica: {
      informacoes_basicas: {
        nome: 'Clarear Imagem Diagnóstica',
        especialidade_principal: 'Diagnóstico por imagem',
        website: 'www.clarear-imagem.example',
        cnpj: '11.111.111/0001-11',
      },
      localizacao: { endereco: 'Rodovia Exemplo, km 4, Bloco C, térreo – Campinas/SP' },
      contatos: { telefone: '0800 555 0199', email: 'laudos@clarear-imagem.example' },
      horario_funcionamento: {
        'segunda a sexta': '06:30 às 19:00',
        sabado: '07:00 às 11:00',
        feriados: [{ data: '2026-12-08', nome: 'Padroeira', fechado: true }],
      },
    },
    profissionais: [
      {
        id: 'imagem',
        nome_exibicao: 'Dra. Noemi Sales',
        crm: 'CRM-SP 33333',
        especialidades: ['Radiologia'],
        horarios_disponibilidade: {
          segunda: turno('06:30', '12:00'),
          quarta: turno('06:30', '12:00'),
          sexta: turno('13:00', '19:00'),
        },
      },
    ],
    servicos: {
      exames: [
        exam(
          'us-abdome',
          'Ultrassom de abdome total',
          210,
          'Jejum de 8 horas e bexiga cheia: beba 4 copos de água uma hora antes.',
        ),
        exam('us-tireoide', 'Ultrassom de tireoide', 180, 'Não precisa de jejum.'),
        exam(
          'tomografia',
          'Tomografia de crânio',
          620,
          'Jejum de 4 horas; traga exames de creatinina dos últimos 30 dias.',
        ),
        exam(
          'ressonancia',
          'Ressonância magnética de joelho',
          890,
          'Venha sem objetos de metal e chegue 40 minutos antes.',
          45,
        ),
        exam('mamografia', 'Mamografia digital', 240, 'Não use desodorante nem talco no dia.'),
        exam('raio-x', 'Raio-X de tórax', 95, 'Retire correntes e brincos.', 15),
        exam('densitometria', 'Densitometria óssea', 150, 'Suspenda o cálcio 24 horas antes.', 20),
      ],
    },
    convenios: ['Saúde Pinhal', 'Vitalis', 'MedCampo'],
    politicas: {
      agendamento: {
        antecedencia_minima: '4 horas',
        antecedencia_maxima: '20 dias',
        cancelamento: 'Avise com 6 horas de antecedência.',
      },
      atendimento: {
        pedido_medico: 'Traga o pedido médico original, com validade de 90 dias.',
        documentos: 'RG ou CNH e carteirinha do plano.',
      },
    },
    formas_pagamento: ['dinheiro', 'cartão de débito', 'cartão de crédito', 'pix'],
    informacoes_adicionais: {
      emergencia: 'Não fazemos exames de urgência: procure o hospital mais próximo.',
    },
  },
};
