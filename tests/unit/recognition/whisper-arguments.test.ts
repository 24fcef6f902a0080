import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callSettings, flagsOfHelp, whisperArguments } from '../../../analyzer/recognition/whisper-arguments.ts';

const none = new Set<string>();
const all = new Set(['-sns', '--carry-initial-prompt']);
const job = { language: 'ru', windows: 2 };
/** The value after a flag. */
const valueAfter = (args: readonly string[], flag: string) => args[args.indexOf(flag) + 1];

describe('arguments of whisper.cpp', () => {
  it('are the settings for calls', () => {
    const args = whisperArguments(callSettings, job, none);
    expect(args.join(' ')).toBe(
      '-m model.bin -t 2 -l ru -mc 0 -et 2.8 -lpt -1.25 -bs 5 -bo 5 -ojf -pp -of 0 -of 1 0.wav 1.wav',
    );
  });

  it('are all configurable', () => {
    const settings = { threads: 7, beam: 1, entropy: 2.4, logprob: -1, context: 32, prompt: '' };
    const args = whisperArguments(settings, job, none);
    expect(['-t', '-bs', '-bo', '-et', '-lpt', '-mc'].map((flag) => valueAfter(args, flag))).toEqual([
      '7',
      '1',
      '1',
      '2.4',
      '-1',
      '32',
    ]);
  });

  it('give a prompt as one argument, with room for it', () => {
    const args = whisperArguments({ ...callSettings, prompt: '--help; ну, э-э' }, job, none);
    expect(valueAfter(args, '--prompt')).toBe('--help; ну, э-э');
    expect(valueAfter(args, '-mc')).toBe('64');
  });

  it('name only what the program knows', () => {
    const prompted = { ...callSettings, prompt: 'ну' };
    for (const flag of all) {
      expect(whisperArguments(prompted, job, none)).not.toContain(flag);
      expect(whisperArguments(prompted, job, all)).toContain(flag);
    }
    expect(whisperArguments(callSettings, job, all)).not.toContain('--carry-initial-prompt');
  });

  it('are found in the help of a program', () => {
    expect(flagsOfHelp('  -sns,      --suppress-nst              [false  ] suppress non-speech tokens')).toEqual([
      '-sns',
      '--suppress-nst',
    ]);
    expect(flagsOfHelp('             --carry-initial-prompt      [false  ] always prepend initial prompt')).toEqual([
      '--carry-initial-prompt',
    ]);
    expect(flagsOfHelp('usage: ./main [options] file0.wav file1.wav -x ...')).toEqual([]);
  });
});

describe('docs/recognition.md', () => {
  it('explains every setting of recognition', () => {
    const page = readFileSync('docs/recognition.md', 'utf8');
    const example = readFileSync('.env.example', 'utf8');
    const settings = [...example.matchAll(/^((?:ASR|WHISPER|SHERPA)_[A-Z_]+)=(.*)$/gm)];
    expect(settings.length).toBeGreaterThan(10);
    for (const [, name, value] of settings)
      expect(page).toContain(`| \`${name}\` | ${value === '' ? 'пусто' : `\`${value}\``} |`);
  });
});
