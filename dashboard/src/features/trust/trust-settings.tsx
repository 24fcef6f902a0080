/** The bars of trust: how precise a rule must be, by how much its findings cost. */
import { Button, Checkbox, Modal, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAdjustments } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../access/session.ts';
import type { TrustReport } from '../../api/shapes.ts';
import { trustKey, writeTrustSettings } from '../../api/trust.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './trust.module.css';

const severities = ['minor', 'major', 'fatal'] as const;

export function TrustSettings({ settings }: Pick<TrustReport, 'settings'>) {
  const texts = useTrustTexts();
  const all = useTexts();
  const tellFailure = useFailureToast();
  const queries = useQueryClient();
  const may = useMay('desk.configure');
  const [opened, { open, close }] = useDisclosure(false);
  const { bars } = settings;
  const form = useForm({
    initialValues: {
      minor: Math.round(bars.minor * 100),
      major: Math.round(bars.major * 100),
      fatal: Math.round(bars.fatal * 100),
      least: settings.leastDecided,
      automatic: settings.automatic,
    },
  });
  const save = useMutation({
    mutationFn: writeTrustSettings,
    onSuccess: () => {
      close();
      void queries.invalidateQueries({ queryKey: trustKey });
      notifications.show({ message: texts.saved, autoClose: 4000 });
    },
    onError: tellFailure(texts.failed),
  });
  if (!may) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconAdjustments size={17} aria-hidden />} onClick={open}>
        {texts.settings}
      </Button>
      <Modal opened={opened} onClose={close} title={texts.settingsTitle} closeButtonProps={{ 'aria-label': all.close }}>
        <form
          className={classes.form}
          onSubmit={form.onSubmit(({ minor, major, fatal, least, automatic }) =>
            save.mutate({
              bars: { minor: minor / 100, major: major / 100, fatal: fatal / 100 },
              leastDecided: least,
              automatic,
            }),
          )}
        >
          {severities.map((severity) => (
            <NumberInput
              key={severity}
              label={texts.percentOf(texts.severities[severity])}
              min={5}
              max={99}
              {...form.getInputProps(severity)}
            />
          ))}
          <NumberInput label={texts.least} min={5} max={500} {...form.getInputProps('least')} />
          <Checkbox label={texts.automatic} {...form.getInputProps('automatic', { type: 'checkbox' })} />
          <Button type="submit" loading={save.isPending}>
            {texts.save}
          </Button>
        </form>
      </Modal>
    </>
  );
}
