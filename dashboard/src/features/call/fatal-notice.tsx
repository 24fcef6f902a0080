/** Says plainly why the score is 0, where a fatal criterion failed. */
import type { CallAnalysis } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';

export function FatalNotice({ analysis }: { analysis: CallAnalysis }) {
  const { call } = useTexts();
  const titles = analysis.criteria.filter(({ id }) => analysis.fatal.includes(id)).map(({ title }) => title);
  if (titles.length === 0) return null;
  return <Notice tone="bad" band title={call.fatal(titles)} />;
}
