/** The page's queue of uploads, for the button, the drop zone and the panel. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { keepInTab, keptInTab } from '../../access/kept-text.ts';
import { useSession } from '../../access/session.ts';
import { callProgress } from '../../api/call-progress.ts';
import { callListsKey, callsNow } from '../../api/list-calls.ts';
import { readUploads, writeUploads } from './kept-uploads.ts';
import { createUploads, summarize, type Upload, type Uploads } from './uploads.ts';

const UploadsContext = createContext<Uploads<File> | null>(null);

export function UploadsProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { user } = useSession();
  const name = `uploads.${user.id}`;
  const [uploads] = useState(() =>
    createUploads<File>(
      // The protocol is fetched with the first file.
      async (...sending) => (await import('../../api/upload-call.ts')).uploadCall(user.id, ...sending),
      () => void queries.invalidateQueries({ queryKey: callListsKey }),
      readUploads(keptInTab(name)),
    ),
  );
  useEffect(() => {
    const keep = () => keepInTab(name, writeUploads(uploads.list()));
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [uploads, name]);
  // Calls that came in before the page was loaded anew: the websocket tells only what changes from now on.
  useEffect(() => {
    const ids = uploads.list().flatMap(({ callId }) => callId ?? []);
    for (let at = 0; at < ids.length; at += 200) {
      // Without an answer the rows show less; the list of calls says what is wrong.
      void callsNow(ids.slice(at, at + 200)).then(
        (calls) => {
          for (const { id, state, stage } of calls) {
            queries.setQueryData(callProgress(id).queryKey, (known) => known ?? { id, state, stage, percent: 0 });
          }
        },
        () => {},
      );
    }
  }, [uploads, queries]);
  useEffect(() => {
    // Closing the page would lose what is on its way: the browser asks first.
    const warn = (event: BeforeUnloadEvent) => {
      if (summarize(uploads.list()).open > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [uploads]);
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads<File> {
  const uploads = useContext(UploadsContext);
  if (uploads === null) throw new Error('useUploads outside of UploadsProvider');
  return uploads;
}

export function useUploadList(): readonly Upload<File>[] {
  const uploads = useUploads();
  return useSyncExternalStore(uploads.subscribe, uploads.list);
}
