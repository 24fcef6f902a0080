/** Judges the words of a call: every rule of part A, one finding for each place (sections 5.4.1, 5.6.1, 5.6.3, 5.6.5). */
import type { Call } from '../domain/call.ts';
import type { Finding, RuleName } from '../domain/finding.ts';
import type { Token } from '../language/tokens.ts';
import {
  isClientsTerm,
  isPoorlyHeard,
  looksLikeSurname,
  mayBeRetold,
  mayBeSurname,
  quotesClient,
  repeatsClient,
} from './certainty.ts';
import { neighbour } from './clause.ts';
import { findingOf, type Violation } from './finding-of.ts';
import { findCommands } from './imperative.ts';
import { findInformalAddress } from './informal-you.ts';
import { matchPhrases, type Scene, segmentsAfterHold } from './match.ts';
import { keepStrongest } from './overlap.ts';
import type { Rulebook } from './rulebook.ts';
import type { Candidates } from './word-type.ts';

/** The call's metadata that rules look at, with its segments. */
type JudgedCall = Pick<Call, 'segments' | 'direction'>;

/**
 * Findings in the operator's and the specialist's speech, sorted by segment and position.
 * The client's words are context only: they never yield a finding.
 * @param tokens `tokenizeCall(call, rulebook.aliases)`
 */
export function findBrokenRules(call: JudgedCall, tokens: readonly Token[], rulebook: Rulebook): Finding[] {
  const judged: Token[] = [];
  const clientTokens: Token[] = [];
  for (const token of tokens) {
    if (token.speaker === 'operator' || token.speaker === 'specialist') judged.push(token);
    else if (token.speaker === 'client') clientTokens.push(token);
  }
  const candidates = rulebook.candidatesIn(judged);
  const violations = [
    ...phraseViolations(call, judged, candidates, rulebook).filter(
      (violation) =>
        !(violation.rule === 'jargon' && isFamiliar(violation, judged, clientTokens, rulebook)) &&
        !pointsAtDiminutive(violation, judged, rulebook),
    ),
    ...diminutiveViolations(judged, candidates, rulebook),
    ...addressViolations(judged, candidates, rulebook).filter(
      ({ from, to }) => !quotesClient(judged, from, to, clientTokens),
    ),
  ];
  return keepStrongest(violations)
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
    .flatMap((violation) => {
      const doubt = doubtOf(violation, call, judged, clientTokens, rulebook);
      return findingOf(call, judged, violation, doubt) ?? [];
    });
}

function phraseViolations(
  call: JudgedCall,
  judged: readonly Token[],
  candidates: Candidates,
  rulebook: Rulebook,
): Violation[] {
  const scene: Scene = {
    direction: call.direction,
    firstUtterance: firstUtterance(judged),
    afterHold: segmentsAfterHold(call.segments),
    duration: call.segments.reduce((latest, { end }) => Math.max(latest, end), 0),
  };
  return matchPhrases(rulebook.phrases, judged, scene, candidates.starts).flatMap(
    ({ entry, from, to }): Violation[] => {
      const text = rulebook.ruleOf.get(entry);
      if (!text || judged[from]?.quoted) return [];
      let said = judged[from]?.norm ?? '';
      for (let i = from + 1; i <= to; i += 1) said += ` ${judged[i]?.norm ?? ''}`;
      return [
        {
          rule: text.rule,
          section: text.section,
          replacement: text.replacement,
          from,
          to,
          entry: entry.id,
          reason: `Сказано «${said}»${text.because}`,
          doubt: entry.certain === false ? 'запись только подсказывает, решает человек' : undefined,
        },
      ];
    },
  );
}

/** A term that the client used first, or that is explained at once: «ОДН – это …». */
function isFamiliar(
  { from, to }: Violation,
  judged: readonly Token[],
  clientTokens: readonly Token[],
  { contentLemmas }: Rulebook,
): boolean {
  const next = neighbour(judged, to, 1)?.norm;
  if (next === 'это' || (next === 'то' && neighbour(judged, to, 2)?.norm === 'есть')) return true;
  return isClientsTerm(judged.slice(from, to + 1), clientTokens, contentLemmas);
}

/** «Вот номерочек»: «вот» points at a thing, only that the dictionary does not know its affectionate name. */
function pointsAtDiminutive({ rule, from, to }: Violation, judged: readonly Token[], rulebook: Rulebook): boolean {
  const [here, next] = [judged[from], judged[to + 1]];
  if (rule !== 'filler' || here?.norm !== 'вот' || !next || next.part !== here.part) return false;
  const verdict = rulebook.diminutive(next.norm);
  if (verdict?.lemma !== next.norm) return false;
  return rulebook.morphology
    .readings(verdict.replacement)
    .some(({ known, tags }) => known && tags.has('NOUN') && tags.has('nomn'));
}

