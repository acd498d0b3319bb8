import type { ServiceKind } from '../clinic/healthcare-service.ts';
import type { Heard } from './hear.ts';

export const isUnknownDoctor = ({ normal, mentions }: Heard) =>
  mentions.practitioners.length === 0 && /\b(dr|dra) [a-z]{3,}/.test(normal);

export const kindIn = (normal: string): ServiceKind | undefined =>
  /\bconsultas?\b/.test(normal)
    ? 'consultation'
    : /\bexames?\b/.test(normal)
      ? 'exam'
      : /\bprocedimentos?\b/.test(normal)
        ? 'procedure'
        : undefined;

export const asksForPapers = ({ normal, mentions }: Heard) =>
  mentions.services.length === 0 && /\b(levar|levo|documentos?)\b/.test(normal);

/** "Vocês fazem botox?", not "o que vocês fazem?" */
export const namesSomething = (normal: string) =>
  /\b(fazem|faz|tem|realizam?|oferecem?|trabalham com) (?!outr|mais|o que|quais)[a-z]{4,}/.test(normal) &&
  kindIn(normal) === undefined &&
  !/\b(servicos?|especialidades?|tratamentos?|algum|alguma)\b/.test(normal);
