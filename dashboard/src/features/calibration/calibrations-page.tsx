/** «Калибровка»: sessions that one owns or takes part in, and the start of a new one. */
import { Button, Checkbox, Modal, NativeSelect, NumberInput, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { IconPlus, IconScale } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { calibrationsKey, listCalibrations, startCalibration } from '../../api/calibration.ts';
import { useRequestId } from '../../api/request-id.ts';
import type { CalibrationList } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './calibration.module.css';

export function CalibrationsPage() {
  const { product } = useTexts();
  const { calibration: texts } = useTrustTexts();
  useDocumentTitle(`${texts.title} – ${product}`);
  const list = useQuery(listCalibrations());
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="h2">
          {texts.title}
        </Title>
        {list.data && <StartButton people={list.data.people} />}
      </div>
      <Text className={classes.muted}>{texts.intro}</Text>
      {list.isPending && <PageLoader />}
      {list.isError && <LoadError error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && <Sessions items={list.data.items} />}
    </div>
  );
}

const tones = { scoring: 'info', comparing: 'warn', done: 'good' } as const;

function Sessions({ items }: Pick<CalibrationList, 'items'>) {
  const { calibration: texts } = useTrustTexts();
  const format = useFormat();
  if (items.length === 0) {
    return (
      <PageMessage icon={<IconScale />} title={texts.noneTitle}>
        {texts.none}
      </PageMessage>
    );
  }
  return (
    <ul className={classes.sessions}>
      {items.map(({ id, title, state, mine, calls, members, createdAt, owner }) => (
        <li key={id} className={classes.card}>
          <Link to="/calibration/$id" params={{ id }} className={classes.sessionName}>
            {title}
          </Link>
          <div className={classes.facts}>
            <Tone tone={tones[state]}>{texts.states[state]}</Tone>
            {mine && <Tone tone="bad">{texts.mine}</Tone>}
            <span className={classes.muted}>
              {[
                texts.calls(calls),
                texts.done(members.filter(({ done }) => done).length, members.length),
                owner.name,
                format.moment(createdAt),
              ].join(' · ')}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function StartButton({ people }: Pick<CalibrationList, 'people'>) {
  const all = useTexts();
  const tellFailure = useFailureToast();
  const { calibration: texts, failed } = useTrustTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [source, setSource] = useState<'drawn' | 'chosen'>('drawn');
  const [count, setCount] = useState(5);
  const [ids, setIds] = useState('');
  const idOf = useRequestId();
  const calls = ids.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  const isReady = title.trim() !== '' && chosen.length > 0 && (source === 'drawn' || calls.length > 0);
  const start = useMutation({
    mutationFn: startCalibration,
    onSuccess: (id) => {
      void queries.invalidateQueries({ queryKey: calibrationsKey });
      void navigate({ to: '/calibration/$id', params: { id } });
    },
    onError: tellFailure(failed),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || start.isPending) return;
    const asked = { title: title.trim(), members: chosen, calls: source === 'drawn' ? { drawn: count } : calls };
    start.mutate({ ...asked, id: idOf(asked) });
  };
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={open}>
        {texts.start}
      </Button>
      <Modal opened={opened} onClose={close} title={texts.start} closeButtonProps={{ 'aria-label': all.close }}>
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            label={texts.name}
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Checkbox.Group label={texts.whom} value={chosen} onChange={setChosen}>
            <div className={classes.people}>
              {people.length === 0 && <span className={classes.muted}>{texts.nobody}</span>}
              {people.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name} />
              ))}
            </div>
          </Checkbox.Group>
          <NativeSelect
            label={texts.source}
            value={source}
            data={(['drawn', 'chosen'] as const).map((value) => ({ value, label: texts.sources[value] }))}
            onChange={({ currentTarget: { value } }) => setSource(value === 'chosen' ? 'chosen' : 'drawn')}
          />
          {source === 'drawn' ? (
            <NumberInput
              label={texts.count}
              min={1}
              max={30}
              value={count}
              onChange={(value) => setCount(Math.min(30, Math.max(1, Number(value) || 1)))}
            />
          ) : (
            <Textarea
              label={texts.ids}
              autosize
              minRows={2}
              value={ids}
              onChange={(event) => setIds(event.currentTarget.value)}
            />
          )}
          <Button type="submit" disabled={!isReady} loading={start.isPending}>
            {texts.start}
          </Button>
        </form>
      </Modal>
    </>
  );
}
