/** Which finding is selected, how one steps to the next, and the one that the address names. */
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ShownFinding } from '../../api/shapes.ts';
import { useSteady } from '../../components/use-steady.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { leadSeconds, stepFinding } from '../../player/finding-steps.ts';
import { usePlayback } from '../../player/playback-context.tsx';

const route = getRouteApi('/calls/$id');

/** `ready` once the findings carry their ids. */
export function useSelectedFinding(findings: readonly ShownFinding[], ready: boolean) {
  const { player } = useTexts();
  const { finish } = useReviewTexts();
  const playback = usePlayback();
  const { t, flag } = route.useSearch();
  const [chosen, setChosen] = useState<{ position: number; id: string | null } | null>(null);
  // A finding that was moved or added changes the places of the others; its id stays.
  const byId = chosen?.id ? findings.findIndex(({ id }) => id === chosen.id) : -1;
  const position = byId !== -1 ? byId : (chosen?.position ?? null);
  const selected = position !== null && findings[position] ? position : null;

  const opened = useRef<string | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address, when the ids are there.
  useEffect(() => {
    if (!ready || flag === undefined || opened.current === flag) return;
    opened.current = flag;
    const at = findings.findIndex(({ id }) => id === flag);
    const finding = findings[at];
    if (!finding) return void notifications.show({ color: 'yellow', message: finish.unknownFlag });
    setChosen({ position: at, id: flag });
    if (t === undefined) playback.seek(Math.max(0, finding.start - leadSeconds));
  }, [ready, flag]);

  const select = useSteady((at: number) => {
    const finding = findings[at];
    if (!finding) return;
    setChosen({ position: at, id: finding.id });
    playback.playFrom(finding.start - leadSeconds);
  });
  const step = useSteady((direction: 1 | -1) => {
    const next = stepFinding(findings, selected, playback.place().time, direction);
    if (next !== null) return select(next);
    notifications.show({
      message: direction === 1 ? player.noMoreFindings : player.noEarlierFindings,
      autoClose: 2500,
    });
  });
  return { selected, finding: selected === null ? null : (findings[selected] ?? null), select, step };
}
