/** What the figures are counted over, and how far they can be trusted for it. */
import { Button, Text } from '@mantine/core';
import type { TrendSummary } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';

interface BasisProps {
  basis: 'sample' | 'all';
  /** Absent while it is on its way: the room of the words is kept, so that nothing below moves when they come. */
  summary: TrendSummary | undefined;
  onChange: (basis: 'all' | undefined) => void;
}

export function Basis({ basis, summary, onChange }: BasisProps) {
  const { basis: texts } = useTrendTexts();
  const awaited = summary === undefined ? classes.awaited : undefined;
  const judged = judgedLine(texts, summary);
  if (basis === 'all') {
    return (
      <Notice tone="warn" role="status" title={texts.allTitle}>
        <p className={classes.muted}>{texts.all}</p>
        <p className={classes.muted}>
          <span className={awaited}>{judged}</span>
        </p>
        <Button size="compact-sm" variant="default" mt={6} onClick={() => onChange(undefined)}>
          {texts.showSample}
        </Button>
      </Notice>
    );
  }
  if (summary === undefined || summary.sampled > 0) {
    return (
      <Text className={classes.muted}>
        <span className={awaited}>
          {texts.sample(summary?.sampled ?? 0, summary?.calls ?? 0)} {judged}
        </span>
      </Text>
    );
  }
  if (summary.calls === 0) return null;
  return (
    <Notice tone="info" role="status" title={texts.emptyTitle}>
      <p className={classes.muted}>{texts.empty}</p>
      <Button size="compact-sm" mt={6} classNames={{ label: classes.wrapped }} h="auto" onClick={() => onChange('all')}>
        {texts.showAll}
      </Button>
    </Notice>
  );
}

type BasisTexts = ReturnType<typeof useTrendTexts>['basis'];

/** Whose word the figures are; before they are there the line as it would be if nobody had decided anything. */
function judgedLine(texts: BasisTexts, summary: TrendSummary | undefined): string {
  if (summary === undefined) return texts.people(0, 0);
  const { period, checked, calls, sampled } = summary;
  return period.judged === 'machine' ? texts.machine : texts.people(checked, period.basis === 'all' ? calls : sampled);
}
