import type { ClinicDocument } from './clinic-document.ts';

const turno = (inicio: string, fim: string) => [{ inicio, fim }];

export const dental: ClinicDocument = {
  name: 'Odonto Sorriso do Vale',
  document: {
    clinica: {
      informacoes_basicas: {
        nome: 'Odonto Sorriso do Vale',
        especialidade_principal: 'Odontologia',
        telefone: '+55 12 5550-0310',
      },
      localizacao: {
        endereco_principal: {
          logradouro: 'Rua dos Jequitibás',
          numero: '77',
          bairro: 'Vila Exemplo',
          cidade: 'Taubaté',
          estado: 'SP',
          referencia: 'em frente à praça do coreto',
        },
      },
      contatos: { whatsapp: '+55 12 95550-0311' },
      horario_funcionamento: { 'segunda a sexta': '08:30 às 18:30', sabado: '09:00 às 13:00' },
    },
    agente_ia: {
      configuracao: {
        nome: 'Theo',
        saudacao_inicial: 'Oi! Aqui é o Theo, da Odonto Sorriso do Vale 🦷 Em que posso ajudar?',
      },
    },
    profissionais: [
      {
        id: 'renan',
        nome_exibicao: 'Dr. Renan Aguiar',
        cro: 'CRO-SP 11111',
        especialidades: ['Clínica geral', 'Endodontia'],
        horarios_disponibilidade: {
          segunda: turno('08:30', '12:30'),
          terca: turno('08:30', '18:30'),
          quinta: turno('08:30', '18:30'),
        },
      },
      {
        id: 'ivone',
        nome_exibicao: 'Dra. Ivone Teles',
        cro: 'CRO-SP 22222',
        especialidades: ['Ortodontia'],
        horarios_disponibilidade: { quarta: turno('09:00', '17:00'), sabado: turno('09:00', '13:00') },
      },
      { id: 'sergio', nome_exibicao: 'Dr. Sérgio Prado', especialidades: ['Implantes'], ativo: false },
    ],
    servicos: {
      consultas: [
        {
          id: 'avaliacao',
          nome: 'Avaliação odontológica',
          duracao_minutos: 30,
          preco_particular: 90,
          aceita_convenio: true,
          convenios_aceitos: ['Dental Estrela'],
          profissionais_ids: ['renan', 'ivone'],
        },
        {
          id: 'manutencao',
          nome: 'Manutenção de aparelho',
          duracao_minutos: 20,
          preco_particular: 110,
          aceita_convenio: false,
          profissionais_ids: ['ivone'],
        },
      ],
      procedimentos: [
        {
          id: 'limpeza-dental',
          nome: 'Limpeza e profilaxia',
          descricao: 'Remoção de tártaro e polimento',
          duracao_minutos: 40,
          preco_particular: 160,
          aceita_convenio: true,
          convenios_aceitos: ['Dental Estrela'],
          profissionais_ids: ['renan'],
        },
        {
          id: 'clareamento',
          nome: 'Clareamento dental',
          duracao_minutos: 60,
          preco_particular: 'R$ 850,00',
          aceita_convenio: false,
          preparacao: 'Evite café, vinho e molho de tomate por 48 horas antes e depois.',
          profissionais_ids: ['renan'],
        },
        {
          id: 'canal',
          nome: 'Tratamento de canal',
          duracao_minutos: 90,
          preco_particular: 'a partir de R$ 700,00',
          aceita_convenio: true,
          profissionais_ids: ['renan'],
        },
        {
          id: 'extracao',
          nome: 'Extração de siso',
          duracao_minutos: 60,
          preco_particular: 450,
          aceita_convenio: false,
          preparacao: 'Alimente-se bem e venha com acompanhante.',
          profissionais_ids: ['renan'],
        },
        {
          id: 'aparelho',
          nome: 'Aparelho ortodôntico',
          duracao_minutos: 60,
          preco_particular: 'sob avaliação',
          profissionais_ids: ['ivone'],
        },
      ],
    },
    convenios: [{ nome: 'Dental Estrela', cobertura: 'avaliação e limpeza', ativo: true }],
    politicas: {
      agendamento: {
        antecedencia_minima: '2 horas',
        antecedencia_maxima: '30 dias',
        reagendamento: 'Remarque até 3 horas antes.',
      },
      pagamento: { garantia: 'Clareamento tem retorno de revisão em 15 dias.' },
    },
    formas_pagamento: [
      { tipo: 'cartao_credito', parcelamento: 10, bandeiras: ['Visa', 'Mastercard'] },
      { tipo: 'pix', desconto: 8 },
      { tipo: 'boleto', aceito: false },
    ],
    estrutura_fisica: { estacionamento: 'Duas vagas na frente da clínica.', acessibilidade: true },
  },
};
