/** Why what was asked has failed, once it has: one line that is read out at once. */
import { useTexts } from '../i18n/language.tsx';
import { errorLine } from './error-line.ts';
import { Notice } from './notice.tsx';

interface FailureProps {
  /** What did not work; absent where the line alone says it. */
  title?: string;
  /** Null: nothing has failed, nothing is shown. */
  error: unknown;
}

export function Failure({ title, error }: FailureProps) {
  const texts = useTexts();
  if (error === null || error === undefined) return null;
  return (
    <Notice tone="bad" role="alert" {...(title === undefined ? {} : { title })}>
      {errorLine(error, texts)}
    </Notice>
  );
}
