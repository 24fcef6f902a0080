/** Dropping files or folders anywhere on the page uploads them. */
import { Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTexts } from '../../i18n/language.tsx';
import { pairFiles } from './pair-files.ts';
import classes from './upload.module.css';
import { useUploads } from './uploads-context.tsx';
import { useFileDrop } from './use-file-drop.ts';

export function DropZone() {
  const { upload } = useTexts();
  const uploads = useUploads();
  const over = useFileDrop((files) => uploads.add(pairFiles(files)));
  if (!over) return null;
  return (
    <div className={classes.drop}>
      <IconUpload size={44} aria-hidden />
      <Text size="xl" fw={600}>
        {upload.drop}
      </Text>
      <Text>{upload.hint}</Text>
    </div>
  );
}
