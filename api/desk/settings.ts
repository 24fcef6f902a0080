/** Settings of the review desk that people change while the product runs. */
import { z } from 'zod';
import type { LedgerCall } from '#analyzer';
import type { ApiDeps } from '../deps.ts';

export const deskSettingsSchema = z.strictObject({
  /** Calls of the random sample, per operator and week. */
  samplePerOperator: z.number().int().min(1).max(50),
  /** Days in which the operator may dispute, from when the call came in or its review was finished last. */
  disputeDays: z.number().int().min(1).max(90),
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;

const name = 'desk.settings';
const usual: DeskSettings = { samplePerOperator: 5, disputeDays: 14 };

export async function readDeskSettings(deps: Pick<ApiDeps, 'desk'>): Promise<DeskSettings> {
  return (await deps.desk.settings.read(name, deskSettingsSchema)) ?? usual;
}

export async function writeDeskSettings(deps: Pick<ApiDeps, 'desk'>, settings: DeskSettings): Promise<void> {
  await deps.desk.settings.write(name, deskSettingsSchema, settings);
}

/** Until when findings of a call may be disputed. */
export async function disputeUntil(
  deps: Pick<ApiDeps, 'desk'>,
  call: Pick<LedgerCall, 'receivedAt'>,
  submittedAt: string | null,
): Promise<string> {
  const { disputeDays } = await readDeskSettings(deps);
  const from = Math.max(Date.parse(call.receivedAt), submittedAt === null ? 0 : Date.parse(submittedAt));
  return new Date(from + disputeDays * 86_400_000).toISOString();
}
