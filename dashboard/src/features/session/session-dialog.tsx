/** The session ended in the middle of the work: signing in again over the page, which keeps everything that was begun. */
import { Anchor, Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import type { Session } from '../../api/shapes.ts';
import { signIn } from '../../api/sign-in.ts';
import { errorLine } from '../../components/error-line.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';

interface SessionDialogProps {
  /** Whose session it was. */
  user: Session['user'];
  onSignedIn: (session: Session) => void;
  /** Somebody else wants to work here, or the person signs in another way. */
  onOther: () => void;
}

export function SessionDialog({ user, onSignedIn, onOther }: SessionDialogProps) {
  const texts = useTexts();
  const { session } = useReviewTexts();
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') attempt.mutate({ login: user.login, password });
  };
  return (
    <Modal
      opened
      centered
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={session.title}
      overlayProps={{ backgroundOpacity: 0.85, blur: 12 }}
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{session.text}</Text>
          {attempt.isError && (
            <Notice tone="bad" role="alert">
              {attempt.error instanceof ApiError && attempt.error.code === 'not_signed_in'
                ? texts.signIn.failed
                : errorLine(attempt.error, texts)}
            </Notice>
          )}
          <input type="text" name="username" autoComplete="username" value={user.login} readOnly hidden />
          <PasswordInput
            data-autofocus
            name="password"
            autoComplete="current-password"
            label={`${texts.signIn.password}: ${user.name}`}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': texts.signIn.showPassword, tabIndex: 0 }}
          />
          <Button type="submit" fullWidth loading={attempt.isPending}>
            {texts.signIn.submit}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={onOther}>
            {session.other}
          </Anchor>
        </Stack>
      </form>
    </Modal>
  );
}
