/** Help while an entry is typed: what it finds, what it collides with, and how often it stands in the last calls. */
import { Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import { countItem, helpWithItem, type SoughtItem } from '../../api/lexicons.ts';
import { Notice } from '../../components/notice.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { useFileTitle } from './file-title.ts';
import classes from './lexicons.module.css';

/** Typing asks for nothing until it pauses. */
const helpPauseMs = 350;
const countPauseMs = 800;
const lastCalls = 500;
const mostForms = 40;

export function LiveHelp({ draft, seen, item }: { draft: string; seen: number; item: SoughtItem }) {
  const { help: words } = useLexiconTexts();
  const titleOf = useFileTitle();
  const [typed] = useDebouncedValue(item, helpPauseMs);
  const help = useQuery({ ...helpWithItem(draft, seen, typed), placeholderData: keepPreviousData });
  const found = help.data;
  return (
    <section className={classes.help} aria-label={words.title}>
      {help.isFetching && (
        <Text size="sm" className={classes.muted}>
          <Loader size={12} mr={6} aria-hidden />
          {words.checking}
        </Text>
      )}
      <div role="status">
        {found?.problems.map(({ severity, message }) => (
          <Notice key={message} tone={severity === 'error' ? 'bad' : 'warn'}>
            {message}
          </Notice>
        ))}
        {found !== undefined && found.problems.length === 0 && found.words.length > 0 && (
          <Notice tone="good">{words.examplesHold}</Notice>
        )}
      </div>
      <LastCalls draft={draft} seen={seen} item={item} />
      {found !== undefined && found.words.length > 0 && (
        <div>
          <h3>{words.forms}</h3>
          <ul>
            {found.words.map(({ word, known, forms, anyForm }) => (
              <li key={`${word} ${anyForm}`}>
                {forms.slice(0, mostForms).join(', ')}
                {forms.length > mostForms && ' …'}
                {!known && ` – ${words.unknown}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {found !== undefined && found.collisions.length > 0 && (
        <div>
          <h3>{words.collisions}</h3>
          <ul>
            {found.collisions.map(({ file, id, text }) => (
              <li key={`${file} ${id}`}>
                {titleOf(file)}: {id}, {words.collision(text)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {found !== undefined && found.near.length > 0 && (
        <div>
          <h3>{words.near}</h3>
          <div>{found.near.join(', ')}</div>
        </div>
      )}
    </section>
  );
}

function LastCalls({ draft, seen, item }: { draft: string; seen: number; item: SoughtItem }) {
  const { help: words, summary } = useLexiconTexts();
  const format = useFormat();
  const [typed] = useDebouncedValue(item, countPauseMs);
  const count = useQuery({ ...countItem(draft, seen, typed, lastCalls), placeholderData: keepPreviousData });
  const found = count.data;
  if (!found) return null;
  return (
    <div>
      <h3>{words.count(found.calls)}</h3>
      <div>
        {words.found(found.places, found.found)}. {found.more > 0 && words.more(found.more)}
      </div>
      <ul>
        {found.samples.map(({ callId, start, text, sentence }) => (
          <li key={`${callId} ${start}`}>
            «{text}» – {sentence}{' '}
            <Link to="/calls/$id" params={{ id: callId }} search={{ t: start }} target="_blank">
              {summary.listen(format.clock(start), '')}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
