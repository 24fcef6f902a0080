/** The line above the transcript that searches in it: counter, next, previous. */
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import type { KeyboardEvent, Ref } from 'react';
import { useTexts } from '../../i18n/language.tsx';
import classes from './transcript.module.css';
import { voices } from './transcript-matches.ts';
import type { TranscriptSearch as Search } from './use-transcript-search.ts';

export function TranscriptSearch({ search, inputRef }: { search: Search; inputRef: Ref<HTMLInputElement> }) {
  const { transcript } = useTexts();
  const { query, voice, matches, current, change, hear, step } = search;
  const searching = query.trim() !== '';
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      change('');
      event.currentTarget.blur();
    }
  };
  return (
    <search className={classes.search}>
      <TextInput
        ref={inputRef}
        size="xs"
        className={classes.searchInput}
        aria-label={transcript.search}
        placeholder={transcript.search}
        value={query}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          searching && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={transcript.searchClear}
              title={transcript.searchClear}
              onClick={() => change('')}
            >
              <IconX size={15} />
            </ActionIcon>
          )
        }
        onChange={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {searching && (
        <NativeSelect
          size="xs"
          className={classes.searchVoice}
          aria-label={transcript.searchVoice}
          data={voices.map((value) => ({ value, label: transcript.searchVoices[value] }))}
          value={voice}
          onChange={({ currentTarget: { value } }) => hear(voices.find((known) => known === value) ?? 'everyone')}
        />
      )}
      <span className={classes.searchCount} role="status">
        {searching &&
          (matches.length === 0 ? transcript.searchNone : transcript.searchCount(String(current + 1), matches.length))}
      </span>
      {searching && (
        <>
          <Step label={transcript.searchPrevious} disabled={matches.length === 0} onClick={() => step(-1)}>
            <IconChevronUp size={18} />
          </Step>
          <Step label={transcript.searchNext} disabled={matches.length === 0} onClick={() => step(1)}>
            <IconChevronDown size={18} />
          </Step>
        </>
      )}
    </search>
  );
}

interface StepProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Step({ label, disabled, onClick, children }: StepProps) {
  return (
    <ActionIcon
      size="md"
      variant="subtle"
      color="gray"
      className={classes.searchStep}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
