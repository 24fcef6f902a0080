/** Sign-in: plain fields with the names that password managers look for. */
import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { refusedSignOn } from '../../access/arrival.ts';
import { ApiError } from '../../api/api-error.ts';
import type { Session } from '../../api/shapes.ts';
import { type Credentials, signIn } from '../../api/sign-in.ts';
import { readWaysIn, signOnAddress } from '../../api/ways-in.ts';
import { errorLine } from '../../components/error-line.ts';
import { Notice } from '../../components/notice.tsx';
import { ProductMark } from '../../components/product-mark.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './sign-in.module.css';

interface SignInPageProps {
  /** True when somebody was signed in on this page and the session ended. */
  expired: boolean;
  onSignedIn: (session: Session) => void;
}

export function SignInPage({ expired, onSignedIn }: SignInPageProps) {
  const texts = useTexts();
  const words = texts.signIn;
  useDocumentTitle(`${words.title} – ${texts.product}`);
  const required = (value: string) => (value === '' ? words.required : null);
  const form = useForm<Credentials>({
    mode: 'uncontrolled',
    initialValues: { login: '', password: '' },
    validate: { login: required, password: required },
  });
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });
  const { data: ways } = useQuery(readWaysIn);
  const signOn = ways?.signOn;

  return (
    <main className={classes.page}>
      <div className={classes.product}>
        <ProductMark size={40} />
        <div>
          <Text fw={600} size="xl" lh={1.2}>
            {texts.product}
          </Text>
          <Text size="sm" className={classes.muted}>
            {texts.tagline}
          </Text>
        </div>
      </div>
      <Paper className={classes.card} p="xl" radius="lg" withBorder>
        <form onSubmit={form.onSubmit((values) => attempt.mutate(values))} noValidate>
          <Stack gap="md">
            <Title order={1} size="h3">
              {words.title}
            </Title>
            {refusedSignOn !== null && !attempt.isError && (
              <Notice tone="bad" role="alert">
                {refusedSignOn === 'not_signed_in' || refusedSignOn === 'forbidden'
                  ? words.refused[refusedSignOn]
                  : words.refused.other}
              </Notice>
            )}
            {expired && !attempt.isError && (
              <Notice tone="info" role="status">
                {words.expired}
              </Notice>
            )}
            {attempt.isError && (
              <Notice tone="bad" role="alert">
                {attempt.error instanceof ApiError && attempt.error.code === 'not_signed_in'
                  ? words.failed
                  : errorLine(attempt.error, texts)}
              </Notice>
            )}
            <TextInput
              key={form.key('login')}
              {...form.getInputProps('login')}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              label={words.login}
            />
            <PasswordInput
              key={form.key('password')}
              {...form.getInputProps('password')}
              name="password"
              autoComplete="current-password"
              label={words.password}
              visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
            />
            <Button type="submit" fullWidth loading={attempt.isPending}>
              {words.submit}
            </Button>
            {typeof signOn === 'string' && (
              <Button component="a" href={signOnAddress(window.location.pathname)} variant="default" fullWidth>
                {words.signOn(signOn)}
              </Button>
            )}
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
