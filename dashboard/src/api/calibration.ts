/** /api/calibrations: sessions in which several people judge the same calls blind. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { Calibration, CalibrationAnswer, NewCalibration } from './shapes.ts';

export const calibrationsKey = ['calibrations'] as const;

export const listCalibrations = () =>
  queryOptions({
    queryKey: calibrationsKey,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/calibrations', { signal })),
  });

export const readCalibration = (id: string) =>
  queryOptions({
    queryKey: [...calibrationsKey, id],
    // Others finish meanwhile.
    refetchInterval: 15_000,
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/calibrations/{id}', { params: { path: { id } }, signal })),
  });

/** @param state of the session: what was kept from before the answers were open says nothing of them */
export const readSheet = (id: string, call: string, state: Calibration['state'] | undefined) =>
  queryOptions({
    queryKey: [...calibrationsKey, id, call, state],
    enabled: state !== undefined,
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/calibrations/{id}/calls/{call}', { params: { path: { id, call } }, signal })),
  });

export const startCalibration = async (body: NewCalibration): Promise<string> =>
  bodyOf(await client.POST('/api/calibrations', { body })).id;

export const saveAnswer = async (id: string, call: string, what: 'answer' | 'consensus', body: CalibrationAnswer) =>
  bodyOf(
    what === 'answer'
      ? await client.PUT('/api/calibrations/{id}/calls/{call}/answer', { params: { path: { id, call } }, body })
      : await client.PUT('/api/calibrations/{id}/calls/{call}/consensus', { params: { path: { id, call } }, body }),
  );

export const moveCalibration = async (id: string, step: 'finish' | 'open' | 'close') => {
  const params = { params: { path: { id } } };
  if (step === 'finish') return bodyOf(await client.POST('/api/calibrations/{id}/finish', params));
  if (step === 'open') return bodyOf(await client.POST('/api/calibrations/{id}/open', params));
  return bodyOf(await client.POST('/api/calibrations/{id}/close', params));
};
