/** Choosing words of a segment by presses, without dragging: where a finding begins and ends, or a fault that was missed. */
import { Button, Group, Modal, NativeSelect, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RuleName, Segment } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';
import { findWords } from './segment-layout.ts';

/** Words of a segment, first and last included. */
export interface WordSpan {
  first: number;
  last: number;
}

export interface ChosenWords {
  start: number;
  end: number;
  quote: string;
}

interface WordsDialogProps {
  segment: Segment;
  initial: WordSpan | null;
  /** Set for a fault that was missed: its rule is asked for too. */
  onAdd?: (words: ChosenWords, rule: RuleName) => void;
  onRange?: (words: ChosenWords) => void;
  onClose: () => void;
}

/** The words as the transcript has them, from the first to the last. */
function chosenWords(segment: Segment, { first, last }: WordSpan): ChosenWords | null {
  const words = segment.words ?? [];
  const [from, to] = [words[first], words[last]];
  const spans = findWords(segment.text, words);
  const [begin, finish] = [spans[first], spans[last]];
  if (!from || !to) return null;
  const quote =
    begin && finish
      ? segment.text.slice(begin.from, finish.to)
      : words
          .slice(first, last + 1)
          .map(({ text }) => text)
          .join(' ');
  return { start: from.start, end: to.end, quote };
}

export function WordsDialog({ segment, initial, onAdd, onRange, onClose }: WordsDialogProps) {
  const { close, rules } = useTexts();
  const { words: texts } = useReviewTexts();
  const [span, setSpan] = useState(initial);
  const [rule, setRule] = useState<RuleName | ''>('');
  const words = segment.words ?? [];
  const chosen = span && chosenWords(segment, span);
  const ready = chosen !== null && (!onAdd || rule !== '');
  const press = (index: number) => {
    if (span === null || span.first !== span.last) setSpan({ first: index, last: index });
    else setSpan({ first: Math.min(span.first, index), last: Math.max(span.last, index) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null) return;
    if (onRange) onRange(chosen);
    else if (rule !== '') onAdd?.(chosen, rule);
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={onAdd ? texts.addTitle : texts.rangeTitle}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': close }}
    >
      <form onSubmit={submit}>
        <Text size="sm">{words.length > 0 ? texts.hint : texts.noWords}</Text>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields. */}
        <div className={classes.words} role="group" aria-label={texts.list}>
          {words.map((word, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a segment never change places.
              key={index}
              type="button"
              className={classes.wordButton}
              aria-pressed={span !== null && index >= span.first && index <= span.last}
              onClick={() => press(index)}
            >
              {word.text}
            </button>
          ))}
        </div>
        <Text size="sm" role="status">
          {chosen ? texts.chosen(chosen.quote) : texts.none}
        </Text>
        {onAdd && (
          <NativeSelect
            mt="sm"
            label={texts.rule}
            data={[
              { value: '', label: texts.ruleHint },
              ...Object.entries(rules).map(([value, label]) => ({ value, label })),
            ]}
            value={rule}
            onChange={({ currentTarget: { value } }) => setRule(value in rules ? (value as RuleName) : '')}
          />
        )}
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={!ready}>
            {onAdd ? texts.add : texts.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
