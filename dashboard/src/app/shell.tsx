/** The frame of every page: header, navigation, live connection, uploads. */
import { Anchor, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../access/session.ts';
import { ProductMark } from '../components/product-mark.tsx';
import { Bell } from '../features/notifications/bell.tsx';
import { DropZone } from '../features/upload/drop-zone.tsx';
import { UploadPanel } from '../features/upload/upload-panel.tsx';
import { UploadsProvider } from '../features/upload/uploads-context.tsx';
import { useTexts } from '../i18n/language.tsx';
import { Navigation } from './navigation.tsx';
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
