/** What stands in the person's menu: theme, language, hotkeys, signing out. Fetched when it is first opened. */
import { Button, Divider, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { forgetKeptTexts } from '../access/kept-text.ts';
import { useSession } from '../access/session.ts';
import { readSession } from '../api/read-session.ts';
import { signOut } from '../api/sign-out.ts';
import { useFailureToast } from '../components/use-failure-toast.ts';
import { type Language, languages, useLanguage, useTexts } from '../i18n/language.tsx';
import { useHotkeySetting } from '../player/hotkey-setting.ts';
import { tellOtherTabs } from './other-tabs.ts';
import classes from './shell.module.css';

export function UserSettings() {
  const { roles } = useTexts();
  const { user } = useSession();
  return (
    <>
      <Text fw={500} size="sm" px="sm" hiddenFrom="sm">
        {user.name} · {roles[user.role]}
      </Text>
      <Settings />
      <Divider my="xs" />
      <SignOut />
    </>
  );
}

function Settings() {
  const { user } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { language, choose } = useLanguage();
  const [hotkeys, setHotkeys] = useHotkeySetting();
  return (
    <>
      <Setting label={user.theme}>
        <SegmentedControl
          size="xs"
          aria-label={user.theme}
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: 'light', label: user.light },
            { value: 'dark', label: user.dark },
            { value: 'auto', label: user.system },
          ]}
        />
      </Setting>
      <Setting label={user.language}>
        <SegmentedControl<Language>
          size="xs"
          aria-label={user.language}
          value={language}
          onChange={choose}
          data={[
            { value: 'ru', label: languages.ru },
            { value: 'en', label: languages.en },
          ]}
        />
      </Setting>
      <Setting label={user.hotkeys}>
        <SegmentedControl<'on' | 'off'>
          size="xs"
          aria-label={user.hotkeys}
          value={hotkeys}
          onChange={setHotkeys}
          data={[
            { value: 'on', label: user.on },
            { value: 'off', label: user.off },
          ]}
        />
      </Setting>
    </>
  );
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <Text size="xs" className={classes.muted}>
        {label}
      </Text>
      {children}
    </div>
  );
}

function SignOut() {
  const texts = useTexts();
  const tellFailure = useFailureToast();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      tellOtherTabs();
      forgetKeptTexts();
      queries.setQueryData(readSession.queryKey, null);
    },
    onError: tellFailure(texts.user.signOutFailed),
  });
  return (
    <Button
      fullWidth
      variant="subtle"
      color="gray"
      justify="start"
      className={classes.signOut}
      leftSection={<IconLogout size={17} aria-hidden />}
      loading={leave.isPending}
      onClick={() => leave.mutate()}
    >
      {texts.user.signOut}
    </Button>
  );
}
