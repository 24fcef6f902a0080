/** Files dragged from outside over the window and dropped on it; folders are walked. */
import { useEffect, useRef, useState } from 'react';

/** Calls back with the dropped files. Returns true while files are held over the window. */
export function useFileDrop(onDrop: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });

  useEffect(() => {
    let walk: ((event: Event) => Promise<unknown[]>) | null = null;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Otherwise the browser would open the file instead of the page.
      event.preventDefault();
      setOver(true);
    };
    const onDragEnter = (event: DragEvent) => {
      if (!carriesFiles(event) || walk) return;
      // The walker of folders is fetched while the files are still in the air.
      import('file-selector').then(
        ({ fromEvent }) => {
          walk = fromEvent;
        },
        () => {},
      );
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDropped = async (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      // Read before anything is awaited: afterwards the event is empty.
      const plain = [...(event.dataTransfer?.files ?? [])];
      const found = walk ? await walk(event) : plain;
      latest.current(found.filter((file) => file instanceof File));
    };
    const onDropEvent = (event: DragEvent) => void onDropped(event);

    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragenter', onDragEnter);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDropEvent);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragenter', onDragEnter);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDropEvent);
    };
  }, []);

  return over;
}
