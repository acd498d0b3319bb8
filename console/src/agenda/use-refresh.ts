import { useQueryClient } from '@tanstack/react-query';

/** After a change the book is read again, and once more when the calendar has had time to confirm. */
export function useRefreshAgenda(clinicId: string): () => void {
  const queryClient = useQueryClient();
  return () => {
    const refresh = () => {
      void queryClient.invalidateQueries({ queryKey: ['agenda', clinicId] });
      void queryClient.invalidateQueries({ queryKey: ['free', clinicId] });
    };
    refresh();
    setTimeout(refresh, 1_500);
    setTimeout(refresh, 5_000);
  };
}
