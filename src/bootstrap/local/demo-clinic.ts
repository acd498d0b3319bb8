import { demoProfessionals, demoServices } from './demo-clinic-services.ts';

const weekday = { abertura: '07:00', fechamento: '20:00' };

/** As the clinics screen would save it. Our own invention: names, people and numbers are nobody's. */
const contextualization = {
  clinica: {
    informacoes_basicas: {
      nome: 'Clínica Ipê Amarelo',
      especialidade_principal: 'Dermatologia',
      especialidades_secundarias: ['Cardiologia', 'Nutrição'],
      descricao:
        'Cuidamos da pele, do coração e da alimentação de toda a família, com hora marcada e sem pressa.',
      telefone: '+55 11 5550-0142',
      email_principal: 'contato@ipeamarelo.example',
      website: 'https://ipeamarelo.example',
      cnpj: '00.000.000/0001-00',
    },
    localizacao: {
      endereco_principal: {
        logradouro: 'Rua das Paineiras',
        numero: '321',
        complemento: '2º andar',
        bairro: 'Jardim Exemplo',
        cidade: 'São Paulo',
        estado: 'SP',
        cep: '00000-000',
      },
    },
    horario_funcionamento: {
      segunda: weekday,
      terca: weekday,
      quarta: weekday,
      quinta: weekday,
      sexta: { abertura: '07:00', fechamento: '18:00', intervalo: { inicio: '12:00', fim: '13:00' } },
      sabado: { abertura: '08:00', fechamento: '12:00' },
      domingo: null,
      feriados: [
        { data: '25/12', nome: 'Natal', fechado: true },
        { data: '01/01', nome: 'Ano-Novo', fechado: true },
        { data: '2026-12-24', nome: 'véspera de Natal', abertura: '08:00', fechamento: '12:00' },
      ],
    },
    contatos: {
      telefone_principal: '+55 11 5550-0142',
      whatsapp: '+55 11 5550-0143',
      email_principal: 'contato@ipeamarelo.example',
      emails_departamentos: { financeiro: 'financeiro@ipeamarelo.example' },
    },
  },
  agente_ia: {
    configuracao: {
      nome: 'Lia',
      personalidade: 'acolhedora e objetiva',
      tom_comunicacao: 'próximo e respeitoso',
      nivel_formalidade: 'médio',
      idiomas: ['pt-BR'],
      saudacao_inicial:
        'Olá, {nome}! Eu sou a Lia, assistente virtual da Clínica Ipê Amarelo. 🌼 Como posso ajudar?',
      mensagem_despedida: 'Por nada! A Clínica Ipê Amarelo agradece o contato. Cuide-se! 🌼',
      mensagem_fora_horario:
        '🌙 A nossa equipe já encerrou o atendimento, mas eu continuo por aqui para ajudar.',
    },
    comportamento: {
      proativo: true,
      oferece_sugestoes: true,
      solicita_feedback: false,
      escalacao_automatica: true,
      limite_tentativas: 3,
    },
    restricoes: { nao_pode_diagnosticar: true, nao_pode_prescrever: true, emergencias_redirecionar: true },
  },
  profissionais: demoProfessionals,
  servicos: demoServices,
  convenios: [
    { nome: 'Saúde Aurora', tipo: 'nacional', cobertura: 'consultas e exames', ativo: true },
    { nome: 'Plano Horizonte', tipo: 'regional', cobertura: 'consultas', ativo: true },
    { nome: 'Vida Serena', tipo: 'regional', ativo: false },
  ],
  politicas: {
    agendamento: {
      antecedencia_minima: '24 horas',
      antecedencia_maxima: '14 dias',
      cancelamento: 'Cancele com até 24 horas de antecedência, sem custo.',
      reagendamento: 'Você pode remarcar até duas vezes, avisando com 24 horas de antecedência.',
      atraso_tolerado: '15 minutos',
    },
    pagamento: { nota_fiscal: 'Enviamos por e-mail no mesmo dia.' },
    atendimento: {
      documentos: 'Traga um documento com foto e, se usar convênio, a carteirinha.',
      menores_de_idade: 'Menores de 18 anos vêm com um responsável.',
    },
  },
  formas_pagamento: [
    { tipo: 'pix', aceito: true, desconto: '5%' },
    {
      tipo: 'cartao_credito',
      aceito: true,
      parcelamento: 'em até 6x sem juros',
      bandeiras: ['Visa', 'Mastercard', 'Elo'],
    },
    { tipo: 'cartao_debito', aceito: true },
    { tipo: 'dinheiro', aceito: true },
    { tipo: 'cheque', aceito: false },
  ],
  estrutura_fisica: {
    estacionamento: 'Convênio com o estacionamento ao lado: a primeira hora é gratuita.',
    acessibilidade: 'Elevador, rampa na entrada e banheiro adaptado.',
    wifi: true,
  },
  informacoes_adicionais: {
    emergencia: 'Não temos pronto-socorro. O Hospital Exemplo fica a cinco minutos daqui e atende 24 horas.',
    orientacoes_gerais: 'Chegue 10 minutos antes do horário marcado.',
  },
  metadados: { versao: '1.0', status: 'ativo', ultima_atualizacao: '2026-11-20' },
};

/** What `npm start` registers, so that there is a clinic to write to. */
export const demoClinic = {
  name: 'Clínica Ipê Amarelo',
  timeZone: 'America/Sao_Paulo',
  whatsappNumber: '551155500143',
  phoneNumberId: '100000000000143',
  wabaId: '200000000000143',
  contextualization,
};
