import { expect, it } from 'vitest';
import { describeError } from '../../../analyzer/platform/logger.ts';

it('shows where an error arose but never what it quotes', () => {
  try {
    JSON.parse('{"text": "Иванова Мария Петровна"');
    expect.unreachable();
  } catch (error) {
    const described = describeError(error as Error);
    expect(described).toMatchObject({
      type: 'SyntaxError',
      frames: expect.arrayContaining([expect.stringContaining('at ')]),
    });
    expect(JSON.stringify(described)).not.toContain('Иванова');
  }
});

it('keeps the message and the code of a system error', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(describeError(error)).toMatchObject({ type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' });
});
