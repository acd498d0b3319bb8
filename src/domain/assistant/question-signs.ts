import { split, type TopicSigns } from './topic.ts';

/** How patients ask for what the clinic's context knows. */
export const questionSigns: TopicSigns = [
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
];
