/** Words recognised while both sides spoke: the recogniser may have taken the other voice for them. */
import type { Course } from '../course/read-course.ts';
import type { Finding } from '../domain/finding.ts';
import { intersectIntervals, totalLength } from '../domain/interval.ts';
import type { Token } from '../language/tokens.ts';

/** A finding is doubtful when this share of its time lies under the client's speech. */
const overlappedShare = 0.5;

/**
 * Findings in words that a recogniser heard under the client's speech are shown and not counted. A transcript whose words
 * carry no probability was written by people or comes with its own guarantees: it is taken at its word.
 */
export function doubtOverlapped(
  findings: readonly Finding[],
  tokens: readonly Token[],
  { timeline }: Course,
): Finding[] {
  return findings.map((finding) => {
    const { start, end } = finding;
    if (!finding.certain || end <= start) return finding;
    const shared = totalLength(intersectIntervals([{ start, end }], timeline.client));
    if (shared < overlappedShare * (end - start) || !isRecognised(finding, tokens)) return finding;
    const reason = `${finding.reason} Не уверены: слова звучат одновременно с речью клиента.`;
    return { ...finding, certain: false, reason };
  });
}

const isRecognised = ({ segment, start, end }: Finding, tokens: readonly Token[]): boolean =>
  tokens.some(
    (token) => token.segment === segment && token.confidence !== null && token.start < end && token.end > start,
  );
