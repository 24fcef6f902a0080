/** The form of one item: what there is to write depends on the file it stands in. */
import { Checkbox, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import type { Fields, FileKind } from '../../api/lexicons.ts';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { valueText } from './changes-list.tsx';
import { codeOf, fromLines, isEntry, isLines, linesOf, typedMark } from './item-values.ts';
import classes from './lexicons.module.css';

interface ItemFieldsProps {
  kind: FileKind;
  isNew: boolean;
  fields: Fields;
  onChange: (fields: Fields) => void;
}

export function ItemFields(props: ItemFieldsProps) {
  if (isEntry(props.kind)) return <EntryFields {...props} />;
  if (props.kind === 'scorecard') return <CriterionFields {...props} />;
  return <RowFields {...props} />;
}

const written = ['id', 'pattern', 'replacement', 'note', 'hit', 'miss', 'certain'];
const exceptions = ['unless_near', 'unless_left', 'unless_right'] as const;

function EntryFields({ isNew, fields, onChange }: ItemFieldsProps) {
  const { item: words } = useLexiconTexts();
  const set = (name: string, value: unknown) => onChange({ ...fields, [name]: value });
  const editable = exceptions.filter((name) => isLines(fields[name]));
  const others = Object.entries(fields).filter(
    ([name, value]) =>
      value !== undefined &&
      !name.endsWith(typedMark) &&
      !written.includes(name) &&
      !(editable as readonly string[]).includes(name),
  );
  return (
    <Stack gap="sm">
      <Lines
        name="pattern"
        label={words.pattern}
        hint={words.patternHint}
        fields={fields}
        onChange={(next) => {
          const own = String(fields.id ?? '');
          const followed = isNew && (own === '' || own === codeOf(linesOf(fields.pattern).split('\n')[0] ?? ''));
          onChange({ ...next, id: followed ? codeOf(linesOf(next.pattern).split('\n')[0] ?? '') : own });
        }}
      />
      <TextInput
        label={words.id}
        description={words.idHint}
        descriptionProps={{ className: classes.muted }}
        value={String(fields.id ?? '')}
        onChange={(event) => set('id', event.currentTarget.value)}
      />
      <TextInput
        label={words.replacement}
        value={String(fields.replacement ?? '')}
        onChange={(event) => set('replacement', event.currentTarget.value)}
      />
      <Lines name="hit" label={words.hit} fields={fields} onChange={onChange} />
      <Lines name="miss" label={words.miss} fields={fields} onChange={onChange} />
      {editable.map((name) => (
        <Lines key={name} name={name} label={words[name]} fields={fields} onChange={onChange} />
      ))}
      <TextInput
        label={words.note}
        value={String(fields.note ?? '')}
        onChange={(event) => set('note', event.currentTarget.value)}
      />
      <Checkbox
        label={words.certain}
        checked={fields.certain !== false}
        onChange={(event) => set('certain', event.currentTarget.checked ? undefined : false)}
      />
      {others.length > 0 && (
        <dl className={classes.side}>
          <dt>
            {words.others}. {words.othersHint}
          </dt>
          {others.map(([name, value]) => (
            <dd key={name}>
              {name}: {valueText(value)}
            </dd>
          ))}
        </dl>
      )}
    </Stack>
  );
}

interface LinesProps {
  name: string;
  label: string;
  hint?: string;
  fields: Fields;
  onChange: (fields: Fields) => void;
}

/** The text is kept beside the value while it is typed: an empty last line is no item, and must not jump away. */
function Lines({ name, label, hint, fields, onChange }: LinesProps) {
  const typed = `${name}${typedMark}`;
  const text = fields[typed] === undefined ? linesOf(fields[name]) : String(fields[typed]);
  return (
    <Textarea
      label={label}
      {...(hint === undefined ? {} : { description: hint, descriptionProps: { className: classes.muted } })}
      autosize
      minRows={1}
      maxRows={10}
      value={text}
      onChange={(event) => {
        const value = event.currentTarget.value;
        onChange({ ...fields, [name]: fromLines(name, value), [typed]: value });
      }}
    />
  );
}

function RowFields({ kind, fields, onChange }: ItemFieldsProps) {
  const { item: words } = useLexiconTexts();
  if (kind === 'lists') return <Lines name="items" label={words.items} fields={fields} onChange={onChange} />;
  const labels: Record<string, string> = {
    lemma: words.lemma,
    pattern: words.pattern,
    heard: words.heard,
    means: words.means,
    replacement: words.replacement,
    note: words.note,
  };
  const names = { diminutives: ['lemma', 'status', 'replacement', 'note'], aliases: ['heard', 'means', 'note'] }[
    kind as string
  ] ?? ['pattern', 'replacement', 'note'];
  return (
    <Stack gap="sm">
      {names.map((name) =>
        name === 'status' ? (
          <NativeSelect
            key={name}
            label={words.status}
            value={String(fields[name] ?? 'ban')}
            data={(['ban', 'stop'] as const).map((value) => ({ value, label: words.statuses[value] }))}
            onChange={(event) => onChange({ ...fields, status: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            key={name}
            label={labels[name] ?? name}
            value={String(fields[name] ?? '')}
            onChange={(event) => onChange({ ...fields, [name]: event.currentTarget.value })}
          />
        ),
      )}
    </Stack>
  );
}

function CriterionFields({ fields, onChange }: ItemFieldsProps) {
  const { item: words } = useLexiconTexts();
  const limits = fields.limits as { good: number; acceptable: number } | undefined;
  const numberOf = (value: string | number): number => (typeof value === 'number' ? value : Number(value) || 0);
  return (
    <Stack gap="sm">
      <div>{String(fields.title ?? '')}</div>
      <NumberInput
        label={words.weight}
        value={Number(fields.weight ?? 0)}
        min={0}
        max={100}
        onChange={(value) => onChange({ ...fields, weight: numberOf(value) })}
      />
      {limits !== undefined &&
        (['good', 'acceptable'] as const).map((name) => (
          <NumberInput
            key={name}
            label={words[name]}
            value={limits[name]}
            min={0}
            decimalSeparator=","
            onChange={(value) => onChange({ ...fields, limits: { ...limits, [name]: numberOf(value) } })}
          />
        ))}
    </Stack>
  );
}
