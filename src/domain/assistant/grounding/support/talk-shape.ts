import { plainWords, selfWords } from './talk-words.ts';

// All patterns here read folded text.

const acts = 'marcar|agendar|remarcar|reagendar|desmarcar|cancelar|mudar|trocar|alterar';

/** What a clinic could promise or deny something about, and when. */
const matters = new RegExp(
  `(?<![a-z])(?:preparo|pedidos?|pagamento|convenios?|planos?|resultados?|exames?|consultas?|atendimentos?|servicos?|procedimentos?|${acts}|valor(?:es)?|precos?|horarios?|telefone|endereco|disponivel|equipe|clinica|consultorio|profissional|dias?|manhas?|tardes?|noites?|horas?|semanas?|data|periodo)(?![a-z])`,
);
const greetings = /(?<![a-z])(?:bo[am]s? (?:dias?|tardes?|noites?|semana))(?![a-z])/g;

/** Asks; may name any time. */
const asking =
  /(?<![a-z])(?:qual|quais|voce (?:quer|queria|gostaria|prefere)|diga|diz|fale|fala|conte|conta|escreva|escreve|escolha|explique|explica|pergunte|mande|tente)(?![a-z])/;
/** Does not know, of whatever; that something cannot be done is a claim. */
const unknowing =
  /(?<![a-z])nao (?:sei|entendi|compreendi|(?:consegui|conseguimos|posso|podemos|consigo|tenho como|temos como) (?:te |lhe |me )?(?:informar|dizer|responder|ajudar|explicar|entender|compreender|saber)|(?:tenho|temos) (?:certeza|ess[ae]s?|est[ae]s?|informac\w+|detalhes))(?![a-z])/;
/** Offers to do what the assistant does, for whatever day: when, how often and under what conditions is a claim. */
const offering = new RegExp(
  `(?<![a-z])(?:posso|podemos|consigo|conseguimos|vou|vamos|quero|queremos|gostaria de) (?:te |lhe |tentar )?(?:ajudar|mostrar|ver|procurar|explicar|informar|dizer|responder|falar|contar|conversar|${acts})(?![a-z])`,
);
const feeling =
  /(?<![a-z])(?:entendo|compreendo|imagino|sinto|lamento|lamentamos|sentimos|obrigad[oa]|desculpe?a?) (?:a|o|as|os|sua|seu|muito|pel[ao]|por)(?![a-z])/;
const being = /(?<![a-z])(?:sou|somos)(?![a-z])/;

/** Words that make a statement of an offer: "posso marcar sem pedido", "posso dizer que ...". */
const conditions =
  /(?<![a-z])(?:sem|nada|nem|sempre|qualquer|mesmo|tod[oa]s?|(?:dizer|informar|falar|contar|explicar|responder|ver|diga|diz|fale|entendo|sinto) que)(?![a-z])/;
const denials = /(?<![a-z])(?:nao|nem|nunca)(?![a-z])/;
/** "Sem pergunta alguma", "nada de espera": without a verb, and about anything. */
const without = /(?<![a-z])(?:sem|nada de|nenhum|nenhuma|zero)(?![a-z])/;

const actsOnBookings = new RegExp(`(?<![a-z])(?:${acts})(?![a-z])`);
/** What nobody changes in a talk. */
const notBookings =
  /(?<![a-z])(?:valor(?:es)?|precos?|pagamento|resultados?|preparo|pedidos?|planos?|convenios?)(?![a-z])/;

/** "Posso marcar, remarcar ou cancelar a consulta", "prefere cedo, manhã ou tarde": it goes on with what was begun. */
const goesOn = new RegExp(`^\\W*(?:ou |e )?(?:${acts})(?![a-z])`);
const choices = /^\W*(?:de |a )?(?:manha|tarde|noite)(?: ou (?:de |a )?(?:manha|tarde|noite))+\W*$/;

/** Whether each part of a sentence that names a matter is shaped as talk; listed words alone can state something, too. */
export const isShapedAsTalk = (flat: string): boolean =>
  flat
    .split(/[,;:–—()\n]|(?<![a-z])(?:mas|pois|porque|entao)(?![a-z])/)
    .map((part) => part.replace(greetings, ' '))
    .every((part, at, parts) => {
      if (!matters.test(part)) return !without.test(part);
      const before = parts[at - 1] ?? '';
      if (choices.test(part)) return asking.test(before);
      const isContinued = goesOn.test(part) && offering.test(before);
      return isContinued ? isOffer(part) : isTalkOfMatter(part);
    });

function isTalkOfMatter(part: string): boolean {
  if (conditions.test(part)) return false;
  if (unknowing.test(part) || asking.test(part)) return true;
  if (denials.test(part)) return false;
  if (being.test(part)) return hasOnly(part, selfWords);
  return (offering.test(part) || feeling.test(part)) && isOffer(part);
}

const isOffer = (part: string): boolean =>
  !conditions.test(part) &&
  !denials.test(part) &&
  !(actsOnBookings.test(part) && notBookings.test(part)) &&
  hasOnly(part, plainWords);

const hasOnly = (part: string, words: ReadonlySet<string>): boolean =>
  (part.match(/[a-z]+(?:-[a-z]+)*/g) ?? []).every((word) => words.has(word));

/** "Vou falar com a equipe": an act, which only a handover of this turn makes true. */
export const promisesPeople = (flat: string): boolean =>
  /(?<![a-z])(?:vou|vamos|irei|iremos)(?![a-z])[^.?!]{0,20}?(?<![a-z])(?:falar|avisar|chamar|perguntar|pedir|contar|dizer|explicar|informar|mostrar|conversar|confirmar|escrever|mandar|passar|ver|lembrar|procurar)(?![a-z])[^.?!]{0,40}?(?<![a-z])(?:com|a|ao|pra|para|pela|pelo|na|no|da|alguem) ?(?:a |o |um |uma |nossa |alguem d[ao] )?(?:equipe|clinica|consultorio|profissional|pessoa|recepcao|alguem|medic[oa]|doutora?|dra?|secretaria|atendente|ele|ela)(?![a-z])/.test(
    flat,
  );

/** What is said of a day without a digit is bound by its verb: the check of open days reads that. */
const opening =
  /(?<![a-z])(?:fechad[oa]s?|abert[oa]s?|abr\w{1,5}|fecha\w{0,3}|atende\w{0,3}|funciona\w{0,4}|(?:ha|tem|sem) (?:atendimento|expediente))(?![a-z])/;
const days =
  /(?<![a-z])(?:domingos?|sabados?|feriados?|segundas?|tercas?|quartas?|quintas?|sextas?|manhas?|tardes?|noites?|amanha|hoje)(?![a-z])/;
const abilities = new RegExp(
  `(?<![a-z])(?:posso|podemos|pode|podem|consigo|conseguimos|consegue|tenho como|temos como)(?![a-z]).*(?<![a-z])(?:${acts})(?![a-z])`,
);
const terms =
  /(?<![a-z])(?:quiser\w{0,2}|quando|depois|antes|ate|sempre|qualquer|tod[oa]s?|sem|nem|nao|nada|mesmo|momento|vez|vezes)(?![a-z])/;

/**
 * A claim that no check binds to anything: a day beside a matter without a verb, "atendimento em domingo", in either
 * order; that something can be done at some time, or cannot, beside a price that is right.
 */
export const claimsBare = (flat: string): boolean =>
  without.test(flat) ||
  (!/\d/.test(flat) && days.test(flat.replace(greetings, ' ')) && !opening.test(flat)) ||
  (abilities.test(flat) && terms.test(flat));
