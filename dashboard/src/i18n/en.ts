/** Every word of the interface in English. */
import { enAccounts } from './en-accounts.ts';
import { enCall } from './en-call.ts';
import { enProtection } from './en-protection.ts';
import { pluralEn } from './plural.ts';
import type { Texts } from './ru.ts';

const number = (count: number) => count.toLocaleString('en');

export const en: Texts = {
  product: 'Kamerton',
  tagline: 'Call quality assurance',
  skipToContent: 'Skip to content',
  navigation: 'Sections',
  calls: 'Calls',
  myCalls: 'List of my calls',
  ownPage: 'My calls',
  callList: 'List',
  disputes: 'Disputes',
  coaching: 'Coaching',
  notices: {
    title: 'Notifications',
    unread: (count: number) => (count === 0 ? 'Notifications: nothing new' : `Notifications: ${number(count)} new`),
  },
  queue: 'Queue',
  health: 'System health',
  healthShort: 'Health',
  loading: 'Loading…',
  retry: 'Retry',
  tryAgain: 'Try again',
  close: 'Close',
  cancel: 'Cancel',

  signIn: {
    title: 'Sign in',
    login: 'Login',
    password: 'Password',
    submit: 'Sign in',
    showPassword: 'Show or hide the password',
    required: 'Please fill in this field',
    failed: 'Wrong login or password',
    expired: 'Your session has ended. Sign in again: the same page will open.',
    signOn: (name: string) => `Sign in: ${name}`,
    refused: {
      not_signed_in: 'Single sign-on did not work. Please start again.',
      forbidden: 'None of your groups has a role. Please ask the administrator.',
      other: 'The sign-on service does not answer. Use your password or try later.',
    },
  },

  user: {
    menu: 'User menu:',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'As in the system',
    language: 'Language',
    hotkeys: 'Keyboard shortcuts',
    on: 'On',
    off: 'Off',
    signOut: 'Sign out',
    signOutFailed: 'Could not sign out',
  },
  roles: {
    operator: 'Operator',
    supervisor: 'Supervisor',
    trainer: 'Trainer',
    manager: 'Manager',
    administrator: 'Administrator',
  },

  live: {
    lost: 'The connection to the server is lost, the page may lag behind. Reconnecting…',
  },

  errors: {
    title: 'Could not load',
    offline: 'The server does not answer. Check the network and try again.',
    forbidden: 'Your role has no right to do this.',
    tooMany: 'Too many requests. Wait a minute.',
    unknown: 'The server answered with an error. Try again; if it happens again, tell the administrator.',
    crashed: 'Something went wrong on this page',
    crashedHint: 'Reload the page. If it happens again, tell the administrator.',
    reload: 'Reload the page',
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address is mistyped, the recording was deleted, or you have no access to it.',
    back: 'To the list of calls',
  },
  noRights: {
    title: 'No access',
    text: 'This section is closed for your role. If you need it for your work, ask the administrator.',
  },

  state: {
    waiting: 'In the queue',
    processing: 'Processing',
    no_model: 'No speech model',
    done: 'Done',
    refused: 'Refused',
    failed: 'Failed',
  },
  stage: {
    check: 'Checking the file',
    sound: 'Analysing the sound',
    recognize: 'Recognising speech',
    judge: 'Scoring by the standard',
    store: 'Saving',
  },
  stageProgress: (stage, percent) => `${stage}, ${percent}%`,

  list: {
    total: (count) => `${number(count)} ${pluralEn(count, 'call', 'calls')}`,
    caption: 'List of calls, newest first',
    columnsMenu: 'Columns',
    zone: (zone: string) => `time zone: ${zone}`,
    columns: {
      state: 'State',
      call: 'Call',
      operator: 'Operator',
      duration: 'Length',
      score: 'Score',
      findings: 'Findings',
      unsure: 'Not sure',
      actions: 'Actions',
    },
    unknownOperator: 'unknown',
    received: 'received',
    incoming: 'Incoming',
    outgoing: 'Outgoing',
    transcriptOnly: 'No recording: transcript only',
    score: (score) => `Score ${score} of 100`,
    fatal: 'Fatal fault',
    noScore: 'No score: no criterion applies',
    findings: (count) => `${number(count)} ${pluralEn(count, 'finding', 'findings')}`,
    unsure: (count) => `${number(count)} ${pluralEn(count, 'finding waits', 'findings wait')} for a person`,
    none: '–',
    more: 'Show more',
    shown: (shown, total) => `Shown ${number(shown)} of ${number(total)}`,
    retryFailed: 'Could not start again',
    retryOf: (call) => `Process again: ${call}`,
    inProgress: (count) =>
      count === 0
        ? 'All calls are processed'
        : `${number(count)} ${pluralEn(count, 'call is', 'calls are')} being processed`,
  },
  exports: {
    button: 'Export',
    formats: { csv: 'CSV table', xlsx: 'Excel workbook (XLSX)' },
    print: 'Print or PDF',
  },

  filters: {
    label: 'Filter calls',
    state: 'State',
    anyState: 'Any',
    operator: 'Operator',
    anyOperator: 'Any',
    reset: 'Reset filters',
    broken: (names) => `The address of the page has values that make no sense (${names}): they were left out.`,
    names: { hide: 'columns', state: 'state', operator: 'operator', t: 'time' },
  },
  empty: {
    noneTitle: 'No calls yet',
    noneUpload: 'Drag recordings onto this page or press “Upload recordings”.',
    noneWait: 'They will appear here as soon as they are uploaded.',
    noneOwn: 'Your conversations will appear here once they are processed.',
    noMatchTitle: 'Nothing found',
    noMatch: 'No call matches the filter.',
  },

  upload: {
    button: 'Upload recordings',
    title: 'Uploading recordings',
    drop: 'Drop the files to upload them',
    hint: 'Recordings: WAV, MP3, OGG, Opus, FLAC, M4A and others. A transcript with the same name may come along: .json, .vtt or .srt.',
    withTranscript: 'with a transcript',
    transcriptOnly: 'transcript only',
    waiting: 'waits to be sent',
    sending: (percent) => `${percent}%`,
    checking: 'checked by the server',
    accepted: 'accepted',
    duplicate: 'already here',
    cancelled: 'cancelled',
    open: 'Open',
    duplicates: (count: number) => `already here: ${number(count)}`,
    interrupted: 'not sent: the page was reloaded, choose the file again',
    interruptedCount: (count: number) => `not sent: ${number(count)}`,
    retryFailed: 'Retry the failed ones',
    total: 'Sending all files',
    cancelOf: (name) => `Cancel the upload: ${name}`,
    retryOf: (name) => `Upload again: ${name}`,
    progressOf: (name) => `Sending ${name}`,
    clear: 'Remove finished',
    summary: (done, total) => `Uploaded ${number(done)} of ${number(total)} ${pluralEn(total, 'file', 'files')}`,
    failed: (count) => `failed: ${number(count)}`,
    collapse: 'Collapse',
    expand: 'Expand',
    tooLarge: 'the file is too large',
  },

  healthPage: {
    allWell: 'Everything works',
    degraded: 'Something is wrong',
    version: (version) => `Version ${version}`,
    updated: 'Refreshes itself every 15 seconds',
    well: 'Works',
    broken: 'Does not work',
    parts: {
      store: 'Store of results (ClickHouse)',
      queue: 'Job queue (Redis)',
      state: 'State database',
      recogniser: 'Speech recognition',
      ffmpeg: 'Sound decoder (ffmpeg)',
      disk: 'Disk space',
    },
    wayOut: {
      store: 'Restart Kamerton; if CLICKHOUSE_URL is set, check that this server is reachable.',
      queue:
        'Restart Kamerton; if REDIS_URL is set, check that this server is reachable. Accepted calls will not be lost.',
      state: 'Check the rights of the data folder and the free space, then restart Kamerton.',
      recogniser:
        'Install a speech model (README, “Speech model”). Calls with a ready transcript are scored without it.',
      ffmpeg: 'Install ffmpeg (on Debian: apt install ffmpeg) and restart Kamerton.',
      disk: 'Free some disk space or move the data folder.',
    },
    doctor: 'A detailed check in the terminal: npx kamerton doctor',
  },

  ...enCall,
  ...enAccounts,
  ...enProtection,
};
