import { useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Outcome } from './Outcome.tsx';

/** What was begun and waits for a choice or for Meta, also after the page was left. */
export function Unfinished({ clinicId }: { clinicId: string }) {
  const { data } = useQuery({
    queryKey: ['whatsapp-onboardings', clinicId],
    queryFn: ({ signal }) => client.listWhatsAppOnboardings({ clinicId, signal }),
  });
  const waiting = data?.onboardings.filter(({ state }) => state === 'choosing' || state === 'running');
  return waiting?.map((onboarding) => <Outcome key={onboarding.id} clinicId={clinicId} begun={onboarding} />);
}
