/** The button that opens the file dialog for many recordings at once. */
import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTexts } from '../../i18n/language.tsx';
import { pairFiles } from './pair-files.ts';
import { useUploads } from './uploads-context.tsx';

/** What the dialog offers first; the server decides by the file's contents. */
const offered = 'audio/*,.wav,.mp3,.ogg,.oga,.opus,.flac,.m4a,.aac,.amr,.gsm,.au,.wma,.webm,.mka,.mp4,.json,.vtt,.srt';

export function UploadButton() {
  const { upload } = useTexts();
  const uploads = useUploads();
  return (
    <FileButton multiple accept={offered} onChange={(files) => uploads.add(pairFiles(files))}>
      {(props) => (
        <Button {...props} leftSection={<IconUpload size={17} aria-hidden />} title={upload.hint}>
          {upload.button}
        </Button>
      )}
    </FileButton>
  );
}
