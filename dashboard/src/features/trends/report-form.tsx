/** The form of a report by e-mail; its filters are those of the page when it is made. */
import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeReport, createReport, reportsKey } from '../../api/reports.ts';
import { useRequestId } from '../../api/request-id.ts';
import type { Report } from '../../api/shapes.ts';
import type { TrendFilter } from '../../api/trends.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';

interface ReportFormProps {
  report: Report | null;
  filter: TrendFilter;
  onDone: () => void;
}

const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((address) => address !== '');
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

export function ReportForm({ report, filter, onDone }: ReportFormProps) {
  const texts = useTexts();
  const { mail } = useTrendTexts();
  const queries = useQueryClient();
  const idOf = useRequestId();
  const { basis, judged, team, operator, topic, hour } = filter;
  const query = report?.query ?? { basis, judged, team, operator, topic, hour };
  const form = useForm({
    initialValues: {
      name: report?.name ?? mail.usualName,
      recipients: report?.recipients.join(', ') ?? '',
      every: report?.every ?? ('week' as const),
      onDay: report?.onDay ?? 1,
      atHour: report?.atHour ?? 9,
      format: report?.format ?? ('both' as const),
    },
    validate: {
      name: (name) => (name.trim() === '' ? mail.nameMissing : null),
      recipients: (text) => {
        const addresses = addressesOf(text);
        return addresses.length === 0 || !addresses.every(isAddress) ? mail.wrongAddress : null;
      },
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const recipients = addressesOf(values.recipients);
      const body = { ...values, recipients, query, enabled: report?.enabled ?? true };
      return report === null ? createReport({ ...body, id: idOf(body) }) : changeReport(report.id, body);
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: reportsKey });
      onDone();
    },
  });
  const days = form.values.every === 'week' ? mail.weekdays : Array.from({ length: 31 }, (_, i) => String(i + 1));
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput label={mail.name} maxLength={100} {...form.getInputProps('name')} />
      <Textarea
        label={mail.recipients}
        description={mail.recipientsHint}
        descriptionProps={{ style: { color: 'var(--k-muted)' } }}
        autosize
        minRows={1}
        // The kit's red on white is too pale for text that was typed.
        styles={{ input: { color: 'var(--mantine-color-text)' }, error: { color: 'var(--k-bad)' } }}
        {...form.getInputProps('recipients')}
      />
      <Group align="end">
        <NativeSelect
          label={mail.every}
          data={(['week', 'month'] as const).map((value) => ({ value, label: mail.everies[value] }))}
          value={form.values.every}
          onChange={({ currentTarget: { value } }) =>
            form.setValues({ every: value === 'month' ? 'month' : 'week', onDay: 1 })
          }
        />
        <NativeSelect
          label={mail.day}
          data={days.map((label, i) => ({ value: String(i + 1), label }))}
          value={String(form.values.onDay)}
          onChange={({ currentTarget: { value } }) => form.setFieldValue('onDay', Number(value))}
        />
        <NativeSelect
          label={mail.hour}
          data={Array.from({ length: 24 }, (_, hourOfDay) => ({ value: String(hourOfDay), label: `${hourOfDay}:00` }))}
          value={String(form.values.atHour)}
          onChange={({ currentTarget: { value } }) => form.setFieldValue('atHour', Number(value))}
        />
        <NativeSelect
          label={mail.format}
          data={(['both', 'pdf', 'xlsx'] as const).map((value) => ({ value, label: mail.formats[value] }))}
          value={form.values.format}
          onChange={({ currentTarget: { value } }) =>
            form.setFieldValue('format', value === 'pdf' || value === 'xlsx' ? value : 'both')
          }
        />
      </Group>
      <p className={classes.muted}>{mail.filterHint}</p>
      <Failure title={mail.failed} error={save.error} />
      <Group>
        <Button type="submit" loading={save.isPending}>
          {mail.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
      </Group>
    </form>
  );
}
