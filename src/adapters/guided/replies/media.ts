import type { MessageType } from '../../../domain/messaging/message.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { answerCall } from './calls.ts';
import { mainMenu, teamOnly } from './menu.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';

const stays = 'fica nesta conversa para a nossa equipe ver';
const call = 'Se quiser que alguém olhe, é só tocar em "Falar com a equipe".';

/** What is said about everything that has no words for us. */
export const mediaReplies = (understood: Understanding, situation: Situation): readonly Reply[] =>
  understood.media.flatMap((type) =>
    type === 'call' ? answerCall(understood, situation) : (answerMedia(type, situation.context) ?? []),
  );

/** `undefined` where words were understood instead. */
function answerMedia(type: Exclude<MessageType, 'call'>, context: ClinicContext): Reply | undefined {
  switch (type) {
    case 'audio':
      return {
        text: 'Não consegui ouvir o seu áudio por aqui 🙈 Pode me escrever o que você precisa?',
        menu: teamOnly,
      };
    case 'image':
      return {
        text: `Recebi a sua imagem. Eu não consigo abri-la, mas ela ${stays}. ${call}`,
        menu: teamOnly,
      };
    case 'video':
      return {
        text: `Recebi o seu vídeo. Eu não consigo abri-lo, mas ele ${stays}. ${call}`,
        menu: teamOnly,
      };
    case 'document':
      return {
        text: `Recebi o seu documento. Eu não consigo abri-lo, mas ele ${stays}. ${call}`,
        menu: teamOnly,
      };
    case 'contacts':
      return { text: `Recebi o contato, que ${stays}. ${call}`, menu: teamOnly };
    case 'order':
      return {
        text: `Recebi o seu pedido, mas não consigo registrá-lo por aqui. Ele ${stays}. ${call}`,
        menu: teamOnly,
      };
    case 'location': {
      const { address } = context.profile;
      const ours = address === undefined ? '' : `\n\n📍 *Nosso endereço:*\n${address}`;
      return {
        text: `Recebi a sua localização. 👍${ours}`,
        menu: mainMenu(context),
      };
    }
    case 'sticker':
      return { text: '😄 Como posso ajudar?', menu: mainMenu(context) };
    case 'unsupported':
    case 'unknown':
      return {
        text: 'Não consegui abrir essa mensagem por aqui. Pode me escrever o que você precisa?',
        menu: teamOnly,
      };
    case 'text':
    case 'button':
    case 'interactive':
    case 'reaction':
    case 'system':
    case 'edit':
    case 'revoke':
      return undefined;
  }
}

/** Asked before anything is sent. */
export const takeFiles: Reply = {
  text: `Pode mandar por aqui: o arquivo ${stays}. Eu só leio mensagens escritas. ${call}`,
  menu: teamOnly,
};

/** Read by people only: we repeat nothing of it. */
export const takeData: Reply = { text: `Recebi os dados: a mensagem ${stays}. ${call}`, menu: teamOnly };
