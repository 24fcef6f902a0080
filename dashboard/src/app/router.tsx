/** The addresses of the dashboard. */
import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { useMay } from '../access/session.ts';
import { NotFound } from '../components/not-found.tsx';
import { PageLoader } from '../components/page-loader.tsx';
import { readAccountsSearch } from '../features/accounts/accounts-search.ts';
import { readCallSearch } from '../features/call/call-search.ts';
import { CallsPage } from '../features/calls/calls-page.tsx';
import { readCallsSearch } from '../features/calls/calls-search.ts';
import { readCoachingSearch } from '../features/coaching/coaching-search.ts';
import { readDisputesSearch } from '../features/disputes/disputes-search.ts';
import {
  readCompareSearch,
  readDraftSearch,
  readLexiconsSearch,
  readVersionSearch,
} from '../features/lexicons/lexicons-search.ts';
import { readMeSearch } from '../features/me/me-search.ts';
import { readProtectionSearch } from '../features/protection/protection-search.ts';
import { readQueueSearch } from '../features/queue/queue-search.ts';
import { readWordsSearch } from '../features/search/search-search.ts';
import { readStandardSearch } from '../features/standard/standard-search.ts';
import { readTrendCallsSearch, readTrendsSearch } from '../features/trends/trends-search.ts';
import { readTrustSearch } from '../features/trust/trust-search.ts';
import { UploadButton } from '../features/upload/upload-button.tsx';
import { CrashPage } from './crash-page.tsx';
import {
  AccountsPage,
  CalibrationPage,
  CalibrationsPage,
  CallPage,
  CoachingPage,
  ComparePage,
  DisputesPage,
  DraftPage,
  HealthPage,
  LexiconsPage,
  NewNotePage,
  NotePage,
  OperatorPage,
  OwnPage,
  ProtectionPage,
  QueuePage,
  SearchPage,
  SheetPage,
  StandardPage,
  TrendCallsPage,
  TrendsPage,
  TrustPage,
  VersionPage,
} from './pages.ts';
import { behind, Requires } from './requires.tsx';
import { SessionGate } from './session-gate.tsx';

const root = createRootRoute({ component: SessionGate, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: function Home() {
    const hasOwnPage = useMay('own_page.read');
    return <Navigate to={hasOwnPage ? '/me' : '/calls'} replace />;
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
  component: behind('call.read', CallPage),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: readQueueSearch,
  component: behind('queue.read', QueuePage),
});

const ownPage = createRoute({
  getParentRoute: () => root,
  path: '/me',
  validateSearch: readMeSearch,
  component: behind('own_page.read', OwnPage),
});

const operatorPage = createRoute({
  getParentRoute: () => root,
  path: '/operators/$id',
  validateSearch: readMeSearch,
  component: behind('operator_page.read', OperatorPage),
});

const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  validateSearch: readDisputesSearch,
  component: behind('dispute.read', DisputesPage),
});

const coaching = createRoute({
  getParentRoute: () => root,
  path: '/coaching',
  validateSearch: readCoachingSearch,
  component: behind('coaching.read', CoachingPage),
});

const newNote = createRoute({
  getParentRoute: () => root,
  path: '/coaching/new',
  validateSearch: readCoachingSearch,
  component: behind('coaching.write', NewNotePage),
});

const note = createRoute({
  getParentRoute: () => root,
  path: '/coaching/$id',
  component: behind('coaching.read', NotePage),
});

const trends = createRoute({
  getParentRoute: () => root,
  path: '/trends',
  validateSearch: readTrendsSearch,
  component: behind('trends.read', TrendsPage),
});

const trendCalls = createRoute({
  getParentRoute: () => root,
  path: '/trends/calls',
  validateSearch: readTrendCallsSearch,
  component: behind('trends.read', TrendCallsPage),
});

const standard = createRoute({
  getParentRoute: () => root,
  path: '/standard',
  validateSearch: readStandardSearch,
  component: behind('standard.read', StandardPage),
});

const wordSearch = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readWordsSearch,
  component: behind('search.words', SearchPage),
});

const lexicons = createRoute({
  getParentRoute: () => root,
  path: '/lexicons',
  validateSearch: readLexiconsSearch,
  component: behind('lexicon.read', LexiconsPage),
});

const lexiconDraft = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/drafts/$id',
  validateSearch: readDraftSearch,
  component: behind('lexicon.read', DraftPage),
});

const lexiconVersion = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/versions/$number',
  validateSearch: readVersionSearch,
  component: behind('lexicon.read', VersionPage),
});

const lexiconCompare = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/compare',
  validateSearch: readCompareSearch,
  component: behind('lexicon.read', ComparePage),
});

const trust = createRoute({
  getParentRoute: () => root,
  path: '/trust',
  validateSearch: readTrustSearch,
  component: behind('trust.read', TrustPage),
});

const calibrations = createRoute({
  getParentRoute: () => root,
  path: '/calibration',
  component: behind('calibration.take', CalibrationsPage),
});

const calibration = createRoute({
  getParentRoute: () => root,
  path: '/calibration/$id',
  component: behind('calibration.take', CalibrationPage),
});

const calibrationSheet = createRoute({
  getParentRoute: () => root,
  path: '/calibration/$id/calls/$call',
  component: behind('calibration.take', SheetPage),
});

const health = createRoute({
  getParentRoute: () => root,
  // The server answers machines at /health itself.
  path: '/system',
  component: behind('health.read', HealthPage),
});

const protection = createRoute({
  getParentRoute: () => root,
  path: '/protection',
  validateSearch: readProtectionSearch,
  component: behind('audit.read', ProtectionPage),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: readAccountsSearch,
  component: behind('account.manage', AccountsPage),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, ownPage, operatorPage, calls, call, queue, disputes, coaching, newNote, note],
    ...[lexicons, lexiconDraft, lexiconVersion, lexiconCompare],
    ...[trust, calibrations, calibration, calibrationSheet],
    ...[trends, trendCalls, standard, wordSearch, health, accounts, protection],
  ]),
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
