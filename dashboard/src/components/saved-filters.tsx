/** Filters kept under a name: used again, renamed, shared with everybody, deleted. */
import { ActionIcon, Button, Popover, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconPencil, IconShare, IconShareOff, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  changeFilter,
  listSavedFilters,
  removeFilter,
  type SavedPage,
  savedFiltersKey,
  saveFilter,
} from '../api/saved-filters.ts';
import type { SavedFilter } from '../api/shapes.ts';
import { useReviewTexts } from '../i18n/review-texts.ts';
import classes from './saved-filters.module.css';
import { useFailureToast } from './use-failure-toast.ts';

interface SavedFiltersProps {
  page: SavedPage;
  /** What is kept: the search part of the address, without «?». */
  query: string;
  /** One was chosen. */
  onUse: (search: Record<string, string>) => void;
}

/** Runs a request about the saved filters and reads them again. */
function useRequest() {
  const tellFailure = useFailureToast();
  const { queue } = useReviewTexts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: () => Promise<void>) => request(),
    onSuccess: () => queries.invalidateQueries({ queryKey: savedFiltersKey }),
    onError: tellFailure(queue.saved.failed),
  });
}

export function SavedFilters({ page, query, onUse }: SavedFiltersProps) {
  const { queue } = useReviewTexts();
  const { saved } = queue;
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const { data } = useQuery({ ...listSavedFilters(page), enabled: opened });
  const request = useRequest();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const body = { page, name: name.trim(), query, shared: false };
    request.mutate(() => saveFilter(body), { onSuccess: () => setName('') });
  };
  const use = (filter: SavedFilter) => {
    onUse(Object.fromEntries(new URLSearchParams(filter.query)));
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmark size={17} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {saved.menu}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={saved.menu}>
        {data?.items.length === 0 && (
          <Text size="sm" mb="sm">
            {saved.none}
          </Text>
        )}
        <ul className={classes.savedList}>
          {data?.items.map((filter) => (
            <SavedItem key={filter.id} filter={filter} onUse={() => use(filter)} />
          ))}
        </ul>
        <form onSubmit={submit} className={classes.savedForm}>
          <TextInput
            size="sm"
            label={saved.name}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" disabled={name.trim() === ''} loading={request.isPending}>
            {saved.save}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function SavedItem({ filter, onUse }: { filter: SavedFilter; onUse: () => void }) {
  const { queue } = useReviewTexts();
  const { saved } = queue;
  const request = useRequest();
  const [renamed, setRenamed] = useState<string | null>(null);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    const name = renamed?.trim() ?? '';
    if (name !== '') request.mutate(() => changeFilter(filter.id, { name }), { onSuccess: () => setRenamed(null) });
  };
  if (renamed !== null) {
    return (
      <li>
        <form onSubmit={rename} className={classes.savedForm}>
          <TextInput
            size="sm"
            autoFocus
            aria-label={saved.renameOf(filter.name)}
            value={renamed}
            maxLength={100}
            onChange={(event) => setRenamed(event.currentTarget.value)}
          />
          <Button type="submit" size="sm">
            {saved.rename}
          </Button>
        </form>
      </li>
    );
  }
  const share = filter.shared ? saved.unshareOf(filter.name) : saved.shareOf(filter.name);
  const button = { variant: 'subtle', color: 'gray' } as const;
  return (
    <li className={classes.savedItem}>
      <button type="button" className={classes.savedName} onClick={onUse}>
        {filter.name}
        {filter.shared && (
          <span className={classes.facts}>{filter.mine ? saved.shared : saved.from(filter.owner.name)}</span>
        )}
      </button>
      {filter.mine && (
        <>
          <ActionIcon
            {...button}
            aria-label={saved.renameOf(filter.name)}
            title={saved.rename}
            onClick={() => setRenamed(filter.name)}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            {...button}
            aria-label={share}
            title={filter.shared ? saved.unshare : saved.share}
            onClick={() => request.mutate(() => changeFilter(filter.id, { shared: !filter.shared }))}
          >
            {filter.shared ? <IconShareOff size={16} /> : <IconShare size={16} />}
          </ActionIcon>
          <ActionIcon
            {...button}
            aria-label={saved.removeOf(filter.name)}
            title={saved.removeOf(filter.name)}
            onClick={() => request.mutate(() => removeFilter(filter.id))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}
