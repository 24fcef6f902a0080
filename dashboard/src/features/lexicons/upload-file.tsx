/** A file of the lexicons brought in whole: as Excel or an editor saved it. */
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { loadFile } from '../../api/lexicons.ts';
import { errorLine } from '../../components/error-line.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';

export function UploadFile({ draft, version, file }: { draft: string; version: number; file: string }) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const load = useMutation({
    mutationFn: async (chosen: File) => loadFile(draft, version, file, await base64Of(chosen)),
    onSuccess: () => queries.invalidateQueries({ queryKey: lexiconsKey }),
  });
  return (
    <>
      <FileButton
        accept={file.endsWith('.csv') ? '.csv' : '.yaml,.yml'}
        onChange={(chosen) => {
          if (chosen !== null) load.mutate(chosen);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" loading={load.isPending}>
            {words.upload}
          </Button>
        )}
      </FileButton>
      {load.isError && (
        <Notice tone="bad" role="alert" title={words.failed}>
          {errorLine(load.error, texts)}
        </Notice>
      )}
    </>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(text);
}
