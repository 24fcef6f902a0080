/** The panel of uploads in the corner: fetched with the first file. */
import { lazy, Suspense } from 'react';
import { useUploadList } from './uploads-context.tsx';

const UploadList = lazy(async () => ({ default: (await import('./upload-list.tsx')).UploadList }));

export function UploadPanel() {
  if (useUploadList().length === 0) return null;
  return (
    <Suspense>
      <UploadList />
    </Suspense>
  );
}
