/** The page's queue of uploads, for the button, the drop zone and the panel. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { callListsKey } from '../../api/list-calls.ts';
import { uploadCall } from '../../api/upload-call.ts';
import { createUploads, summarize, type Upload, type Uploads } from './uploads.ts';

const UploadsContext = createContext<Uploads<File> | null>(null);

export function UploadsProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [uploads] = useState(() =>
    createUploads<File>(uploadCall, () => void queries.invalidateQueries({ queryKey: callListsKey })),
  );
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
