/** «Нарушения»: every finding with its words, its section of the standard, the better phrase and the reason. */
import { Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { CallReview, ShownFinding } from '../../api/shapes.ts';
import { sentence } from '../../components/error-line.ts';
import { PageMessage } from '../../components/page-message.tsx';
import { Tone } from '../../components/tone.tsx';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { keepFocus } from '../../player/keep-focus.ts';
import { type FindingActions, FindingDecision } from './finding-actions.tsx';
import { Orphans } from './orphans.tsx';
import classes from './panels.module.css';
import { isDismissed } from './shown-findings.ts';

interface FindingsPanelProps {
  /** In time order. */
  findings: readonly ShownFinding[];
  selected: number | null;
  onSelect: (position: number) => void;
  actions: FindingActions;
  /** Decisions whose finding is gone. */
  orphans: CallReview['orphans'];
}

export function FindingsPanel({ findings, selected, onSelect, actions, orphans }: FindingsPanelProps) {
  const { findings: words } = useTexts();
  if (findings.length === 0) {
    return (
      <>
        <PageMessage icon={<IconCircleCheck />} title={words.none}>
          {words.noneHint}
        </PageMessage>
        <Orphans orphans={orphans} />
      </>
    );
  }
  const left = findings.filter((finding) => !isDismissed(finding));
  const certain = left.filter((finding) => finding.certain).length;
  const unsure = left.length - certain;
  return (
    <>
      <div className={classes.panelHead}>
        <Text fw={600}>{words.count(certain)}</Text>
        {unsure > 0 && (
          <Tone tone="warn" icon={<IconHelpCircle size={15} aria-hidden />} title={words.unsureHint}>
            {words.unsureCount(unsure)}
          </Tone>
        )}
      </div>
      <ol className={classes.list} aria-label={words.label}>
        {findings.map((finding, position) => (
          <FindingCard
            key={finding.id ?? position}
            finding={finding}
            position={position}
            selected={position === selected}
            onSelect={onSelect}
            actions={actions}
          />
        ))}
      </ol>
      <Orphans orphans={orphans} />
    </>
  );
}

interface FindingCardProps {
  finding: ShownFinding;
  /** In the list. */
  position: number;
  selected: boolean;
  onSelect: (position: number) => void;
  actions: FindingActions;
}

/** Drawn again only when its own finding has changed or is chosen: each has a row of buttons. */
const FindingCard = memo(function FindingCard({ finding, position, selected, onSelect, actions }: FindingCardProps) {
  const { rules, findings: words } = useTexts();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const dismissed = isDismissed(finding);
  const Icon = dismissed ? IconCircleX : finding.certain ? IconAlertTriangleFilled : IconHelpCircle;
  const rule = finding.certain ? rules[finding.rule] : words.question(rules[finding.rule]);
  return (
    <li
      ref={card}
      className={classes.card}
      data-selected={selected}
      data-unsure={!finding.certain}
      data-dismissed={dismissed}
    >
      <div className={classes.cardHead}>
        <Icon size={15} aria-hidden className={classes.cardIcon} />
        <button
          type="button"
          className={classes.cardButton}
          aria-label={words.play(rule, finding.text, clock(finding.start))}
          onMouseDown={keepFocus}
          onClick={() => onSelect(position)}
        >
          {rule}
        </button>
        {finding.section !== '' && (
          <Text span size="sm" className={classes.muted} title={words.sectionLong(finding.section)}>
            {words.section(finding.section)}
          </Text>
        )}
        <span className={classes.cardTime}>{clock(finding.start)}</span>
      </div>
      <p className={classes.quote}>«{finding.text}»</p>
      {finding.replacement !== '' && (
        <p className={classes.better}>
          <span className={classes.muted}>{finding.certain ? words.better : words.betterIf}</span> {finding.replacement}
        </p>
      )}
      {finding.reason !== '' && <p className={classes.reason}>{sentence(finding.reason)}</p>}
      {(!finding.certain || finding.speaker === 'specialist') && (
        <div className={classes.tags}>
          {!finding.certain && (
            <Tone tone="warn" icon={<IconHelpCircle size={15} aria-hidden />} title={words.unsureHint}>
              {words.unsure}
            </Tone>
          )}
          {finding.speaker === 'specialist' && <Tone tone="neutral">{words.speaker}</Tone>}
        </div>
      )}
      <FindingDecision finding={finding} actions={actions} />
    </li>
  );
});
