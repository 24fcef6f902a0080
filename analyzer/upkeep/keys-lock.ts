/** Keys stand still while a backup is made: one that holds what an older key sealed must hold that key, or name it. */
import { join } from 'node:path';
import { type FolderLock, lockFolder } from '../platform/index.ts';

/** @throws KamertonError `conflict` while keys are being changed or a backup is being made */
export const holdKeys = (dataFolder: string): Promise<FolderLock> =>
  lockFolder(
    join(dataFolder, 'run', 'keys.lock'),
    'сейчас меняются ключи или делается резервная копия; дождитесь конца и повторите',
  );
