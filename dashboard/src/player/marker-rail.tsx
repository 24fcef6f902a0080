/** The rail above the wave form with a button for every finding (or group of close ones). */
import { useElementSize } from '@mantine/hooks';
import { IconAlertTriangleFilled, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { ShownFinding } from '../api/shapes.ts';
import { clock } from '../i18n/format.ts';
import { useTexts } from '../i18n/language.tsx';
import { keepFocus } from './keep-focus.ts';
import { placeMarkers } from './markers.ts';
import classes from './player.module.css';

/** Room for a marker with its count. */
const markerPx = 38;

interface MarkerRailProps {
  /** In time order. */
  findings: readonly ShownFinding[];
  duration: number;
  selected: number | null;
  onSelect: (position: number) => void;
}

export function MarkerRail({ findings, duration, selected, onSelect }: MarkerRailProps) {
  const texts = useTexts();
  const { ref, width } = useElementSize();
  const markers = placeMarkers(
    findings.map(({ start }) => start),
    duration,
    width,
    markerPx,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div ref={ref} className={classes.rail} role="group" aria-label={texts.player.markers}>
      {markers.map(({ at, findings: [first = 0, ...others] }) => {
        const finding = findings[first];
        if (!finding) return null;
        // A group with one fault in it is shown as a fault, one of questions only as a question.
        const certain = [first, ...others].some((position) => findings[position]?.certain);
        const dismissed = [first, ...others].every((position) => findings[position]?.review?.verdict === 'dismissed');
        const Icon = dismissed ? IconCircleX : certain ? IconAlertTriangleFilled : IconHelpCircle;
        const rule = texts.rules[finding.rule];
        const what = `${finding.certain ? rule : texts.findings.question(rule)} «${finding.text}»`;
        const more = others.length > 0 ? texts.player.markerMore(others.length) : '';
        const label = texts.player.marker(clock(finding.start), `${what} ${more}`.trim());
        const chosen = selected !== null && (selected === first || others.includes(selected));
        return (
          <button
            key={first}
            type="button"
            className={classes.marker}
            style={{ left: `${at * 100}%` }}
            data-selected={chosen}
            data-unsure={!certain}
            data-dismissed={dismissed}
            // The list of findings leads the keyboard to the same places; N steps through them.
            tabIndex={-1}
            aria-label={label}
            title={label}
            onMouseDown={keepFocus}
            onClick={() => onSelect(first)}
          >
            <Icon size={14} aria-hidden />
            {more !== '' && <span className={classes.markerCount}>{more}</span>}
          </button>
        );
      })}
    </div>
  );
}
