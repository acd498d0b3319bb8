import { Failure } from './states.tsx';
import { held } from './held.ts';

type Props = {
  readonly listed: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: Error | null;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly words?: string;
};

/** Below a list of which not everything is read yet. What was read stays when the rest does not come. */
export function ReadMore({ listed, words = 'Ver mais antigos' }: Props) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = listed;
  if (!hasNextPage) return null;
  return (
    <>
      {isFetchNextPageError && !isFetchingNextPage && (
        <Failure error={error} what="Não consegui ler o resto da lista." />
      )}
      <p>
        <button
          type="button"
          className="button"
          {...held(isFetchingNextPage)}
          onClick={() => void fetchNextPage()}
        >
          {isFetchingNextPage ? 'Carregando…' : words}
        </button>
      </p>
    </>
  );
}
