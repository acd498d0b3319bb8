import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { serviceWindow } from '../../conversation/window.ts';

type About = {
  readonly clinicId: string;
  /** Of the patient; without one nobody can be told. */
  readonly conversationId: string | undefined;
  readonly purpose: 'confirmation' | 'moved' | 'cancelled';
};

/** Why somebody would hear of it only when they write, if so. */
export type Delay = 'never-wrote' | 'no-template';

const delayOf = ({ clinicId, conversationId = '', purpose }: About) => ({
  queryKey: ['telling', clinicId, conversationId, purpose],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Delay | null> => {
    const { lastPatientMessageAt } = await client.getConversation({ clinicId, conversationId, signal });
    if (serviceWindow(lastPatientMessageAt, new Date()).state === 'open') return null;
    const { templates, uses } = await client.listTemplates({ clinicId, signal });
    const use = uses.find((one) => one.purpose === purpose);
    const isUsable = templates.some(
      ({ name, language, usable }) => usable && name === use?.name && language === use.language,
    );
    if (isUsable) return null;
    return lastPatientMessageAt === undefined ? 'never-wrote' : 'no-template';
  },
});

/** Whether the patient is to be told: yes at first, if only when they write; but no where they may never have used WhatsApp. */
export function useTelling(about: About) {
  const { conversationId } = about;
  const delay = useQuery({ ...delayOf(about), enabled: conversationId !== undefined });
  const [chosen, choose] = useState<{ readonly of: string | undefined; readonly tells: boolean }>();
  const delayed = delay.data ?? undefined;
  const usual = delayed !== 'never-wrote';
  return {
    /** Once it is known, or where it cannot be known. */
    isKnown: conversationId === undefined || !delay.isPending,
    delay: delayed,
    tells: chosen?.of === conversationId && chosen !== undefined ? chosen.tells : usual,
    onChange: (tells: boolean) => choose({ of: conversationId, tells }),
  };
}
