/** The frame of every page: header, navigation, live connection, uploads. */
import { Anchor, Text } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconCertificate,
  IconChartLine,
  IconHeadphones,
  IconListCheck,
  IconMessageCircleQuestion,
  IconNotes,
  IconPlugConnectedX,
  IconScale,
  IconSearch,
  IconShieldLock,
  IconTargetArrow,
  IconTrendingUp,
  IconUsers,
  IconVocabulary,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../access/session.ts';
import { ProductMark } from '../components/product-mark.tsx';
import { Bell } from '../features/notifications/bell.tsx';
import { DropZone } from '../features/upload/drop-zone.tsx';
import { UploadPanel } from '../features/upload/upload-panel.tsx';
import { UploadsProvider } from '../features/upload/uploads-context.tsx';
import { useTexts } from '../i18n/language.tsx';
import classes from './shell.module.css';
import { useLiveUpdates } from './use-live-updates.ts';
import { UserMenu } from './user-menu.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const texts = useTexts();
  const lost = useLiveUpdates();
  const mayUpload = useMay('call.upload');
  return (
    <UploadsProvider>
      <div className={classes.shell}>
        <a href="#content" className={classes.skip}>
          {texts.skipToContent}
        </a>
        <header className={classes.header}>
          <Anchor component={Link} to="/" underline="never" className={classes.product} aria-label={texts.product}>
            <ProductMark size={28} />
            <Text span fw={600} size="lg" visibleFrom="xs">
              {texts.product}
            </Text>
          </Anchor>
          <Navigation />
          <Bell />
          <UserMenu />
        </header>
        {lost && (
          <div className={classes.lost} role="status">
            <IconPlugConnectedX size={17} aria-hidden />
            {texts.live.lost}
          </div>
        )}
        <main id="content" className={classes.main}>
          {children}
        </main>
        {mayUpload && (
          <>
            <UploadPanel />
            <DropZone />
          </>
        )}
      </div>
    </UploadsProvider>
  );
}

function Navigation() {
  const texts = useTexts();
  const hasOwnPage = useMay('own_page.read');
  const mayReadDisputes = useMay('dispute.read');
  const mayReadNotes = useMay('coaching.read');
  const maySeeCalls = useMay('call.list');
  const maySeeHealth = useMay('health.read');
  const mayReview = useMay('queue.read');
  const mayTrend = useMay('trends.read');
  const maySearch = useMay('search.words');
  const mayReadWords = useMay('call.read');
  const mayStandard = useMay('standard.read');
  const mayTrust = useMay('trust.read');
  const mayCalibrate = useMay('calibration.take');
  const mayReadLexicons = useMay('lexicon.read');
  const mayManage = useMay('account.manage');
  const mayReadAudit = useMay('audit.read');
  return (
    <nav aria-label={texts.navigation} className={classes.nav}>
      {hasOwnPage && (
        <Link to="/me" className={classes.navLink}>
          <IconChartLine size={18} aria-hidden />
          {texts.ownPage}
        </Link>
      )}
      {maySeeCalls && (
        <Link to="/calls" className={classes.navLink}>
          <IconHeadphones size={18} aria-hidden />
          {hasOwnPage ? texts.callList : texts.calls}
        </Link>
      )}
      {mayReview && (
        <Link to="/queue" className={classes.navLink}>
          <IconListCheck size={18} aria-hidden />
          {texts.queue}
        </Link>
      )}
      {mayReadDisputes && (
        <Link to="/disputes" className={classes.navLink}>
          <IconMessageCircleQuestion size={18} aria-hidden />
          {texts.disputes}
        </Link>
      )}
      {mayReadNotes && (
        <Link to="/coaching" className={classes.navLink}>
          <IconNotes size={18} aria-hidden />
          {texts.coaching}
        </Link>
      )}
      {mayTrend && (
        <Link to="/trends" className={classes.navLink}>
          <IconTrendingUp size={18} aria-hidden />
          {texts.trends}
        </Link>
      )}
      {maySearch && mayReadWords && (
        <Link to="/search" className={classes.navLink}>
          <IconSearch size={18} aria-hidden />
          {texts.wordSearch}
        </Link>
      )}
      {mayStandard && (
        <Link to="/standard" className={classes.navLink}>
          <IconCertificate size={18} aria-hidden />
          {texts.standard}
        </Link>
      )}
      {mayTrust && (
        <Link to="/trust" className={classes.navLink}>
          <IconTargetArrow size={18} aria-hidden />
          {texts.trust}
        </Link>
      )}
      {mayCalibrate && (
        <Link to="/calibration" className={classes.navLink}>
          <IconScale size={18} aria-hidden />
          {texts.calibration}
        </Link>
      )}
      {mayReadLexicons && (
        <Link to="/lexicons" className={classes.navLink}>
          <IconVocabulary size={18} aria-hidden />
          {texts.lexicons}
        </Link>
      )}
      {mayManage && (
        <Link to="/users" className={classes.navLink}>
          <IconUsers size={18} aria-hidden />
          {texts.accounts.title}
        </Link>
      )}
      {mayReadAudit && (
        <Link to="/protection" className={classes.navLink}>
          <IconShieldLock size={18} aria-hidden />
          {texts.protection.title}
        </Link>
      )}
      {maySeeHealth && (
        <Link to="/system" className={classes.navLink}>
          <IconActivityHeartbeat size={18} aria-hidden />
          {texts.healthShort}
        </Link>
      )}
    </nav>
  );
}
