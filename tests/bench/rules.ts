/** Calls a second that the speech rules judge, cold and warm, beside a plain `includes` loop over the same words. */

import { loadLexicons } from '#lexicons';
import type { Call } from '../../analyzer/domain/call.ts';
import { loadMorphology } from '../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../analyzer/language/tokens.ts';
import { findBrokenRules } from '../../analyzer/rules/find-broken-rules.ts';
import { loadRulebook } from '../../analyzer/rules/rulebook.ts';

/** Words of a generated call: the average of the language notes (section 8). */
const wordsPerCall = 391;
const callCount = 2000;

const phrases = [
  'здравствуйте чем могу вам помочь',
  'назовите пожалуйста номер лицевого счета и адрес',
  'минуту пожалуйста открываю начисления за прошлый месяц',
  'вы должны передать показания до двадцать пятого числа',
  'ну вот смотрите здесь указана сумма к оплате',
  'секундочку сейчас посмотрю вашу квитанцию',
  'на самом деле перерасчет выполнен в марте',
  'если оплатите до десятого числа пени не начислят',
  'в общем доме установлен счетчик этого типа',
  'перезвоните завтра специалист будет на месте',
  'спасибо за ваш звонок всего доброго до свидания',
  'почему мне пришла такая большая сумма за горячую воду',
  'управляющая компания должна ответить вам письменно в течение месяца',
  'по вашему адресу числится переплата сто двадцать рублей',
  'прибор учета поверен до ноября следующего года',
];

/** A small reproducible generator of pseudo-random numbers in 0…1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function makeCalls(): Pick<Call, 'segments' | 'direction'>[] {
  const random = generator(7);
  return Array.from({ length: callCount }, () => {
    const segments: Call['segments'] = [];
    for (let words = 0, t = 0; words < wordsPerCall; t += 4) {
      const text = phrases[Math.floor(random() * phrases.length)] ?? '';
      segments.push({ speaker: segments.length % 2 ? 'client' : 'operator', start: t, end: t + 3.5, text });
      words += text.split(' ').length;
    }
    return { direction: 'incoming', segments };
  });
}

const clock = () => process.cpuUsage().user / 1e6;
function timed(title: string, count: number, run: () => void): void {
  const from = clock();
  run();
  const seconds = clock() - from;
  console.log(`${title.padEnd(44)} ${Math.round(count / seconds)} calls/s  (${(seconds * 1000).toFixed(0)} ms CPU)`);
}

const megabytes = () => process.memoryUsage().rss / 2 ** 20;

const morphology = await loadMorphology();
const loadFrom = clock();
const lexicons = loadLexicons();
const rulebook = loadRulebook(lexicons, morphology);
console.log(`lexicons and rulebook loaded in ${((clock() - loadFrom) * 1000).toFixed(0)} ms CPU`);
console.log(`resident memory with the rulebook ${megabytes().toFixed(0)} MB`);

const calls = makeCalls();
const judge = (call: (typeof calls)[number]) => findBrokenRules(call, tokenizeCall(call, rulebook.aliases), rulebook);
timed('cold: tokens and rules, first pass', calls.length, () => calls.forEach(judge));
timed('warm: tokens and rules', calls.length, () => calls.forEach(judge));
// Few calls at a time hold their tokens: two thousand would measure the garbage collector.
const tokenized = calls.slice(0, 200).map((call) => ({ call, tokens: tokenizeCall(call, rulebook.aliases) }));
const rounds = 50;
timed('warm: rules on ready tokens', tokenized.length * rounds, () => {
  for (let round = 0; round < rounds; round += 1) {
    for (const { call, tokens } of tokenized) findBrokenRules(call, tokens, rulebook);
  }
});
const words = [
  ...lexicons.diminutives.map(({ lemma }) => lemma),
  ...lexicons.rules.flatMap(({ entries }) => entries.flatMap(({ pattern }) => pattern)),
];
let hits = 0;
timed(`plain includes over ${words.length} words`, tokenized.length, () => {
  for (const { call } of tokenized) {
    const text = call.segments.map((segment) => segment.text).join(' ');
    for (const word of words) if (text.includes(word)) hits += 1;
  }
});
console.log(`resident memory at the end ${megabytes().toFixed(0)} MB, ${hits} plain hits`);
