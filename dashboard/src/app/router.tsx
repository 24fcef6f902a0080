/** The addresses of the dashboard. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { useMay } from '../access/session.ts';
import { NotFound } from '../components/not-found.tsx';
import { PageLoader } from '../components/page-loader.tsx';
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
import { readQueueSearch } from '../features/queue/queue-search.ts';
import { readWordsSearch } from '../features/search/search-search.ts';
import { readStandardSearch } from '../features/standard/standard-search.ts';
import { readTrendCallsSearch, readTrendsSearch } from '../features/trends/trends-search.ts';
import { readTrustSearch } from '../features/trust/trust-search.ts';
import { UploadButton } from '../features/upload/upload-button.tsx';
import { CrashPage } from './crash-page.tsx';
import { Requires } from './requires.tsx';
import { SessionGate } from './session-gate.tsx';

const CallPage = lazyRouteComponent(() => import('../features/call/call-page.tsx'), 'CallPage');
const AccountsPage = lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage');
const ProtectionPage = lazyRouteComponent(() => import('../features/protection/protection-page.tsx'), 'ProtectionPage');
const QueuePage = lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage');
const OwnPage = lazyRouteComponent(() => import('../features/me/own-page.tsx'), 'OwnPage');
const OperatorPage = lazyRouteComponent(() => import('../features/me/operator-page.tsx'), 'OperatorPage');
const DisputesPage = lazyRouteComponent(() => import('../features/disputes/disputes-page.tsx'), 'DisputesPage');
const CoachingPage = lazyRouteComponent(() => import('../features/coaching/coaching-page.tsx'), 'CoachingPage');
const NewNotePage = lazyRouteComponent(() => import('../features/coaching/new-note-page.tsx'), 'NewNotePage');
const NotePage = lazyRouteComponent(() => import('../features/coaching/note-page.tsx'), 'NotePage');
const TrendsPage = lazyRouteComponent(() => import('../features/trends/trends-page.tsx'), 'TrendsPage');
const TrendCallsPage = lazyRouteComponent(() => import('../features/trends/trend-calls-page.tsx'), 'TrendCallsPage');
const StandardPage = lazyRouteComponent(() => import('../features/standard/standard-page.tsx'), 'StandardPage');
const SearchPage = lazyRouteComponent(() => import('../features/search/search-page.tsx'), 'SearchPage');
const LexiconsPage = lazyRouteComponent(() => import('../features/lexicons/lexicons-page.tsx'), 'LexiconsPage');
const DraftPage = lazyRouteComponent(() => import('../features/lexicons/draft-page.tsx'), 'DraftPage');
const VersionPage = lazyRouteComponent(() => import('../features/lexicons/version-page.tsx'), 'VersionPage');
const ComparePage = lazyRouteComponent(() => import('../features/lexicons/compare-page.tsx'), 'ComparePage');
const TrustPage = lazyRouteComponent(() => import('../features/trust/trust-page.tsx'), 'TrustPage');
const CalibrationsPage = lazyRouteComponent(
  () => import('../features/calibration/calibrations-page.tsx'),
  'CalibrationsPage',
);
const CalibrationPage = lazyRouteComponent(
  () => import('../features/calibration/calibration-page.tsx'),
  'CalibrationPage',
);
const SheetPage = lazyRouteComponent(() => import('../features/calibration/sheet-page.tsx'), 'SheetPage');
const HealthPage = lazyRouteComponent(() => import('../features/health/health-page.tsx'), 'HealthPage');

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

const ownPage = createRoute({
  getParentRoute: () => root,
  path: '/me',
  validateSearch: readMeSearch,
  component: () => (
    <Requires permission="own_page.read">
      <OwnPage />
    </Requires>
  ),
});

const operatorPage = createRoute({
  getParentRoute: () => root,
  path: '/operators/$id',
  validateSearch: readMeSearch,
  component: () => (
    <Requires permission="operator_page.read">
      <OperatorPage />
    </Requires>
  ),
});

const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  validateSearch: readDisputesSearch,
  component: () => (
    <Requires permission="dispute.read">
      <DisputesPage />
    </Requires>
  ),
});

const coaching = createRoute({
  getParentRoute: () => root,
  path: '/coaching',
  validateSearch: readCoachingSearch,
  component: () => (
    <Requires permission="coaching.read">
      <CoachingPage />
    </Requires>
  ),
});

const newNote = createRoute({
  getParentRoute: () => root,
  path: '/coaching/new',
  validateSearch: readCoachingSearch,
  component: () => (
    <Requires permission="coaching.write">
      <NewNotePage />
    </Requires>
  ),
});

const note = createRoute({
  getParentRoute: () => root,
  path: '/coaching/$id',
  component: () => (
    <Requires permission="coaching.read">
      <NotePage />
    </Requires>
  ),
});

const trends = createRoute({
  getParentRoute: () => root,
  path: '/trends',
  validateSearch: readTrendsSearch,
  component: () => (
    <Requires permission="trends.read">
      <TrendsPage />
    </Requires>
  ),
});

const trendCalls = createRoute({
  getParentRoute: () => root,
  path: '/trends/calls',
  validateSearch: readTrendCallsSearch,
  component: () => (
    <Requires permission="trends.read">
      <TrendCallsPage />
    </Requires>
  ),
});

const standard = createRoute({
  getParentRoute: () => root,
  path: '/standard',
  validateSearch: readStandardSearch,
  component: () => (
    <Requires permission="standard.read">
      <StandardPage />
    </Requires>
  ),
});

const wordSearch = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readWordsSearch,
  component: () => (
    <Requires permission="search.words">
      <SearchPage />
    </Requires>
  ),
});

const lexicons = createRoute({
  getParentRoute: () => root,
  path: '/lexicons',
  validateSearch: readLexiconsSearch,
  component: () => (
    <Requires permission="lexicon.read">
      <LexiconsPage />
    </Requires>
  ),
});

const lexiconDraft = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/drafts/$id',
  validateSearch: readDraftSearch,
  component: () => (
    <Requires permission="lexicon.read">
      <DraftPage />
    </Requires>
  ),
});

const lexiconVersion = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/versions/$number',
  validateSearch: readVersionSearch,
  component: () => (
    <Requires permission="lexicon.read">
      <VersionPage />
    </Requires>
  ),
});

const lexiconCompare = createRoute({
  getParentRoute: () => root,
  path: '/lexicons/compare',
  validateSearch: readCompareSearch,
  component: () => (
    <Requires permission="lexicon.read">
      <ComparePage />
    </Requires>
  ),
});

const trust = createRoute({
  getParentRoute: () => root,
  path: '/trust',
  validateSearch: readTrustSearch,
  component: () => (
    <Requires permission="trust.read">
      <TrustPage />
    </Requires>
  ),
});

const calibrations = createRoute({
  getParentRoute: () => root,
  path: '/calibration',
  component: () => (
    <Requires permission="calibration.take">
      <CalibrationsPage />
    </Requires>
  ),
});

const calibration = createRoute({
  getParentRoute: () => root,
  path: '/calibration/$id',
  component: () => (
    <Requires permission="calibration.take">
      <CalibrationPage />
    </Requires>
  ),
});

const calibrationSheet = createRoute({
  getParentRoute: () => root,
  path: '/calibration/$id/calls/$call',
  component: () => (
    <Requires permission="calibration.take">
      <SheetPage />
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
