/** Starts the dashboard. */
import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { printLight } from '../components/paper.ts';
import { Toasts } from '../components/toasts.tsx';
import { LanguageProvider } from '../i18n/language.tsx';
import { cspNonce } from '../theme/nonce.ts';
import { theme } from '../theme/theme.ts';
import { createQueries } from './queries.ts';
import { router } from './router.tsx';
import '../theme/tokens.css';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

printLight();

createRoot(place).render(
  <StrictMode>
    <LanguageProvider>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => cspNonce}>
        <Toasts />
        <QueryClientProvider client={createQueries()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  </StrictMode>,
);
