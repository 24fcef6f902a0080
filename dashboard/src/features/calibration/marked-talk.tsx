/** The talk with the faults that were marked in it: one's own while judging, everybody's when they are open. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFlag, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import type { CalibrationAnswer, CalibrationSheet } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './calibration.module.css';

type Mark = CalibrationAnswer['marks'][number];

interface MarkedTalkProps {
  sheet: CalibrationSheet;
  marks: Mark[];
  editable: boolean;
  onChange(marks: Mark[]): void;
}

export function MarkedTalk({ sheet, marks, editable, onChange }: MarkedTalkProps) {
  const { calibration: texts } = useTrustTexts();
  const { rules: ruleNames } = useTexts();
  const format = useFormat();
  const [marking, setMarking] = useState<number | null>(null);
  const nameOf = (rule: Mark['rule']) => ruleNames[rule as keyof typeof ruleNames] ?? rule;
  return (
    <ol className={classes.talk}>
      {sheet.segments.map(({ speaker, start, text, judged }, segment) => {
        const own = marks.filter((mark) => mark.segment === segment);
        const others = (sheet.answers ?? []).flatMap(({ rater, name, answer }) =>
          answer.marks
            .filter((mark) => mark.segment === segment)
            .map((mark) => ({ ...mark, by: rater === 'machine' ? texts.machine : name })),
        );
        return (
          <li key={`${start} ${text}`} data-judged={judged || undefined} className={classes.segment}>
            <div className={classes.muted}>
              {format.clock(start)} {texts.speakers[speaker] ?? speaker}
            </div>
            <div>{text}</div>
            {others.map(({ by, rule, quote }) => (
              <div key={`${by} ${rule} ${quote}`} className={classes.muted}>
                {by}: «{quote}» – {nameOf(rule)}
              </div>
            ))}
            {own.map((mark) => (
              <span key={`${mark.rule} ${mark.quote}`} className={classes.mark}>
                «{mark.quote}» – {nameOf(mark.rule)}
                {editable && (
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={texts.remove(mark.quote)}
                    onClick={() => onChange(marks.filter((one) => one !== mark))}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </span>
            ))}
            {editable && judged && marking !== segment && (
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconFlag size={14} aria-hidden />}
                aria-label={`${texts.mark}: ${format.clock(start)}`}
                onClick={() => setMarking(segment)}
              >
                {texts.mark}
              </Button>
            )}
            {editable && marking === segment && (
              <MarkForm
                rules={sheet.rules}
                text={text}
                nameOf={(rule) => nameOf(rule as Mark['rule'])}
                onAdd={(rule, quote) => {
                  onChange([...marks, { segment, rule: rule as Mark['rule'], quote }]);
                  setMarking(null);
                }}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface MarkFormProps {
  rules: readonly string[];
  text: string;
  nameOf(rule: string): string;
  onAdd(rule: string, quote: string): void;
}

function MarkForm({ rules, text, nameOf, onAdd }: MarkFormProps) {
  const { calibration: texts } = useTrustTexts();
  const [rule, setRule] = useState(rules[0] ?? '');
  const [quote, setQuote] = useState('');
  const stands = quote.trim() !== '' && text.toLowerCase().includes(quote.trim().toLowerCase());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (stands) onAdd(rule, quote.trim());
  };
  return (
    <form className={classes.markForm} onSubmit={submit}>
      <NativeSelect
        size="xs"
        label={texts.rule}
        value={rule}
        data={rules.map((value) => ({ value, label: nameOf(value) }))}
        onChange={({ currentTarget: { value } }) => setRule(value)}
      />
      <TextInput
        size="xs"
        label={texts.words}
        value={quote}
        error={quote !== '' && !stands ? texts.wordsWrong : undefined}
        onChange={(event) => setQuote(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={!stands}>
        {texts.add}
      </Button>
    </form>
  );
}
