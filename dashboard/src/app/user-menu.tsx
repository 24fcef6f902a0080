/** The button of the person's menu. */
import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconUserCircle } from '@tabler/icons-react';
import { lazy } from 'react';
import { useSession } from '../access/session.ts';
import { DropDown } from '../components/drop-down.tsx';
import { useTexts } from '../i18n/language.tsx';
import classes from './shell.module.css';

const UserSettings = lazy(async () => ({ default: (await import('./user-settings.tsx')).UserSettings }));

export function UserMenu() {
  const texts = useTexts();
  const { user } = useSession();
  return (
    <DropDown
      label={`${texts.user.menu} ${user.name}`}
      width={19}
      button={(props) => (
        <UnstyledButton {...props} className={classes.user}>
          <VisuallyHidden>{texts.user.menu} </VisuallyHidden>
          <IconUserCircle size={26} stroke={1.5} aria-hidden />
          <span className={classes.userText}>
            <Text span size="sm" fw={500} display="block">
              {user.name}
            </Text>
            <Text span size="xs" className={classes.muted} display="block">
              {texts.roles[user.role]}
            </Text>
          </span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      )}
    >
      {() => <UserSettings />}
    </DropDown>
  );
}
