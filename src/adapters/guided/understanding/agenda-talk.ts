/** What a written text says about times and appointments, beyond days and hours. */
export type AgendaTalk = {
  /** Asks which appointments there are. */
  readonly isAboutOwn: boolean;
  /** What is to become of an appointment; `undefined` when it is not said. */
  readonly change: 'cancel' | 'move' | undefined;
  /** Away from the times that were shown. */
  readonly step: 'earlier' | 'later' | 'other-day' | undefined;
  readonly isSoon: boolean;
  readonly isAnyone: boolean;
  /** Whether the patient says to be treated there already. */
  readonly isPatient: boolean | undefined;
  /** A word that takes back a yes said in the same breath. */
  readonly hesitates: boolean;
};

const own = [
  /\b(ver|listar|mostra[r]?|consultar|saber|confere|conferir|quais( sao)?) (as |os |a |o )?(minhas?|meus?) (proxim[oa]s? )?(consultas?|agendamentos?|marcacoes|horarios|exames)\b/,
  /^(e )?(as |os )?(minhas|meus) (proxim[oa]s )?(consultas|agendamentos|horarios|exames)( marcad[oa]s)?$/,
  /\b(quando|que horas?|que dia|qual (e )?(o |a )?(dia|horario|hora|data))\b.{0,25}\b(minha|meu) (proxim[oa] )?(consulta|horario|exame|agendamento|sessao|retorno)\b/,
  /\b(dia|horario|data|hora) d[ao]s? (minhas?|meus?) (proxim[oa]s? )?(consultas?|exames?|agendamentos?|retorno)\b/,
  /\b(tenho|tem) (alguma |algum |uma |um )?(consulta|horario|exame|agendamento|sessao|retorno|coisa)s? (marcad|agendad)[oa]s?\b/,
  /\b(minha|meu) (proxim[oa] )?(consulta|horario|exame|agendamento) (e|esta|ficou|sera|foi) (quando|que dia|que horas|para quando|marcad\w+|confirmad\w+)\b/,
  /\b(esqueci|nao lembro|nao sei) .{0,25}\b(minha|meu) (consulta|horario|exame)\b/,
  /\b(qual|que|quando|quais)\b.{0,30}\b(que )?(eu )?(marquei|agendei|ficou marcad[oa]|ficou agendad[oa]|esta marcad[oa])\b/,
  /^(e )?(quando|que dia|que horas?|que horario) (e|ficou|foi|sera) (mesmo|isso|entao)?$/,
  /^(e ai |entao )?(ja )?(confirmou|confirmaram|marcou|deu certo|conseguiu|esta confirmad[oa]|esta marcad[oa])$/,
];

const moving =
  /\b(remarc\w*|reagend\w*|adiar|adia|antecip\w*|(mudar|trocar|muda|troca) (o |a |meu |minha |de )?(horario|consulta|data|dia)|(mudar|muda|trocar|troca|passar|passa) para (a |o )?(outr[oa] dia|outra data|segunda|terca|quarta|quinta|sexta|sabado|amanha|dia|semana))\b/;
const cancelling = /\b(desmarc\w*|cancel\w*)\b/;
const another = /\b(outr[oa] (dia|data|horario)|marcar de novo|marcar novamente)\b/;

const earlier = /\b(mais cedo|antes disso|algo antes|horario antes|um pouco antes|mais para antes)\b/;
const later =
  /\b(mais tarde|depois disso|um pouco depois|mais para frente|mais (horarios?|opcoes|vagas)|ver mais|outr[oa]s? (horarios?|opcao|opcoes|vagas?)|tem outr[oa]s?)\b/;
const otherDay = /\b(outr[oa]s? (dias?|datas?)|(mudar|trocar) (o |de )?dia|nesse dia nao|esse dia nao)\b/;
const soon =
  /\b(proxim[oa]s? (horarios?|vagas?|datas?)|o mais (cedo|rapido|breve)|(o )?quanto antes|primeir[oa] (horario|vaga|disponivel)|quando (tiver|puder|der))\b/;
const anyone =
  /\b(tanto faz|qualquer (um|uma|profissional|medic[oa]|dr|dra)|nao tenho preferencia|sem preferencia|quem (tiver|puder))\b/;

const isNew = /\b(primeira vez|nao sou|nunca|ainda nao|sou nov[oa])\b/;
const isKnown = /\b(ja sou|sou (sim|paciente)|ja (me )?(consultei|passei|trato|fui|vou|sou)|faz tempo)\b/;
const hesitant = /\b(nao|nem|espera|perai|pera|calma|deixa|errad[oa]|engano|desculpa)\b/;

export function agendaTalkIn(normal: string): AgendaTalk {
  const isMove = moving.test(normal) || (cancelling.test(normal) && another.test(normal));
  return {
    isAboutOwn: own.some((sign) => sign.test(normal)),
    change: isMove ? 'move' : cancelling.test(normal) ? 'cancel' : undefined,
    step: otherDay.test(normal)
      ? 'other-day'
      : soon.test(normal)
        ? undefined
        : earlier.test(normal)
          ? 'earlier'
          : later.test(normal)
            ? 'later'
            : undefined,
    isSoon: soon.test(normal),
    isAnyone: anyone.test(normal),
    isPatient: isNew.test(normal) ? false : isKnown.test(normal) ? true : undefined,
    hesitates: hesitant.test(normal),
  };
}
