import { textsOf, type Truth } from './truth.ts';
import { isDenied, plain, shareIn, type Said } from './words.ts';

const vacancy =
  /\b(?:temos|tem|tenho|ha|existe|existem|consigo|conseguimos|sobrou|sobraram|abriu|surgiu|apareceu|resta|restam|posso (?:te )?encaixar)\b.{0,40}\b(?:vagas?|encaixes?|horarios?|disponibilidade|disponive\w+|livres?)\b|\b(?:agenda|dia|manha|tarde|semana) (?:\w+ ){0,3}(?:livre|aberta|lotad[oa]|chei[oa]|cabe)\b/;
const ofDoors = /horarios? de (?:atendimento|funcionamento)|horarios? (?:marcad|seu)|informac/;

/** That there is room, or none, although nobody has looked: an hour, or a list to choose from, shows that somebody has. */
export const vacancyFaults = ({ text, line, isQuestion }: Said, hasList: boolean): readonly string[] => {
  const found = vacancy.exec(text);
  if (found === null || hasList || ofDoors.test(text)) return [];
  if (isQuestion && !/,|:/.test(text.slice(found.index))) return [];
  return /\d ?h|\d:\d\d|\bagenda\b.*\bequipe\b|\bequipe\b|\bse\b|\bquando\b|toque|agora/.test(line)
    ? []
    : [`vacancy ${found[0]}`];
};

const health =
  /\b(?:jejum|preparo|evite|suspend\w+|interromp\w+|tome|tomar|toma|pilula|remedios?|medica(?:mento|cao)\w*|comprimid\w+|dose|pomada|anticoncep\w+|antibiotic\w+|dipirona|paracetamol|ibuprofeno|aspirina|anticoagul\w+|insulina|repouso|compressa|gelo|chas?|exercicio|alcool|normal|grave|benign\w+|malign\w+|contagios\w+|perigos\w+|cura|melhora\w*|diagnostic\w+|sintomas?|dermatite|alergia|infecc\w+|virose|gripe|gestantes?|gravid\w+|amament\w+|raspar|depilar|acompanhante|encaminhamento|pedido medico|contraindica\w+)\b/;
const declines =
  /\b(?:nao (?:posso|consigo|sei|devo|tenho|encontrei|podemos)|so (?:o |a |um |uma )?(?:medic|profissional|professional)|equipe|samu|192|188|procure|pronto-socorro|emergencia|profissional|consulta com)\b/;

/** What only the clinic or a professional may say: it stands in the clinic's texts nearly word for word, or is declined. */
export function healthFaults(said: Said, { context }: Truth): readonly string[] {
  const own = said.text.replaceAll(plain(context.name), '');
  const found = health.exec(own);
  if (found === null || said.isQuestion || /\bescolha\b/.test(own) || declines.test(said.text)) return [];
  const named = context.services.some(
    ({ name }) => plain(name).includes(found[0]) && said.text.includes(plain(name)),
  );
  // "Preparo para limpeza: …" says of what it is in front of it
  const told = own.slice(own.indexOf(':') + 1);
  if (told.trim() === '') return [];
  const isWritten = textsOf(context).some(
    (text) =>
      (shareIn(said.text, text) >= 0.8 ||
        shareIn(told, text) >= 0.8 ||
        text.includes(said.text.trim().replace(/[.!]$/, ''))) &&
      isDenied(said.text) === isDenied(text),
  );
  return named || isWritten ? [] : [`health ${found[0]}`];
}
