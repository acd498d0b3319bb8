import { normalised, wordsOf } from '../../language/normalise-text.ts';
import { phraseFinder } from '../../language/phrase.ts';

// Whole messages only: "quero parar de tomar o remédio" is about something else. Words that decide are meant without
// slips: "pagar" is near "parar", "não recebi mensagem" near "não receber mensagem".

const messages =
  '=mensagem/=mensagens/=lembrete/=lembretes/=aviso/=avisos/=propaganda/=propagandas/=promocao/=promocoes/=notificacao/=notificacoes/=publicidade/=marketing';
const anyOfThem = '[as/essas/estas/suas/esses/estes/os/seus/nenhuma/nenhum/qualquer/tantas/tantos/mais]';
const fromYou = '[de/da/do/desta/dessa/deste/desse] [voces/clinica/consultorio/numero/contato] [mais] [aqui]';
const send = '=mandar/=enviar';

const stops = phraseFinder([
  '^ =parar/=pare/=parem/=sair/=stop/=descadastrar/=descadastre/=descadastrem/=unsubscribe $',
  '^ [eu] =quero/=queria/=gostaria [de] [=me] =sair/=descadastrar $',
  '^ [eu] [=quero/=queria/=gostaria] [de] =sair da/dessa/desta/de/do lista/=whatsapp [de] [transmissao/mensagens] $',
  `^ =parar/=pare/=parem/=para/=chega de/com [a/as/os/essas/esses] ${messages} ${fromYou} $`,
  `^ =parar/=pare/=parem/=para de [me] ${send} ${anyOfThem} ${messages} [para] [mim] ${fromYou} $`,
  `^ [eu] [=quero/=queria/=gostaria] [de] =parar de =receber ${anyOfThem} ${messages} ${fromYou} $`,
  `^ [eu] =nao =quero/=queria/=desejo/=gostaria/=aceito/=autorizo [mais] [de] [=receber] ${anyOfThem} ${messages} [mais] ${fromYou} $`,
  `^ [por] [favor] =nao [=me] =mande/=mandem/=manda/=mandar/=envie/=enviem/=envia/=enviar [me] ${anyOfThem} ${messages} [mais] [para] [mim] ${fromYou} $`,
  `^ [eu] =nao =quero/=queria/=desejo/=gostaria [de] [mais] =receber [mais] [=nada] ${fromYou} $`,
  `^ [por] [favor] =nao [=me] =mande/=mandem/=manda/=mandar/=envie/=enviem/=envia/=enviar [me] [mais] =nada [mais] [para] [mim] ${fromYou} $`,
  `^ =parar/=pare/=parem/=cancelar/=cancela/=cancele [de] [=receber] ${messages} $`,
  '^ [=me] =tira/=tire/=tirem/=tirar/=remova/=remove/=remover/=exclua/=excluir [me/meu/o] [meu] [numero/contato/nome] da/dessa/desta/de/do lista/cadastro [de] [transmissao/mensagens] $',
]);

const resumes = phraseFinder([
  '^ =voltar/=reativar/=retomar $',
  '^ [eu] [sim] =quero/=queria/=aceito =receber [de] [novo/novamente/sim] $',
  `^ [eu] [=quero/=queria/=aceito/=pode/=podem] [voltar] [a] =receber/=mandar/=enviar [de] [novo] ${anyOfThem} ${messages} [de] [novo/novamente] ${fromYou} $`,
  '^ [eu] =quero/=queria =voltar [a] [=receber] $',
  '^ =voltar a =receber $',
]);

const before = /^(?:(?:oi|ola|bom dia|boa tarde|boa noite|por favor|gente|pessoal) )+/;
const after = / (?:por favor|obrigado|obrigada|ok|grato|grata)$/;

/** Longer than any of these sentences, in characters. */
const longest = 160;

/** Whether this whole message asks for no more messages, or for them again. */
export function preferenceAboutMessages(text: string): 'stop' | 'resume' | undefined {
  if (text.length > longest) return undefined;
  const words = wordsOf(normalised(text).replace(before, '').replace(after, '').replace(after, ''));
  if (stops(words)) return 'stop';
  return resumes(words) ? 'resume' : undefined;
}
