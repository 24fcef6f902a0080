/** The English words of «Отчёты по почте». */
import { pluralEn } from './plural.ts';
import type { TrendTexts } from './ru-trends.ts';

export const enMail: TrendTexts['mail'] = {
  title: 'Reports by e-mail',
  intro:
    'A report holds the same tables for the last twelve whole weeks or months. It has figures only, no word of a call. It sees just what its owner sees.',
  notConfigured:
    'No mail server is set: the administrator sets SMTP_URL and SMTP_FROM. The report can be looked at already.',
  none: 'There are no reports yet.',
  add: 'New report',
  edit: 'Change',
  remove: 'Remove',
  turnOff: 'Turn off',
  turnOn: 'Turn on',
  off: 'Turned off',
  sendNow: 'Send now',
  preview: { pdf: 'Look at the PDF', xlsx: 'Look at the XLSX' },
  history: 'History',
  noHistory: 'Not sent yet.',
  next: (when) => `Next: ${when}`,
  again: (when) => `again: ${when}`,
  attempts: (count) => `${count} ${pluralEn(count, 'attempt', 'attempts')}`,
  states: { waiting: 'waits', sent: 'sent', failed: 'not sent' },
  failed: 'It did not work',
  name: 'Name',
  usualName: 'Trends',
  nameMissing: 'Give the report a name',
  recipients: 'To',
  recipientsHint: 'Addresses separated by commas',
  wrongAddress: 'At least one address is needed, all like name@server.com',
  every: 'How often',
  everies: { week: 'every week', month: 'every month' },
  day: 'Day',
  hour: 'Hour',
  format: 'Attachments',
  formats: { both: 'XLSX and PDF', pdf: 'PDF', xlsx: 'XLSX' },
  filterHint:
    'The report is filtered as the page is now: team, operator, topic, hour, what is counted over and whether people’s decisions count.',
  save: 'Save',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  when: {
    week: (day, hour) =>
      `on ${['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'][day - 1] ?? ''} at ${hour}:00`,
    month: (day, hour) => `on day ${day} at ${hour}:00`,
  },
};
