/** Which function decides which criterion: the compiler refuses a criterion of the standard without one. */
import type { CriterionId } from '../domain/criterion.ts';
import type { Decider } from './case.ts';
import { decideByFindings } from './decide-by-findings.ts';
import { decideFarewell, decideThanks, decideUnderstanding } from './decide-closing.ts';
import { decideEmpathy, decideNoArgument, decideNoExcuse, decideTerminationNotice } from './decide-conflict.ts';
import {
  decideDictationPauses,
  decideHoldAnnounced,
  decideHoldThanks,
  decideInvitation,
  decideTransferThanks,
} from './decide-hints.ts';
import {
  decideBannedOpener,
  decideCompany,
  decideName,
  decideOffer,
  decideRecordingNotice,
  decideSalutation,
  decideTimeOfDay,
} from './decide-opening.ts';
import {
  decideAccountCheck,
  decideCallback,
  decideDictationCheck,
  decideNameAddress,
  decideNoRedirect,
  decideRefusalAlternative,
  decideTransferAnnounced,
} from './decide-service.ts';
import { decideDeadAir, decideInterruption, decideLoudness, decideSpeechRate } from './decide-sound.ts';
import {
  decideAnswer,
  decideConnect,
  decideInformation,
  decideQueue,
  decideSearchHold,
  decideWrapUp,
} from './decide-time.ts';

const deciders: Readonly<Record<CriterionId, Decider>> = {
  'opener.banned': decideBannedOpener,
  'greeting.company': decideCompany,
  'greeting.name': decideName,
  'greeting.salutation': decideSalutation,
  'greeting.time_of_day': decideTimeOfDay,
  'greeting.offer': decideOffer,
  recording_notice: decideRecordingNotice,
  account_check: decideAccountCheck,
  name_address: decideNameAddress,
  'speech.diminutive': decideByFindings,
  'speech.filler': decideByFindings,
  'speech.irritant': decideByFindings,
  'speech.imperative': decideByFindings,
  'speech.informal_you': decideByFindings,
  'speech.ask_repeat': decideByFindings,
  'speech.rude': decideByFindings,
  'dictation.check': decideDictationCheck,
  'refusal.alternative': decideRefusalAlternative,
  'callback.promise': decideCallback,
  'transfer.announced': decideTransferAnnounced,
  'transfer.no_redirect': decideNoRedirect,
  understanding_check: decideUnderstanding,
  'closing.thanks': decideThanks,
  'closing.farewell': decideFarewell,
  'conflict.empathy': decideEmpathy,
  'conflict.no_argument': decideNoArgument,
  'termination.notice': decideTerminationNotice,
  'time.answer': decideAnswer,
  'time.queue': decideQueue,
  'time.search_hold': decideSearchHold,
  'time.information': decideInformation,
  'time.connect': decideConnect,
  'time.wrap_up': decideWrapUp,
  'sound.dead_air': decideDeadAir,
  'sound.interruption': decideInterruption,
  'sound.speech_rate': decideSpeechRate,
  'sound.loudness': decideLoudness,
};

/** Criteria of our own, which a scorecard may leave out. */
const furtherDeciders: Record<string, Decider> = {
  'closing.invitation': decideInvitation,
  'hold.thanks': decideHoldThanks,
  'hold.announced': decideHoldAnnounced,
  'transfer.thanks': decideTransferThanks,
  'dictation.pauses': decideDictationPauses,
  'conflict.no_excuse': decideNoExcuse,
};

/** The function for a line of a scorecard; a line of its own needs none when it counts the findings of rules. */
export function deciderOf(id: string, countsRules: boolean): Decider | null {
  if (Object.hasOwn(deciders, id)) return deciders[id as CriterionId];
  if (Object.hasOwn(furtherDeciders, id)) return furtherDeciders[id] ?? null;
  return countsRules ? decideByFindings : null;
}
