/** A file of the lexicons brought in whole: as Excel or an editor saved it. */
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { loadFile } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';

export function UploadFile({ draft, version, file }: { draft: string; version: number; file: string }) {
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
      <Failure title={words.failed} error={load.error} />
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
