/** What differs between two sets of lexicons, item by item, side by side. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Fields, ItemChange } from '../../api/lexicons.ts';
import { Tone } from '../../components/tone.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { useFileTitle } from './file-title.ts';
import classes from './lexicons.module.css';

const pageLength = 50;

export function ChangesList({ changes, empty }: { changes: readonly ItemChange[]; empty: string }) {
  const words = useLexiconTexts();
  const [shown, setShown] = useState(pageLength);
  if (changes.length === 0) return <Text>{empty}</Text>;
  return (
    <div className={classes.list}>
      <Text className={classes.muted}>{words.edits(changes.length)}</Text>
      {changes.slice(0, shown).map((change) => (
        <Change key={`${change.file} ${change.set} ${change.id}`} change={change} />
      ))}
      {changes.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + pageLength)}>
          {words.showMore(changes.length - shown)}
        </Button>
      )}
    </div>
  );
}

function Change({ change: { file, set, id, before, after } }: { change: ItemChange }) {
  const words = useLexiconTexts();
  const titleOf = useFileTitle();
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const kind = before === null ? 'added' : after === null ? 'removed' : 'altered';
  const tone = { added: 'good', removed: 'bad', altered: 'info' } as const;
  return (
    <section className={classes.change} aria-label={`${titleOf(file)}: ${id}`}>
      <Tone tone={tone[kind]}>{words[kind]}</Tone> <b>{id || titleOf(file)}</b>{' '}
      <span className={classes.muted}>
        {titleOf(file)}
        {set !== '' && ` · ${set}`}
      </span>
      <div className={classes.sides}>
        <Side title={words.compareFrom} names={names} fields={before} other={after} />
        <Side title={words.compareTo} names={names} fields={after} other={before} />
      </div>
    </section>
  );
}

interface SideProps {
  title: string;
  names: readonly string[];
  fields: Fields | null;
  other: Fields | null;
}

function Side({ title, names, fields, other }: SideProps) {
  const words = useLexiconTexts();
  return (
    <dl className={classes.side} aria-label={title}>
      {fields === null ? (
        <>
          <dt>{title}</dt>
          <dd>–</dd>
        </>
      ) : (
        names
          .filter((name) => fields[name] !== undefined && fields[name] !== '')
          .map((name) => (
            <div key={name}>
              <dt>{words.fields[name] ?? name}</dt>
              <dd data-differs={valueText(fields[name]) !== valueText(other?.[name]) || undefined}>
                {valueText(fields[name])}
              </dd>
            </div>
          ))
      )}
    </dl>
  );
}

/** A value of a field as lines of text. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('\n');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${valueText(inner)}`)
      .join(', ');
  }
  return value === undefined || value === null ? '' : String(value);
}
