/** The pages, each fetched when it is first opened. */
import { lazyRouteComponent } from '@tanstack/react-router';

export const CallPage = lazyRouteComponent(() => import('../features/call/call-page.tsx'), 'CallPage');
export const AccountsPage = lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage');
export const ProtectionPage = lazyRouteComponent(
  () => import('../features/protection/protection-page.tsx'),
  'ProtectionPage',
);
export const QueuePage = lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage');
export const OwnPage = lazyRouteComponent(() => import('../features/me/own-page.tsx'), 'OwnPage');
export const OperatorPage = lazyRouteComponent(() => import('../features/me/operator-page.tsx'), 'OperatorPage');
export const DisputesPage = lazyRouteComponent(() => import('../features/disputes/disputes-page.tsx'), 'DisputesPage');
export const CoachingPage = lazyRouteComponent(() => import('../features/coaching/coaching-page.tsx'), 'CoachingPage');
export const NewNotePage = lazyRouteComponent(() => import('../features/coaching/new-note-page.tsx'), 'NewNotePage');
export const NotePage = lazyRouteComponent(() => import('../features/coaching/note-page.tsx'), 'NotePage');
export const TrendsPage = lazyRouteComponent(() => import('../features/trends/trends-page.tsx'), 'TrendsPage');
export const TrendCallsPage = lazyRouteComponent(
  () => import('../features/trends/trend-calls-page.tsx'),
  'TrendCallsPage',
);
export const StandardPage = lazyRouteComponent(() => import('../features/standard/standard-page.tsx'), 'StandardPage');
export const SearchPage = lazyRouteComponent(() => import('../features/search/search-page.tsx'), 'SearchPage');
export const LexiconsPage = lazyRouteComponent(() => import('../features/lexicons/lexicons-page.tsx'), 'LexiconsPage');
export const DraftPage = lazyRouteComponent(() => import('../features/lexicons/draft-page.tsx'), 'DraftPage');
export const VersionPage = lazyRouteComponent(() => import('../features/lexicons/version-page.tsx'), 'VersionPage');
export const ComparePage = lazyRouteComponent(() => import('../features/lexicons/compare-page.tsx'), 'ComparePage');
export const TrustPage = lazyRouteComponent(() => import('../features/trust/trust-page.tsx'), 'TrustPage');
export const CalibrationsPage = lazyRouteComponent(
  () => import('../features/calibration/calibrations-page.tsx'),
  'CalibrationsPage',
);
export const CalibrationPage = lazyRouteComponent(
  () => import('../features/calibration/calibration-page.tsx'),
  'CalibrationPage',
);
export const SheetPage = lazyRouteComponent(() => import('../features/calibration/sheet-page.tsx'), 'SheetPage');
export const HealthPage = lazyRouteComponent(() => import('../features/health/health-page.tsx'), 'HealthPage');
