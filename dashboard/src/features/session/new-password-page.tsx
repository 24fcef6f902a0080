/** First sign-in by a one-time password: nothing else opens before it is replaced. */
import { Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { changePassword } from '../../api/change-password.ts';
import type { Session } from '../../api/shapes.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './sign-in.module.css';

interface NewPasswordPageProps {
  login: string;
  onChanged: (session: Session) => void;
}

export function NewPasswordPage({ login, onChanged }: NewPasswordPageProps) {
  const texts = useTexts();
  const words = texts.newPassword;
  useDocumentTitle(`${words.title} – ${texts.product}`);
  const required = (value: string) => (value === '' ? texts.signIn.required : null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', next: '', again: '' },
    validate: {
      current: required,
      next: required,
      again: (value, { next }) => (value === next ? null : words.differ),
    },
  });
  const attempt = useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) => changePassword({ current, next }),
    onSuccess: onChanged,
  });
  const toggle = { 'aria-label': texts.signIn.showPassword, tabIndex: 0 };

  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl" radius="lg" withBorder>
        <form onSubmit={form.onSubmit((values) => attempt.mutate(values))} noValidate>
          <Stack gap="md">
            <Title order={1} size="h3">
              {words.title}
            </Title>
            <Text size="sm">{words.must}</Text>
            <Failure error={attempt.error} />
            {/* Password managers learn from it whose password it is. */}
            <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
            <PasswordInput
              key={form.key('current')}
              {...form.getInputProps('current')}
              autoComplete="current-password"
              autoFocus
              label={words.current}
              visibilityToggleButtonProps={toggle}
            />
            <PasswordInput
              key={form.key('next')}
              {...form.getInputProps('next')}
              autoComplete="new-password"
              label={words.next}
              description={words.hint}
              classNames={{ description: classes.hint }}
              visibilityToggleButtonProps={toggle}
            />
            <PasswordInput
              key={form.key('again')}
              {...form.getInputProps('again')}
              autoComplete="new-password"
              label={words.again}
              visibilityToggleButtonProps={toggle}
            />
            <Button type="submit" fullWidth loading={attempt.isPending}>
              {words.submit}
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
