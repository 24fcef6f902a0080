/** The addresses of the dashboard. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { useMay } from '../access/session.ts';
import { NotFound } from '../components/not-found.tsx';
import { PageLoader } from '../components/page-loader.tsx';
import { readCallSearch } from '../features/call/call-search.ts';
import { CallsPage } from '../features/calls/calls-page.tsx';
import { readCallsSearch } from '../features/calls/calls-search.ts';
import { readQueueSearch } from '../features/queue/queue-search.ts';
import { UploadButton } from '../features/upload/upload-button.tsx';
import { CrashPage } from './crash-page.tsx';
import { Requires } from './requires.tsx';
import { SessionGate } from './session-gate.tsx';

const CallPage = lazyRouteComponent(() => import('../features/call/call-page.tsx'), 'CallPage');
const AccountsPage = lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage');
const ProtectionPage = lazyRouteComponent(() => import('../features/protection/protection-page.tsx'), 'ProtectionPage');
const QueuePage = lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage');
const HealthPage = lazyRouteComponent(() => import('../features/health/health-page.tsx'), 'HealthPage');

const root = createRootRoute({ component: SessionGate, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/calls' });
  },
});

const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  validateSearch: readCallsSearch,
  component: function Calls() {
    const mayUpload = useMay('call.upload');
    return (
      <Requires permission="call.list">
        <CallsPage upload={mayUpload ? <UploadButton /> : null} />
      </Requires>
    );
  },
});

const call = createRoute({
  getParentRoute: () => root,
  path: '/calls/$id',
  validateSearch: readCallSearch,
  component: () => (
    <Requires permission="call.read">
      <CallPage />
    </Requires>
  ),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: readQueueSearch,
  component: () => (
    <Requires permission="queue.read">
      <QueuePage />
    </Requires>
  ),
});

const health = createRoute({
  getParentRoute: () => root,
  // The server answers machines at /health itself.
  path: '/system',
  component: () => (
    <Requires permission="health.read">
      <HealthPage />
    </Requires>
  ),
});

const protection = createRoute({
  getParentRoute: () => root,
  path: '/protection',
  component: () => (
    <Requires permission="audit.read">
      <ProtectionPage />
    </Requires>
  ),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: () => (
    <Requires permission="account.manage">
      <AccountsPage />
    </Requires>
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([home, calls, call, queue, health, accounts, protection]),
  // Plain values: `?operator=17` is the text «17», not a number.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultPreload: 'intent',
  defaultErrorComponent: CrashPage,
  defaultPendingComponent: PageLoader,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
