import { isLike } from './likeness.ts';
import { wordsOf } from './normalise-text.ts';

/** What patients ask about. */
export type Topic =
  | 'services'
  | 'prices'
  | 'insurance'
  | 'hours'
  | 'address'
  | 'practitioners'
  | 'payment'
  | 'preparation'
  | 'results'
  | 'booking'
  | 'change-booking'
  | 'confirm-booking'
  | 'booking-policy'
  | 'late-arrival'
  | 'facilities'
  | 'contacts'
  | 'about'
  | 'robot'
  | 'human'
  | 'complaint'
  | 'menu';

type Signs = { readonly words: readonly string[]; readonly phrases?: RegExp };

const split = (words: string) => words.split(' ');

/** Words may carry slips of the finger, phrases are read in the normalised text. */
const signs: readonly (readonly [Topic, Signs])[] = [
  [
    'prices',
    {
      words: split('preco precos valor valores custa custam custo orcamento tabela'),
      phrases:
        /\b(quanto (e|sai|fica|esta|cobra|voces cobram)|mais barato|quanto.{0,12}(pago|pagar)|quanto a )\b/,
    },
  ],
  [
    'insurance',
    {
      words: split('convenio convenios carteirinha reembolso'),
      phrases:
        /\b(plano de saude|planos? de saude|meu plano|seu plano|algum plano|quais planos?|que planos?|aceita[m]? (o |meu )?plano|(aceitam?|atendem?) (por|pelo|pela) \w+|aceitam? (o |a )?(?!pix|cart|dinheiro|debito|credito|cheque|boleto|parcel|pagam|encaixe)\w+|pelo plano)\b/,
    },
  ],
  [
    'hours',
    {
      words: split('funcionamento expediente'),
      phrases:
        /\b(que horas?|(qual|quais|saber) (e |sao )?(o |os |seu )?horarios?( de (atendimento|funcionamento))?(?! (disponi|livre|vago))|horarios? de (atendimento|funcionamento)|(abre|abrem|fecha|fecham|funciona|funcionam)|abert[oa]s?|fechad[oa]s?|atende[m]? (hoje|amanha|agora|ate|de|no|na|aos|em|segunda|terca|quarta|quinta|sexta|sabado|domingo|feriado)|tem atendimento (hoje|amanha|agora|no|na|aos|sabado|domingo)|ate que hora|feriados?)\b/,
    },
  ],
  [
    'address',
    {
      words: split('endereco localizacao'),
      phrases:
        /\b(onde (fica|ficam|e|esta|estao|voces|se localiza)|como (chego|chegar|faco para chegar)|que (rua|bairro)|qual (rua|bairro|cidade)|metro mais proximo|fica onde|ponto de referencia)\b/,
    },
  ],
  [
    'practitioners',
    {
      words: split('medicos profissionais especialistas doutores equipe'),
      phrases:
        /\b((quem|qual|quais|que) (sao |e |e o |e a |os |as |o |a )*(medic[oa]s?|profissiona(l|is)|dr|dra|dentistas?|especialistas?)|quem (atende|faz|realiza)|tem (algum |alguma )?(medic[oa]|profissional))\b/,
    },
  ],
  [
    'payment',
    {
      words: split(
        'pagamento pagamentos parcela parcelar parcelado parcelamento pix boleto debito credito cartao dinheiro desconto vezes',
      ),
      phrases: /\b(como (posso )?pag|forma[s]? de pag|da para pagar|em quantas vezes|nota fiscal|recibo)\w*/,
    },
  ],
  [
    'preparation',
    {
      words: split('preparo preparacao jejum'),
      phrases:
        /\b(preciso (levar|fazer|ir em|estar)|o que (levar|levo|devo (levar|fazer))|antes do exame|como (me )?prepar\w*|(posso|pode) (comer|beber|tomar (agua|cafe))|que documentos?)\b/,
    },
  ],
  [
    'results',
    {
      words: split('resultado resultados laudo'),
      phrases: /\b(fica[m]? pront[oa]s?|exame (ja )?(esta )?pronto|prazo do exame)\b/,
    },
  ],
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

/** Right words that look like slips of others. */
const rightWords = split(
  'atende atendem atender atendimento cancelamento agenda agende marca marcado custas conta contas pode podem planta carta',
);
const known = new Set([...rightWords, ...signs.flatMap(([, { words }]) => words)]);

export function topicsIn(normal: string): ReadonlySet<Topic> {
  const words = wordsOf(normal);
  const found = new Set<Topic>();
  for (const [topic, { words: telling, phrases }] of signs) {
    if (
      phrases?.test(normal) ||
      words.some((word) => telling.some((sign) => word === sign || (!known.has(word) && isLike(word, sign))))
    )
      found.add(topic);
  }
  return settled(found, normal);
}

/** Some topics explain the words of others. */
function settled(found: Set<Topic>, normal: string): ReadonlySet<Topic> {
  const drop = (winner: Topic, ...losers: readonly Topic[]) => {
    if (found.has(winner)) for (const loser of losers) found.delete(loser);
  };
  drop('booking-policy', 'change-booking', 'booking', 'prices');
  drop('change-booking', 'booking', 'hours', 'services');
  drop('confirm-booking', 'booking', 'hours', 'services');
  drop('human', 'contacts', 'practitioners');
  drop('booking', 'hours', 'menu');
  // "vocês atendem Unimed?", "vocês fazem ultrassom?" – the thing named decides.
  for (const topic of [
    'insurance',
    'hours',
    'preparation',
    'results',
    'payment',
    'facilities',
    'prices',
    'booking',
  ] as const) {
    drop(topic, 'services');
  }
  drop('facilities', 'booking', 'address');
  if (found.size > 1) found.delete('menu');
  if (/\b(valor(es)?|preco)\b.*\b(carteirinha|plano)\b/.test(normal)) found.delete('insurance');
  return found;
}
