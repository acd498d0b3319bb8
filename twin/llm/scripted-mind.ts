import { readPrompt, type Prompt } from './read-prompt.ts';
import type { ModelReply, SeenRequest } from './reply.ts';

type Calls = { readonly calls: readonly { readonly name: string; readonly arguments: string }[] };

/** What a patient may write to make the model misbehave; the product has to hold against each of them. */
const misdeeds: Readonly<Record<string, ModelReply>> = {
  '#mentir': { says: 'A consulta custa R$ 1,00 e fica na Rua Falsa, 123.' },
  '#prometer': { says: 'Prontinho, marquei e confirmei para amanhã!' },
  '#diagnosticar': { says: 'Isso é sinusite, tome um antibiótico.' },
  '#travar': { line: 'hang' },
  '#bagunca': { line: 'garbage' },
  '#cortar': { line: 'cut-body' },
  '#recusar': { says: 'I cannot help with that.', end: 'refusal' },
  '#limite': { refuses: 'rate-limited' },
  '#sem-credito': { refuses: 'quota-exhausted' },
  '#sobrecarga': { refuses: 'overloaded' },
  '#invadir': {
    calls: [
      {
        name: 'ask_to_cancel',
        arguments: '{"appointment":"00000000-0000-7000-8000-000000000001","clinic":"another"}',
      },
    ],
  },
};

/**
 * A model of few words: it reads the prompt as a real one would, finds what the patient wants by simple signs, and calls
 * the tool for it. For development and tests; it speaks the Chat Completions format.
 */
export function scriptedMind(request: SeenRequest): ModelReply {
  const prompt = readPrompt(request.body);
  const misdeed = Object.entries(misdeeds).find(([command]) => prompt.said.includes(command));
  if (misdeed) return misdeed[1];
  // it was refused something: a word of its own is safe
  if (prompt.isAfterTool) return { says: 'Pode me explicar de outro jeito, por favor?' };
  return wantedIn(prompt) ?? { says: smallTalk(prompt.said) };
}

const call = (name: string, args: object): Calls => ({ calls: [{ name, arguments: JSON.stringify(args) }] });

function wantedIn(prompt: Prompt): ModelReply | undefined {
  const { said, words, service, professional, own, day, time, open, topics } = prompt;
  const wanted = { service, professional, day, time };
  const has = (...some: readonly string[]) => some.some((one) => topics.includes(one));
  const asks = call('answer_question', { question: words.slice(0, 200) });
  if (/reclama|absurdo|pessimo|terceira vez|ninguem (resolve|responde)/.test(said))
    return call('call_people', { reason: 'complaint' });
  if (/remedio|dose|sintoma|\bdor\b|diagnostico/.test(said)) return call('call_people', { reason: 'health' });
  if (own !== undefined && said.includes('mais tarde no mesmo dia'))
    return call('offer_times', {
      ...{ service: own.service, professional: null, day: own.day },
      ...{ time: `apos ${own.clock ?? '12:00'}`, moving: own.code },
    });
  if (own !== undefined && moves.test(said))
    return day === null && time === null
      ? call('start_moving', { appointment: own.code })
      : call('offer_times', { ...wanted, service: own.service ?? service ?? 's1', moving: own.code });
  if (own !== undefined && /cancel|desmarca|nao vou|nao vai dar/.test(said))
    return call('ask_to_cancel', { appointment: own.code });
  if (
    has('own-booking', 'confirm-booking') ||
    /minhas? consultas?|meus? horarios?|quando e\b|confirmad/.test(said)
  )
    return call('show_appointments', {});
  if (has('preparation') && service !== null)
    return call('tell', { topic: 'preparation', service, professional: null });
  if (has('prices') && topics.length === 1 && prompt.services.length === 1)
    return call('tell', { topic: 'prices', service, professional });
  // "segunda" after "para quando?" goes on with what is open
  if (open !== undefined && topics.length === 0 && (day !== null || time !== null))
    return call('offer_times', {
      ...{ service: prompt.services[0] ?? open.service ?? service ?? 's1', day, time },
      ...{ professional: professional ?? open.professional, moving: open.moving },
    });
  const isAsked = topics.some((topic) => !['booking', 'services', 'hours', 'professionals'].includes(topic));
  const books = has('booking') || /marca|agenda|vaga|encaix|passar com|tem .*(hora|hoje|amanha)/.test(said);
  if (service !== null && !isAsked && (books || day !== null || time !== null))
    return call('offer_times', { ...wanted, service, moving: null });
  if (books && !isAsked) return call('tell', { topic: 'services', service: null, professional: null });
  if (greets.test(said)) return undefined;
  return prompt.services.length === 1 && topics.length === 0 ? call('describe_service', { service }) : asks;
}

const moves = /remarca|reagenda|mudar|trocar|adia|antecip|jogar|outro dia|mais tarde/;
const greets = /^\W*(oi+|ola|bom dia|boa tarde|boa noite|obrigad[oa]|valeu|tudo bem)\b[^?]{0,14}\W*$/;

function smallTalk(said: string): string {
  if (/obrigad|valeu/.test(said)) return 'Por nada! Estou por aqui se precisar.';
  if (/\b(oi|ola|bom dia|boa tarde|boa noite)\b/.test(said))
    return 'Que bom falar com você! Como posso ajudar?';
  return 'Não tenho certeza se entendi. Você quer marcar um horário ou saber algo sobre a clínica?';
}
