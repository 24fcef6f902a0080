/** The English words of the review desk. */
import { number } from './en-counts.ts';
import { enQueue } from './en-queue.ts';
import { pluralEn } from './plural.ts';
import type { ReviewTexts } from './ru-review.ts';

export const enReview: ReviewTexts = {
  hotkeys: {
    confirm: 'Confirm the finding',
    dismiss: 'Dismiss the finding: list of reasons, 1–9 picks',
    changeRange: 'Change the range of the finding',
    addMissed: 'Add a missed fault',
    comment: 'Comment on this place',
    undo: 'Undo the decision (10 seconds)',
    submit: 'Finish the review and open the next call',
    nextCall: 'Next call of the queue',
    previousCall: 'Back to the previous one',
  },

  decision: {
    confirm: 'Confirm',
    dismiss: 'Dismiss…',
    range: 'Range…',
    selectFirst: 'Select a finding first: press N or click it',
    notYet: 'The review is still loading, try again in a second',
    states: { confirmed: 'Confirmed', dismissed: 'Dismissed' },
    by: (name, when) => `${name}, ${when}`,
    you: 'You',
    person: 'added by a person',
    moved: 'range changed',
    counted: 'counts in the score',
    waiting: (count) =>
      `${number(count)} ${pluralEn(count, 'decision waits', 'decisions wait')} for the connection and will be sent by itself`,
    undo: 'Undo',
    undoText: {
      confirm: 'The finding is confirmed.',
      dismiss: 'The finding is dismissed.',
      change_range: 'The range is changed.',
      add: 'The fault is added.',
      reopen: 'The decision is taken back.',
    },
    conflictTitle: 'The decision is not saved',
    closeNotice: 'OK',
    orphans: 'Decisions without a finding',
    orphansHint: 'Re-scoring has removed these findings; they do not affect the score.',
    disputes: { open: 'the operator disagrees', accepted: 'dispute accepted', rejected: 'dispute rejected' },
  },

  dispute: {
    open: 'I disagree…',
    title: 'Why is this not a fault?',
    label: 'Your words to the supervisor',
    hint: 'Three letters at least. The supervisor will hear this moment and answer.',
    until: (when: string) => `You may disagree until ${when}.`,
    over: (when: string) => `The time to disagree ended on ${when}.`,
    send: 'Send the dispute',
    sent: 'Sent to the supervisor',
    failed: 'Not sent',
    own: 'You:',
    operator: 'Operator:',
    answer: (name: string) => `${name}:`,
    decide: 'Decide the dispute',
  },

  acknowledge: {
    button: 'I have read it',
    hint: 'You have seen the score of this call',
    done: (when: string) => `You have read it: ${when}`,
    byOperator: (when: string) => `read by the operator: ${when}`,
    failed: 'Not noted',
  },

  coach: {
    pick: 'Into the note',
    picked: 'In the note',
    bar: (count: number) => `In the note: ${number(count)} ${pluralEn(count, 'moment', 'moments')}`,
    write: 'Write the note',
  },

  dismiss: {
    title: 'Why is this not a fault?',
    hint: 'Press a digit or choose a reason',
    reasons: {
      misheard: 'Misrecognised: something else was said',
      wrong_speaker: 'It was not the operator who said it',
      quoted: 'Somebody else’s words: a quote, a title, repeating the client',
      allowed: 'The standard allows it here',
      wrong_entry: 'The lexicon entry catches too much',
      dispute_accepted: 'The operator’s dispute was accepted',
      other: 'Another reason',
    },
    text: 'Which reason?',
    textHint: 'At least three letters',
    save: 'Dismiss the finding',
  },

  words: {
    rangeTitle: 'Range of the finding',
    addTitle: 'A missed fault',
    hint: 'Press the first word, then the last.',
    list: 'Words of the segment',
    chosen: (quote) => `Chosen: “${quote}”`,
    none: 'Nothing is chosen',
    rule: 'Which rule is broken',
    ruleHint: 'Choose a rule',
    save: 'Save',
    noWords: 'The words of this segment have no times: the range cannot be changed.',
    noOperator: 'Only words of the operator or a specialist can be a fault: choose such a segment.',
    add: 'Add a fault',
    addSelected: 'Mark as a fault',
  },

  tabs: { comments: 'Comments', history: 'History' },

  comments: {
    add: (time) => `Comment at ${time}`,
    placeholder: 'What matters here?',
    save: 'Add',
    saveHint: 'Ctrl+Enter adds. The draft is kept in this browser.',
    list: 'Comments',
    none: 'No comments yet. The key C adds one at the place where the recording stands.',
    play: (time) => `Play from ${time}`,
    pin: (time, text) => `${time}: comment “${text}”`,
    edit: 'Change',
    remove: 'Delete',
    editLabel: 'Change the comment',
    edited: 'changed',
    failed: 'The comment is not saved',
    readOnly: 'No comments yet.',
    waiting: 'The comment is waiting for the connection and will be sent by itself',
  },

  history: {
    none: 'Nobody has done anything with this call yet.',
    label: 'History of the review',
    kinds: {
      confirm: 'confirmed',
      dismiss: 'dismissed',
      change_range: 'range changed',
      add: 'fault added',
      reopen: 'decision taken back',
    },
    finding: (what) => `Finding ${what}`,
    unknown: 'that is gone',
    criterion: (what) => `Criterion “${what}”`,
    machine: 'back to the program’s answer',
    submitted: 'Review finished',
    acknowledged: 'The operator has read it',
    channels_swapped: 'Channels swapped',
  },

  answer: {
    label: (criterion) => `Your answer: ${criterion}`,
    machine: 'auto',
    change: (before, who, now) => `auto: ${before} → ${who}: ${now}`,
    byDecisions: (before, now) => `auto: ${before} → with the decisions: ${now}`,
    keep: 'As the program decided',
    total: (before) => `The program’s score: ${before}`,
    noTotal: 'no score',
    failed: 'The answer is not saved',
    waiting: 'is waiting for the connection and will be sent by itself',
    noEvidence: 'no place in the recording: see the reason',
  },

  finish: {
    button: 'Finish and go on',
    last: 'Finish the review',
    done: (name, when) => `Review finished: ${name}, ${when}`,
    noMore: 'There are no free calls left in the queue',
    failed: 'The review is not finished',
    waiting: (count) =>
      count === 0
        ? 'Everything is decided'
        : `${number(count)} ${pluralEn(count, 'finding waits', 'findings wait')} for a decision`,
    holder: 'This call is being reviewed',
    swap: 'Swap the channels',
    swapTitle: 'Swap the channels?',
    swapText:
      'The operator becomes the client and the client the operator. The call will be scored again; the log will record it.',
    swapDo: 'Swap',
    swapped: 'The channels are swapped. The call is being scored again.',
    swapFailed: 'The channels are not swapped',
    unknownFlag: 'This call has no such finding as the link names.',
  },

  queue: enQueue,

  session: {
    title: 'The session has ended',
    text: 'Sign in again: the page, drafts and decisions stay where they are.',
    other: 'Sign in as somebody else',
  },
};
