// before the screens: theirs come after and win
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './shell/shell.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { mayHelpToRepeat } from './client.ts';
import { router } from './routes.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && mayHelpToRepeat(error),
      refetchOnWindowFocus: false,
      staleTime: 15_000,
    },
  },
});

/** What was asked for ahead, and by then for nothing, may be out of date. */
setTimeout(() => globalThis.atendeAhead?.clear(), 10_000);

const place = document.getElementById('console');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
