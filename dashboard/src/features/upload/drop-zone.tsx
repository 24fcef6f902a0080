/** Dropping files anywhere on the page uploads them. Loaded after the page, the code is only needed then. */
import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconUpload } from '@tabler/icons-react';
import { useTexts } from '../../i18n/language.tsx';
import { pairFiles } from './pair-files.ts';
import classes from './upload.module.css';
import { useUploads } from './uploads-context.tsx';

export function DropZone() {
  const { upload } = useTexts();
  const uploads = useUploads();
  return (
    <Dropzone.FullScreen active onDrop={(files) => uploads.add(pairFiles(files))}>
      <div className={classes.drop}>
        <IconUpload size={44} aria-hidden />
        <Text size="xl" fw={600}>
          {upload.drop}
        </Text>
        <Text>{upload.hint}</Text>
      </div>
    </Dropzone.FullScreen>
  );
}
