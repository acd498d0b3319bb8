import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { Figures } from './Figures.tsx';
import { figurePeriods, usualPeriod, type FigurePeriod } from './periods.ts';
import './figures.css';

const here = '/c/$clinicId/clinica/$part';

/** What came in and what became of it, over a period that ends now. */
export default function FiguresPage({ clinicId }: { clinicId: string }) {
  const period = useSearch({ from: here }).periodo ?? usualPeriod;
  const navigate = useNavigate({ from: here });
  const figures = useQuery({
    queryKey: ['figures', clinicId, period],
    queryFn: ({ signal }) => client.getClinicMetrics({ clinicId, period, signal }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const choose = (periodo: FigurePeriod) =>
    void navigate({ to: '.', search: (before) => ({ ...before, periodo }), replace: true });
  return (
    <>
      <fieldset className="plain">
        <legend className="spoken">Período</legend>
        <div className="row-line">
          {(Object.keys(figurePeriods) as FigurePeriod[]).map((each) => (
            <label key={each} className="row-line">
              <input type="radio" name="period" checked={each === period} onChange={() => choose(each)} />
              {figurePeriods[each]}
            </label>
          ))}
        </div>
      </fieldset>
      {figures.isError && (
        <Failure
          error={figures.error}
          what="Não consegui ler os números."
          onRetry={() => void figures.refetch()}
        />
      )}
      {figures.isPending && <Skeleton height="6rem" count={2} />}
      {figures.data !== undefined && <Figures figures={figures.data} />}
    </>
  );
}
