/** The editor of one item: its fields on the left, live help on the right. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { type FileKind, type LexiconItem, removeItem, saveItem } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { ItemFields } from './item-fields.tsx';
import { emptyFields, sentFields, typedMark, withProposal } from './item-values.ts';
import classes from './lexicons.module.css';
import { LiveHelp } from './live-help.tsx';

export interface EditedItem {
  file: string;
  kind: FileKind;
  set: string;
  /** Null: a new one. */
  item: LexiconItem | null;
  /** Sentence that it should not find: proposed to the trainer, who writes the exception. */
  miss?: string | undefined;
}

interface ItemDialogProps {
  draft: string;
  version: number;
  edited: EditedItem;
  onClose: () => void;
}

export function ItemDialog({ draft, version, edited, onClose }: ItemDialogProps) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const small = useMediaQuery('(max-width: 48em)');
  const { file, kind, set, item } = edited;
  const [fields, setFields] = useState(() => withProposal(kind, item?.fields ?? emptyFields(kind), edited.miss));
  const sent = sentFields(
    kind,
    Object.fromEntries(Object.entries(fields).filter(([name]) => !name.endsWith(typedMark))),
  );
  const sought = { file, set, id: item?.id ?? null, fields: sent };
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: lexiconsKey });
    onClose();
  };
  const save = useMutation({ mutationFn: () => saveItem(draft, version, sought), onSuccess });
  const remove = useMutation({
    mutationFn: () => removeItem(draft, version, { file, set, id: item?.id ?? '' }),
    onSuccess,
  });
  const failure = save.error ?? remove.error;
  const helped = kind !== 'scorecard' && kind !== 'lists';
  const removable = item !== null && helped;
  return (
    <Modal
      opened
      onClose={onClose}
      size={helped ? '64rem' : 'md'}
      fullScreen={small === true}
      title={item === null ? words.item.new : words.item.title(item.id)}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <Failure title={words.failed} error={failure} />
          <div className={helped ? classes.editor : undefined}>
            <ItemFields kind={kind} isNew={item === null} fields={fields} onChange={setFields} />
            {helped && <LiveHelp draft={draft} seen={version} item={sought} />}
          </div>
          <Group>
            <Button type="submit" loading={save.isPending}>
              {words.item.save}
            </Button>
            {removable && (
              <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
                {words.item.remove}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