function diminutiveViolations(judged: readonly Token[], candidates: Candidates, rulebook: Rulebook): Violation[] {
  const text = rulebook.texts.get('diminutive');
  return candidates.diminutive.flatMap((i): Violation[] => {
    const token = judged[i];
    if (!token || token.quoted) return [];
    const verdict = rulebook.diminutive(token.norm);
    if (!verdict || isNamed(judged, i, rulebook)) return [];
    if (verdict.guessed && looksLikeSurname(judged, i, rulebook.morphology)) return [];
    return [
      {
        rule: 'diminutive',
        from: i,
        to: i,
        entry: verdict.entry,
        section: text?.section ?? '5.6.3',
        replacement: verdict.replacement,
        reason: verdict.reason,
        doubt: verdict.guessed ? 'слова нет в списке, его нашла модель' : undefined,
      },
    ];
  });
}

/** «Улица Ключик», «детский сад Солнышко»: a name, not a diminutive. */
function isNamed(judged: readonly Token[], i: number, { morphology, namingWords }: Rulebook): boolean {
  const before = judged[i - 1];
  if (!before || before.part !== judged[i]?.part) return false;
  // Abbreviations (ТСЖ, СНТ) have no reading of their own.
  if (namingWords.has(before.norm)) return true;
  return morphology.readings(before.norm).some(({ lemma, known }) => known && namingWords.has(lemma));
}

/** Commands and «ты»: a command in the singular is both. */
function addressViolations(judged: readonly Token[], candidates: Candidates, rulebook: Rulebook): Violation[] {
  const commands = findCommands(judged, rulebook.imperative, candidates.command);
  const advice = new Map(
    commands.length === 0
      ? []
      : matchPhrases(rulebook.commandAdvice, judged).map((match) => [match.from, match.entry] as const),
  );
  const command = rulebook.texts.get('imperative');
  const imperatives = commands
    .filter(({ excuse }) => excuse === undefined)
    .map(({ from, to, verb }): Violation => {
      const entry = advice.get(verb) ?? advice.get(from);
      return {
        rule: 'imperative',
        from,
        to,
        entry: entry?.id ?? 'command',
        section: entry?.section ?? command?.section ?? '5.6.3',
        replacement: entry?.replacement || command?.replacement || '',
        reason: `«${judged[verb]?.text ?? ''}»: повелительное наклонение, смягчения («пожалуйста», «будьте добры») рядом нет.`,
      };
    });
  const informal = rulebook.texts.get('informal_you');
  const addresses = findInformalAddress(judged, commands, rulebook.informal, candidates.informal).map(
    ({ from, to, kind }): Violation => ({
      rule: 'informal_you',
      from,
      to,
      entry: kind,
      section: informal?.section ?? '5.6.1',
      replacement: informal?.replacement ?? '',
      reason: `«${judged[to]?.text ?? ''}»: обращение на «ты», к клиенту обращаются только на «Вы».`,
    }),
  );
  return [...imperatives, ...addresses];
}

function doubtOf(
  violation: Violation,
  call: JudgedCall,
  judged: readonly Token[],
  clientTokens: readonly Token[],
  { morphology, contentLemmas, advisory }: Rulebook,
): string | undefined {
  if (advisory.size > 0 && (advisory.has(violation.rule) || advisory.has(`${violation.rule}/${violation.entry}`))) {
    return 'запись пока только подсказывает: люди слишком часто с ней не соглашались';
  }
  if (violation.doubt !== undefined) return violation.doubt;
  const words = judged.slice(violation.from, violation.to + 1);
  if (isPoorlyHeard(words)) return 'слова распознаны неуверенно';
  if (violation.rule === 'rude' && words.length === 1 && mayBeSurname(judged, violation.from, morphology))
    return 'это может быть фамилия';
  if (violation.rule === 'rude' && mayBeRetold(judged, violation.from)) return 'это может быть пересказ чужих слов';
  if (violation.rule === 'jargon') return 'подсказка: понимает ли клиент это слово, решает человек';
  if (violation.rule === 'banned_opener' && call.direction === undefined) return 'неизвестно, входящий ли это звонок';
  if (echoRules.has(violation.rule) && repeatsClient(words, clientTokens, contentLemmas)) {
    return 'слово мог только что сказать сам клиент';
  }
  return undefined;
}

const echoRules: ReadonlySet<RuleName> = new Set(['irritant']);

/** Segment of the operator's first utterance. */
function firstUtterance(judged: readonly Token[]): number | undefined {
  return judged.find(({ speaker }) => speaker === 'operator')?.segment;
}
