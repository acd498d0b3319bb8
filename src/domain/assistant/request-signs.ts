import { split, type TopicSigns } from './topic.ts';

/** How patients ask for something to be done, and the rest of their questions. */
export const requestSigns: TopicSigns = [
  [
    'change-booking',
    {
      words: split('desmarcar remarcar reagendar adiar remarco desmarco remarcacao reagendamento'),
      phrases:
        /\b(cancelar|cancela|cancele|cancelo|quero cancelamento|mudar (o |meu |a |minha |de )?(horario|consulta|data|dia)|trocar (o |meu |a |minha )?(horario|consulta|data|dia)|nao (vou|vai|posso|poderei|consigo|vou conseguir|vou poder|irei) (mais )?(ir|comparecer|poder ir|conseguir ir)|antecipar)\b/,
    },
  ],
  [
    'confirm-booking',
    {
      words: split('confirmo'),
      phrases:
        /^(confirmar|confirmado|confirmada|confirma|presenca confirmada)$|\bconfirm(ar|ado|o) (a |minha |o |meu |presenca|consulta|horario)/,
    },
  ],
  [
    'booking-policy',
    {
      words: [],
      phrases:
        /\b((politica|regra|prazo|taxa|multa)s? (de |para |por )?(cancel|remarc|reagend|desmarc|falta)\w*|(posso|pode|da para|preciso|como) (\w+ )?(cancel|remarc|desmarc|reagend)\w*.{0,25}(ate quando|antecedencia|prazo|multa|taxa|de graca)|(ate quando|quanto tempo antes|com quanta antecedencia)|cobra[m]? (multa|taxa|falta)|se eu faltar)\b/,
    },
  ],
  ['late-arrival', { words: [], phrases: /\b(atrasad[oa]|atraso|atrasar|tolerancia|vou chegar tarde)\b/ }],
  [
    'facilities',
    {
      words: split(
        'estacionamento estacionar acessibilidade cadeirante cadeirantes elevador rampa wifi bicicletario manobrista valet banheiro fraldario',
      ),
      phrases:
        /\b(cadeira de rodas|onde (paro|parar|deixo|deixar) o carro|mobilidade reduzida|tem vaga(s)? (para|de) (carro|moto|deficiente))\b/,
    },
  ],
  [
    'contacts',
    {
      words: split('telefone contato email site website instagram'),
      phrases:
        /\b(e mail|numero de voces|numero da (clinica|recepcao)|posso ligar|ligar para voces|qual (o )?(numero|whatsapp)|cnpj)\b/,
    },
  ],
  [
    'robot',
    {
      words: split('robo chatbot bot'),
      phrases:
        /\b(quem (e voce|esta falando|fala)|com quem (eu )?(estou )?fal\w+|e (uma )?(maquina|gravacao|ia)|inteligencia artificial|qual (o )?seu nome)\b/,
    },
  ],
  [
    'human',
    {
      words: split('atendente humano humana recepcionista'),
      phrases:
        /\b(falar (com|direto)|conversar com|(quero|preciso( de)?|chama|chame|tem) (uma |um |com |algum |alguem )*(pessoa|alguem|gente de verdade)|pessoa (de verdade|real)|alguem (pode|poderia|consegue|me)|me (liga|ligue|ligar|ligam|atende|atendam)|(a|da|na) recepcao|com a secretaria|atendimento humano|segunda via|atestado|renovar (a )?receita)\b/,
    },
  ],
  [
    'complaint',
    {
      words: split(
        'reclamacao reclamar pessimo pessima horrivel absurdo insatisfeito insatisfeita descaso palhacada procon denuncia denunciar reclameaqui decepcionada decepcionado maltratada maltratado',
      ),
      phrases:
        /\b(reclame aqui|mal atendid[oa]|nao gostei|falta de (respeito|educacao)|uma vergonha|ninguem (me )?(responde|atende)|vou processar|dinheiro de volta|cobranca (indevida|errada)|fui cobrad[oa])\b/,
    },
  ],
  [
    'booking',
    {
      words: split('marcar agendar agendamento marcacao encaixe'),
      phrases:
        /\b((quero|queria|gostaria|preciso|precisava|desejo|querendo) (de |fazer |passar |ir |uma |um |por |em |numa |na |no |com |a )*(consulta|consultar|horario|avaliacao|vaga|sessao|retorno)|(tem|teria|ha|existe) (o |a |os |as |algum |alguma |um |uma )*(proxim[oa] )?(vagas?|horarios?|agenda|data)\b(?! (de|do|da) (funcionamento|atendimento))(?! (para|de) (carro|moto|deficiente))|proxim[oa] (vaga|horario|data)|pode (me )?agend\w+|me agend\w+|agend[ae] (para|uma|um)|horarios? (disponive(l|is)|livres?|vagos?)|marca (uma|um|para)|passar (com|em consulta)|primeira consulta|disponibilidade|continuar (o )?agendamento)\b/,
    },
  ],
  ['about', { words: [], phrases: /\b(sobre a clinica|conhecer a clinica|quem sao voces|que clinica)\b/ }],
  [
    'services',
    {
      words: split('servicos procedimentos exames especialidades consultas tratamentos'),
      phrases:
        /\b((quais|que|qual) (os |as |sao |tipos? de )*(servicos?|exames?|especialidades?|tratamentos?|procedimentos?|consultas?)|o que (voces|a clinica) (faz|fazem|oferece|oferecem|atende|atendem|tem)|voces (fazem|faz|tem|realizam|trabalham)|(fazem|realizam|trabalham com)|^(e )?(faz|tem|realiza|oferece) \w+)\b/,
    },
  ],
  [
    'menu',
    {
      words: split('menu opcoes ajuda voltar inicio'),
      phrases:
        /\b(ver opcoes|me ajuda|pode me ajudar|preciso de (ajuda|uma informacao|informacoes|informacao)|tirar (uma |umas )?duvidas?)\b/,
    },
  ],
];
