/** The door of scoring: one call, its words and its sound in; findings, criteria, measures and the score out. */
import {
  LexiconError,
  type LexiconFiles,
  type Lexicons,
  loadLexicons,
  loadScorecard,
  readLexiconTexts,
  readScorecard,
  type Scorecard,
  scorecardFile,
  soundLexicons,
} from '#lexicons';
import { KamertonError } from '#platform';
import { type CoursePhrases, compileCoursePhrases, phraseFinder, withoutSegments } from '../course/course-phrases.ts';
import { findNoise } from '../course/noise.ts';
import { readCourse } from '../course/read-course.ts';
import type { Call } from '../domain/call.ts';
import type { ScoredCall, Versions } from '../domain/scored-call.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import { loadMorphology } from '../language/morphology.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { findBrokenRules } from '../rules/find-broken-rules.ts';
import { loadRulebook, type Rulebook } from '../rules/rulebook.ts';
import { doubtAbsence } from './absent-words.ts';
import type { Case } from './case.ts';
import { checkScorecard } from './check-scorecard.ts';
import { deciderOf } from './deciders.ts';
import { measureCall, speechRates } from './measures.ts';
import { doubtOverlapped } from './overlapped-words.ts';
import { guessedCriterion, guessedFinding } from './uncertain-roles.ts';
import { notApplicable } from './verdict.ts';
import { scorecardEntries, unscored, weighCall, weighCriterion } from './weigh.ts';

/** Version of the judging code: it changes when the same words and lexicons may get another judgement. */
const engineVersion = '1.0.0';

/** Everything that judging needs, compiled once for any number of calls. */
export interface Judge {
  rulebook: Rulebook;
  phrases: CoursePhrases;
  scorecard: Scorecard;
  versions: Versions;
}

/** What a judge is made of, as data: it can be handed to another thread and be compared with another. */
export interface JudgeSource {
  lexicons: Lexicons;
  scorecard: Scorecard;
  versions: Versions;
}

/**
 * Reads lexicons and scorecard.
 * @param folder lexicons of another folder than the product's own
 * @throws KamertonError `bad_lexicon`: file, line and cause
 */
export function readJudgeSource(folder?: string): JudgeSource {
  return named(() => sourceOf(loadLexicons(folder), loadScorecard()));
}

/**
 * The same from texts that are kept in the store; without a scorecard among them by the program's own.
 * @throws KamertonError `bad_lexicon`: file, line and cause
 */
export function judgeSourceOf(files: LexiconFiles): JudgeSource {
  const card = files[scorecardFile];
  return named(() =>
    sourceOf(
      soundLexicons(readLexiconTexts(files)),
      card === undefined ? loadScorecard() : readScorecard(card, scorecardFile),
    ),
  );
}

function sourceOf(lexicons: Lexicons, scorecard: Scorecard): JudgeSource {
  checkScorecard(scorecard);
  const versions = { engine: engineVersion, lexicon: lexicons.version, scorecard: scorecard.version };
  return { lexicons, scorecard, versions };
}

/**
 * Compiles a judge.
 * @throws KamertonError `bad_lexicon`: file, line and cause
 */
export async function compileJudge({ lexicons, scorecard, versions }: JudgeSource): Promise<Judge> {
  const morphology = await loadMorphology();
  return named(() => ({
    rulebook: loadRulebook(lexicons, morphology),
    phrases: compileCoursePhrases(lexicons, morphology),
    scorecard,
    versions,
  }));
}

/**
 * The judge of the product's own lexicons and scorecard.
 * @throws KamertonError `bad_lexicon`: file, line and cause
 */
export const loadJudge = async (): Promise<Judge> => compileJudge(readJudgeSource());

function named<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LexiconError) throw new KamertonError('bad_lexicon', error.message, { cause: error });
    throw error;
  }
}

/**
 * Judges a call by the words of the operator and the specialist; the client's words are context, the machine's are not
 * judged. Pure: the same call, sound and judge give the same answer.
 * @param sound null when only a transcript is there: times then come from its segments
 */
export function judgeCall(recorded: Call, sound: SoundReport | null, judge: Judge): ScoredCall {
  const { rulebook, scorecard } = judge;
  const { settings } = scorecard;
  const everything = tokenizeCall(recorded, rulebook.aliases);
  const heard = phraseFinder(recorded, everything, judge.phrases);
  const noise = findNoise(recorded, everything, heard, sound);
  const call = withoutWords(recorded, noise);
  const tokens = noise.size === 0 ? everything : everything.filter(({ segment }) => !noise.has(segment));
  const course = readCourse(call, tokens, sound, withoutSegments(heard, noise), rulebook.morphology, {
    holdMin: settings.hold_min,
    interruption: { cut: settings.interruption_cut, any: settings.interruption_any },
  });
  const findings = doubtOverlapped(findBrokenRules(call, tokens, rulebook), tokens, course);
  const rates = speechRates(tokens, course, sound, settings.rate_min_speech);
  const operatorWords = tokens.filter(({ speaker }) => speaker === 'operator' || speaker === 'specialist').length;
  const situation: Case = { call, sound, course, findings, knownRules: rulebook.texts, operatorWords, rates, settings };
  const inConflict = course.conflict.from !== null;
  const guessed = call.roles_uncertain === true;
  const criteria = scorecardEntries(scorecard).map((entry) => {
    const decide = deciderOf(entry.id, 'rules' in entry && entry.rules !== undefined);
    const verdict = decide?.(situation, entry) ?? notApplicable('Критерий программа решать не умеет.');
    const criterion = doubtAbsence(weighCriterion(entry, verdict, inConflict), call, tokens, course);
    return guessed ? guessedCriterion(criterion) : criterion;
  });
  return {
    id: call.id,
    ...(guessed ? unscored : weighCall(criteria)),
    findings: guessed ? findings.map(guessedFinding) : findings,
    criteria,
    measures: measureCall(call, course, sound, rates, settings.dead_air),
    versions: judge.versions,
  };
}

/** The call with the given segments emptied: places of the others stay what they are. */
function withoutWords(call: Call, segments: ReadonlySet<number>): Call {
  if (segments.size === 0) return call;
  return {
    ...call,
    segments: call.segments.map((segment, i) => (segments.has(i) ? { ...segment, text: '', words: [] } : segment)),
  };
}
