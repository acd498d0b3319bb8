import { demoClinic } from '../../../../src/bootstrap/local/demo-clinic.ts';
import { contextOf } from '../talk.ts';

const day = { abertura: '08:00', fechamento: '18:00' };
const week = { segunda: day, terca: day, quarta: day, quinta: day, sexta: day };
const clinic = (nome: string, more: object) =>
  contextOf({
    clinica: {
      informacoes_basicas: { nome, telefone: '+55 11 5550-0000' },
      horario_funcionamento: week,
      localizacao: { endereco_principal: { logradouro: 'Rua do Teste', numero: '10', cidade: 'São Paulo' } },
    },
    ...more,
  });
const doctor = (id: string, nome: string, especialidade: string) => ({
  id,
  nome_exibicao: nome,
  especialidades: [especialidade],
  ativo: true,
});
const service = (id: string, nome: string, preco: number, quem: readonly string[], more: object = {}) => ({
  id,
  nome,
  preco_particular: preco,
  duracao_minutos: 30,
  profissionais_ids: quem,
  ativo: true,
  ...more,
});

/** Six clinics of kinds that nobody tuned the dialogue for, but for the first. */
export const clinics = {
  demo: contextOf(demoClinic.contextualization),
  unlucky: clinic('Clínica Bom Dia', {
    profissionais: [
      doctor('clara', 'Dra. Clara Rosa', 'Dermatologia'),
      doctor('marcos', 'Dr. Marcos Dias', 'Cardiologia'),
      doctor('bela', 'Dra. Bela Vista', 'Nutrição'),
    ],
    servicos: {
      consultas: [
        service('derma', 'Consulta com dermatologista', 300, ['clara']),
        service('cardio', 'Consulta cardiológica', 350, ['marcos']),
        service('nutri', 'Consulta de nutrição', 200, ['bela']),
      ],
    },
    politicas: { atendimento: { exames: 'Traga os exames dos últimos seis meses.' } },
  }),
  psychologist: clinic('Espaço Sereno', {
    profissionais: [doctor('ines', 'Inês Prado', 'Psicologia')],
    servicos: {
      consultas: [
        service('terapia', 'Terapia individual', 220, ['ines'], { duracao_minutos: 50 }),
        service('casal', 'Terapia de casal', 320, ['ines'], { duracao_minutos: 80 }),
      ],
    },
    politicas: { atendimento: { online: 'Atendimento online por vídeo ou presencial.' } },
  }),
  dental: clinic('Sorriso Norte', {
    profissionais: [
      doctor('davi', 'Dr. Davi Melo', 'Odontologia'),
      doctor('nina', 'Dra. Nina Sá', 'Ortodontia'),
    ],
    servicos: {
      consultas: [service('avaliacao', 'Avaliação odontológica', 120, ['davi'])],
      procedimentos: [
        service('limpeza', 'Profilaxia (limpeza dental)', 180, ['davi']),
        service('canal', 'Tratamento de canal', 900, ['davi']),
        service('clareamento', 'Clareamento caseiro', 600, ['davi']),
        service('aparelho', 'Manutenção de aparelho', 150, ['nina']),
      ],
    },
    informacoes_adicionais: {
      emergencia: 'Atendemos urgência odontológica de segunda a sexta, por ordem de chegada.',
      orientacoes_gerais: 'Venha alimentado e com os dentes escovados.',
    },
    estrutura_fisica: { estacionamento: 'Temos três vagas gratuitas na frente da clínica.' },
  }),
  imaging: clinic('Imagem Clara', {
    profissionais: [],
    servicos: {
      exames: [
        service('us-abd', 'Ultrassom de abdome total', 180, [], {
          preparo: 'Jejum de 8 horas. Tome os remédios de uso contínuo com pouca água.',
          prazo_resultado: '2 dias úteis',
        }),
        service('us-mama', 'Ultrassom de mamas', 160, [], { prazo_resultado: '2 dias úteis' }),
        service('rm-joelho', 'Ressonância de joelho', 700, [], { preparo: 'Retire objetos de metal.' }),
        service('rx-torax', 'Raio-X de tórax', 90, [], { prazo_resultado: 'na hora' }),
      ],
    },
    politicas: {
      atendimento: {
        documentos: 'Traga documento com foto, o pedido médico e a carteirinha do convênio.',
        resultados: 'Os resultados ficam no site imagemclara.example com o protocolo da recepção.',
      },
    },
  }),
  large: clinic('Policlínica Horizonte', {
    profissionais: [
      doctor('ana', 'Dra. Ana Lima', 'Ginecologia'),
      doctor('rui', 'Dr. Rui Costa', 'Ortopedia'),
      doctor('paz', 'Dra. Paz Moura', 'Pediatria'),
      doctor('joao', 'Dr. João Porto', 'Clínica médica'),
      doctor('lia', 'Dra. Lia Couto', 'Dermatologia'),
    ],
    servicos: {
      consultas: [
        service('gineco', 'Consulta ginecológica', 310, ['ana']),
        service('orto', 'Consulta ortopédica', 290, ['rui']),
        service('pediatra', 'Consulta pediátrica', 280, ['paz']),
        service('clinico', 'Clínico geral', 250, ['joao']),
        service('derma', 'Consulta dermatológica', 330, ['lia']),
      ],
      procedimentos: [
        service('pele', 'Limpeza de pele profunda', 190, ['lia']),
        service('peeling', 'Peeling químico', 450, ['lia']),
        service('infiltracao', 'Infiltração de joelho', 500, ['rui']),
        service('diu', 'Inserção de DIU', 800, ['ana']),
      ],
      exames: [
        service('preventivo', 'Papanicolau', 140, ['ana']),
        service('eletro', 'Eletrocardiograma', 110, ['joao']),
      ],
    },
    convenios: [{ nome: 'Vida Plena', ativo: true }],
    politicas: { atendimento: { menores_de_idade: 'Menores de 18 anos vêm com um responsável.' } },
  }),
} as const;

export type ClinicName = keyof typeof clinics;
